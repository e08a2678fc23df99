package silt.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import silt.db.DatabaseProblem;
import silt.db.ExtractQuestion;
import silt.db.Extracts;
import silt.load.CodeVersion;
import silt.model.Sha256;
import silt.raster.VectorFile;
import silt.raster.VectorFile.VectorFeature;
import silt.scene.BadInput;
import silt.staging.TinyDisk;

/** Files of every format, read back by GDAL, and by DuckDB what GDAL of Debian cannot read. */
class ExportTest {

  private static final Instant NOW = Instant.parse("2024-03-01T12:00:00Z");

  private static ObservedRiver river;

  @TempDir private Path folder;

  @BeforeAll
  static void observe() {
    river = new ObservedRiver();
  }

  @AfterAll
  static void close() {
    river.close();
  }

  private static ExtractQuestion asking(String product, String... zones) {
    return new ExtractQuestion(
        "river",
        product,
        Instant.parse("2024-02-01T00:00:00Z"),
        Instant.parse("2024-03-01T00:00:00Z"),
        List.of(zones));
  }

  private static Export.Written write(
      ExtractQuestion question, ExportFormat format, Path file, boolean overwrite) {
    return new Export(
            new Extracts(river.reader),
            new CodeVersion("0.1.0", "53e094d"),
            Clock.fixed(NOW, ZoneOffset.UTC))
        .write(question, format, file, overwrite, rows -> {});
  }

  @ParameterizedTest
  @EnumSource(
      value = ExportFormat.class,
      names = {"CSV", "GEOJSON", "GPKG", "FLATGEOBUF"})
  void whatGdalReadsIsWhatTheDatabaseHolds(ExportFormat format) {
    Path file = folder.resolve("ssc." + format.suffix());
    assertThat(write(asking("first"), format, file, false).rows()).isEqualTo(ObservedRiver.ROWS);
    List<VectorFeature> features =
        format == ExportFormat.CSV ? pointsOf(file) : VectorFile.read(file);
    assertThat(features).hasSize(ObservedRiver.ROWS);
    assertThat(features)
        .extracting(feature -> feature.attributes().get("external_id"))
        .containsExactly(
            "57200100101",
            "57200100101",
            "57200100101",
            "57200100201",
            "lake \"9\", küste",
            "lake \"9\", küste");
    Map<String, String> revised = features.get(2).attributes();
    assertThat(Double.parseDouble(revised.get("ssc_mg_l"))).isCloseTo(7.75, within(1e-9));
    assertThat(revised).containsEntry("revision", "2").containsEntry("product_version", "first");
    assertThat(revised.get("acquired_at")).containsPattern("2024.02.11.22:25:49");
    assertThat(features.get(3).attributes().get("zone_name")).isIn(null, "");
    assertThat(features.get(4).attributes().get("ssc_mg_l")).isIn(null, "");
    assertThat(features.get(4).lonLat().getCoordinate().x).isBetween(175.3, 175.4);
    if (format != ExportFormat.CSV) {
      assertThat(features.get(0).lonLat().getGeometryType()).isEqualTo("LineString");
      assertThat(features.get(4).lonLat().getGeometryType()).isEqualTo("Polygon");
    }
  }

  /** A table has no coordinate system; its points are in two columns. */
  private static List<VectorFeature> pointsOf(Path csv) {
    assertThat(VectorFile.count(csv)).isEqualTo(ObservedRiver.ROWS);
    return CsvAsGdalSeesIt.read(csv);
  }

  @Test
  void theGeoParquetHoldsTheSameWithItsMetadata() throws Exception {
    Path file = folder.resolve("ssc.parquet");
    write(asking("first"), ExportFormat.GEOPARQUET, file, false);
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        var ask = duck.createStatement()) {
      ask.execute("set TimeZone = 'UTC'");
      var row =
          ask.executeQuery(
              "select count(*), count(ssc_mg_l), max(ssc_mg_l), min(acquired_at)::varchar,"
                  + " min(bbox.xmin), count(distinct geometry) from '"
                  + file
                  + "'");
      row.next();
      assertThat(row.getLong(1)).isEqualTo(ObservedRiver.ROWS);
      assertThat(row.getLong(2)).isEqualTo(ObservedRiver.ROWS - 1);
      assertThat(row.getFloat(3)).isEqualTo(30.25f);
      assertThat(row.getString(4)).startsWith("2024-02-06 22:25:49");
      assertThat(row.getDouble(5)).isEqualTo(175.0);
      assertThat(row.getLong(6)).isEqualTo(3);
      var metadata =
          ask.executeQuery(
              "select decode(value) from parquet_kv_metadata('"
                  + file
                  + "') where decode(key) = 'geo'");
      assertThat(metadata.next()).isTrue();
      JsonNode geo = new ObjectMapper().readTree(metadata.getString(1));
      assertThat(geo.path("version").asText()).isEqualTo("1.1.0");
      JsonNode geometry = geo.at("/columns/geometry");
      assertThat(geometry.path("encoding").asText()).isEqualTo("WKB");
      assertThat(geometry.path("geometry_types")).hasSize(2);
      assertThat(geometry.path("bbox").get(0).asDouble()).isEqualTo(175.0);
      assertThat(metadata.next()).as("one key of that name").isFalse();
    }
  }

  @Test
  void theNetcdfHoldsASeriesForEachZone() {
    Path file = folder.resolve("ssc.nc");
    write(asking("first"), ExportFormat.NETCDF, file, false);
    try (NetcdfAsGdalSeesIt netcdf = new NetcdfAsGdalSeesIt(file)) {
      assertThat(netcdf.attribute("featureType")).isEqualTo("timeSeries");
      assertThat(netcdf.attribute("timeseries_id", "cf_role")).isEqualTo("timeseries_id");
      assertThat(netcdf.length("timeseries_id")).isEqualTo(3);
      assertThat(netcdf.numbers("row_size")).containsExactly(3, 1, 2);
      double[] ssc = netcdf.numbers("ssc_mg_l");
      assertThat(ssc).hasSize(ObservedRiver.ROWS);
      assertThat(ssc[2]).isEqualTo(7.75);
      assertThat(ssc[4]).isGreaterThan(9e36);
      assertThat(netcdf.numbers("time")[0]).isEqualTo(ObservedRiver.NOON.getEpochSecond());
      assertThat(netcdf.length("granule_id")).isEqualTo(3);
      assertThat(netcdf.numbers("scene_index")).containsExactly(0, 1, 2, 0, 0, 1);
      assertThat(netcdf.attribute("time_coverage_start")).isEqualTo("2024-02-06T22:25:49Z");
    }
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void besideEveryFileStandsWhatMadeIt(ExportFormat format) throws IOException {
    Path file = folder.resolve("out.any");
    Export.Written written = write(asking("first", "57200100101"), format, file, false);
    JsonNode told = new ObjectMapper().readTree(written.provenance().toFile());
    assertThat(told.at("/file/sha256").asText()).isEqualTo(Sha256.of(file));
    assertThat(told.at("/file/bytes").asLong()).isEqualTo(Files.size(file));
    assertThat(told.at("/rows").asLong()).isEqualTo(3);
    assertThat(told.at("/query/zones").get(0).asText()).isEqualTo("57200100101");
    assertThat(told.at("/query/zoneSet/sha256").asText()).isEqualTo(ObservedRiver.sha('c'));
    assertThat(told.at("/productVersion/maskModel/sha256").asText())
        .isEqualTo(ObservedRiver.sha('a'));
    assertThat(told.at("/software/commit").asText()).isEqualTo("53e094d");
    assertThat(told.at("/timeRange/last").asText()).isEqualTo("2024-02-11T22:25:49Z");
    assertThat(told.at("/scenes")).hasSize(3);
    assertThat(told.at("/scenes/2/revision").asInt()).isEqualTo(2);
    assertThat(told.at("/scenes/0/sscSha256").asText()).isEqualTo(ObservedRiver.sha('e'));
    assertThat(told.at("/columns/ssc_mg_l").asText()).contains("mg/L");
    assertThat(Files.readString(written.citation()))
        .contains("product version first", "GLORIA (CC-BY-4.0)", "doi:10.5067/HLS/HLSS30.002");
    assertThat(left())
        .containsExactlyInAnyOrder("out.any", "out.any.provenance.json", "out.any.citation.txt");
  }

  @Test
  void theSameRowsMakeTheSameBytes() {
    for (ExportFormat format :
        List.of(ExportFormat.CSV, ExportFormat.GEOJSON, ExportFormat.NETCDF)) {
      String once = write(asking("first"), format, folder.resolve("a"), true).sha256();
      assertThat(write(asking("first"), format, folder.resolve("a"), true).sha256())
          .as(format.word())
          .isEqualTo(once);
    }
  }

  @Test
  void aVersionThatIsNotPromotedHasItsOwnRows() throws IOException {
    Path file = folder.resolve("trial.csv");
    assertThat(write(asking("trial"), ExportFormat.CSV, file, false).rows()).isEqualTo(1);
    assertThat(Files.readString(file)).contains(",13.0,").contains(",trial");
  }

  @Test
  void aFileThatIsThereIsKeptUnlessOneSaysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("ssc.csv"), "mine");
    assertThatThrownBy(() -> write(asking("first"), ExportFormat.CSV, file, false))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("ssc.csv is there already");
    assertThat(file).hasContent("mine");
    write(asking("first"), ExportFormat.CSV, file, true);
    assertThat(Files.readString(file)).startsWith("external_id,");
  }

  @Test
  void whatIsUnknownOrEmptyLeavesNothing() throws IOException {
    Path file = folder.resolve("ssc.csv");
    assertThatThrownBy(
            () -> write(asking("first", "57200100101", "8"), ExportFormat.CSV, file, false))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("river has no zone 8");
    assertThatThrownBy(() -> write(asking("frist"), ExportFormat.CSV, file, false))
        .isInstanceOf(DatabaseProblem.class);
    assertThatThrownBy(
            () ->
                write(
                    new ExtractQuestion("river", "first", NOW, NOW.plusSeconds(1), List.of()),
                    ExportFormat.CSV,
                    file,
                    false))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no observation of zone set river from 2024-03-01");
    assertThat(left()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void aFullDiskIsSaidAndNothingIsLeft(ExportFormat format) throws IOException {
    try (TinyDisk disk = TinyDisk.at(folder.resolve("disk"), 64).fill(0)) {
      assertThatThrownBy(() -> write(asking("first"), format, disk.folder().resolve("ssc"), false))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("disk full: " + disk.folder());
      try (Stream<Path> found = Files.list(disk.folder())) {
        assertThat(found.map(path -> path.getFileName().toString())).containsExactly("ballast");
      }
    }
  }

  private List<String> left() throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.map(path -> path.getFileName().toString()).toList();
    }
  }
}
