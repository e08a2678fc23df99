package silt.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.db.ExtractQuestion;
import silt.db.Extracts;
import silt.load.CodeVersion;

/** What {@code tests/install-readers} installs: the readers that Debian does not have. */
@Tag("slow")
class OtherReadersTest {

  private static final String READERS = System.getenv("SILT_TEST_READERS");

  private static ObservedRiver river;

  @TempDir private Path folder;

  @BeforeAll
  static void observe() {
    Assumptions.assumeTrue(
        READERS != null && Files.exists(Path.of(READERS, "wanted")),
        "no readers from PyPI: SILT_TEST_READERS is no folder that tests/install-readers filled");
    river = new ObservedRiver();
  }

  @AfterAll
  static void close() {
    if (river != null) {
      river.close();
    }
  }

  private Path exported(ExportFormat format) {
    Path file = folder.resolve("ssc." + format.suffix());
    new Export(new Extracts(river.reader), new CodeVersion("0.1.0", "53e094d"), Clock.systemUTC())
        .write(
            new ExtractQuestion(
                "river",
                "first",
                Instant.parse("2024-02-01T00:00:00Z"),
                Instant.parse("2024-03-01T00:00:00Z"),
                List.of()),
            format,
            file,
            false,
            rows -> {});
    return file;
  }

  private String python(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(words));
    Path said = folder.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("PYTHONPATH", READERS + "/lib");
    Process process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    String text = Files.readString(said);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  /** But for one check: that of the checker's version 6.1.0 fails on every ragged array. */
  @Test
  void theIoosCheckerFindsTheNetcdfCompliant() throws Exception {
    Path netcdf = exported(ExportFormat.NETCDF);
    String report =
        python(
            "-c",
            "import sys; from compliance_checker.runner import ComplianceChecker, CheckSuite; "
                + "CheckSuite.load_all_available_checkers(); "
                + "good, bad = ComplianceChecker.run_checker(sys.argv[1], ['cf:1.11'], 1, 'strict', ['check_domain_variables']); "
                + "sys.exit(0 if good and not bad else 1)",
            netcdf.toString());
    assertThat(report).contains("All tests passed!");
  }

  @Test
  void geopandasReadsTheGeoParquet() throws Exception {
    Path parquet = exported(ExportFormat.GEOPARQUET);
    String told =
        python(
            "-c",
            "import sys, geopandas; f = geopandas.read_parquet(sys.argv[1]); "
                + "print(len(f), f.crs.to_string(), sorted(f.geom_type.unique()), "
                + "f.ssc_mg_l.max(), f.acquired_at.dt.tz, f.ssc_mg_l.isna().sum(), "
                + "len(geopandas.read_parquet(sys.argv[1], bbox=(175.25, -38, 176, -36))))",
            parquet.toString());
    assertThat(told.strip())
        .isEqualTo(ObservedRiver.ROWS + " OGC:CRS84 ['LineString', 'Polygon'] 30.25 UTC 1 2");
  }
}
