package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import silt.installation.Said;
import silt.raster.GeoTiff;
import silt.raster.Projection;
import silt.scene.Band;
import silt.scene.GranuleId;

/**
 * Somebody took samples from the water of the generated scenes, and measured the discharge of a
 * river there: what a user makes of them, against figures computed here from the files themselves.
 * The methods tell one story and run in its order.
 */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OwnMeasurementsTest {

  private static final int A_SCENE = 12;
  private static final Instant FIRST_HOUR = Instant.parse("2024-01-01T00:00:00Z");

  private static Installation installation;

  /** By id: where it was taken, and what was written down. */
  private static final Map<String, Taken> taken = new HashMap<>();

  private record Taken(String granule, int column, int row, double mgL, Instant at) {}

  @BeforeAll
  static void runTheScenes() throws IOException {
    installation = Installation.withSmallScenes(4);
    Path archive = installation.home().resolve("archive");
    String reaches = archive.resolve("vector/reaches.geojson").toString();
    installation.done("zones", "load", reaches, "--set", "reaches", "--kind", "reach");
    installation.startWorker();
    installation.done(
        "campaign",
        "start",
        "demo",
        "--region",
        archive.resolve("region.geojson").toString(),
        "--from",
        "2024-01-01",
        "--to",
        "2024-01-31",
        "--zones",
        "reaches",
        "--wait");
    Random noise = new Random(5);
    for (String granule :
        installation.sql(
            "select granule_id from silt.scene_run join silt.scene using (scene_id)"
                + " where outcome = 'OBSERVED' order by 1")) {
      take(granule, noise);
    }
  }

  @AfterAll
  static void bringDown() {
    if (installation != null) {
      installation.close();
    }
  }

  /** Samples of truly clear water, measured with an error of 15 %, within five hours. */
  private static void take(String granule, Random noise) {
    Path truth = granuleFolder(granule).resolve("truth");
    float[] mgL;
    byte[] flags;
    int width;
    try (GeoTiff ssc = GeoTiff.open(truth.resolve(granule + ".ssc.tif"));
        GeoTiff mask = GeoTiff.open(truth.resolve(granule + ".mask.tif"))) {
      width = ssc.grid().width();
      mgL = ssc.readFloats(1, ssc.grid().whole());
      flags = mask.readBytes(1, mask.grid().whole());
    }
    List<Integer> water = new ArrayList<>();
    for (int i = 0; i < flags.length; i++) {
      if (flags[i] == 1 && mgL[i] > 0) {
        water.add(i);
      }
    }
    Instant acquired = new GranuleId(granule).acquiredAt();
    for (int i = 0; i < A_SCENE && !water.isEmpty(); i++) {
      int pixel = water.get(noise.nextInt(water.size()));
      double measured = mgL[pixel] * Math.exp(0.15 * noise.nextGaussian());
      taken.put(
          granule + "-" + i,
          new Taken(
              granule,
              pixel % width,
              pixel / width,
              Math.round(measured * 1000) / 1000.0,
              acquired.plusSeconds(noise.nextInt(36_000) - 18_000)));
    }
  }

  private static Path granuleFolder(String granule) {
    return installation.home().resolve("archive/granules").resolve(granule);
  }

  @Test
  @Order(1)
  void aFileWithDecimalCommasIsLoadedButForWhatIsWrongWithIt() throws IOException {
    assertThat(taken).hasSizeGreaterThan(A_SCENE);
    List<String> lines = new ArrayList<>(List.of("Sample ID;Date_Time_UTC;X;Y;TSS (g/m3)"));
    taken.forEach((id, sample) -> lines.add(line(id, sample)));
    lines.add("spoilt;2024-01-02 10:00;174,9;;12,5");
    Path file = Files.write(installation.home().resolve("my_samples.csv"), lines);

    Said refused = installation.silt("samples", "load", file.toString());
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("line " + lines.size() + ", column Y: has no coordinate");
    assertThat(installation.count("select count(*) from silt.sample")).isZero();

    installation.done("samples", "load", file.toString(), "--skip-bad");
    installation.done("samples", "load", file.toString(), "--skip-bad");
    assertThat(installation.count("select count(*) from silt.sample")).isEqualTo(taken.size());
  }

  private static String line(String id, Taken sample) {
    Path mask = granuleFolder(sample.granule()).resolve("truth/" + sample.granule() + ".mask.tif");
    try (GeoTiff raster = GeoTiff.open(mask);
        Projection projection = new Projection(raster.grid())) {
      double[] place =
          projection.toLonLat(
              raster.grid().centreX(sample.column()), raster.grid().centreY(sample.row()));
      return String.format(
          Locale.GERMANY,
          "%s;%s;%.7f;%.7f;%.3f",
          id,
          sample.at(),
          place[0],
          place[1],
          sample.mgL());
    }
  }

  @Test
  @Order(2)
  void matchupsHoldThePixelsOfTheProductAndTheReflectanceOfTheArchive() throws IOException {
    Path out = installation.home().resolve("matchups.csv");

    installation.done("matchups", "--hours", "6", "--out", out.toString());

    int checked = 0;
    for (CSVRecord row : rows(out)) {
      Taken sample = taken.get(row.get("sample_id"));
      GranuleId granule = new GranuleId(row.get("scene"));
      assertThat(row.get("measured")).isEqualTo("TSS");
      assertThat(Double.parseDouble(row.get("ssc_mg_l"))).isEqualTo(sample.mgL());
      assertThat(Double.parseDouble(row.get("hours_apart")))
          .isCloseTo(
              (granule.acquiredAt().toEpochMilli() - sample.at().toEpochMilli()) / 3.6e6,
              within(1e-3));
      // Landsat and Sentinel-2 pass within the hour, on the same pixels of a tile
      if (!granule.tile().equals(new GranuleId(sample.granule()).tile())) {
        continue;
      }
      Naive naive = Naive.of(granule, sample.column(), sample.row());
      assertThat(Integer.parseInt(row.get("n_pixels"))).isEqualTo(naive.count());
      assertThat(Double.parseDouble(row.get("predicted_mg_l")))
          .isCloseTo(naive.mgL(), within(1e-3));
      for (Map.Entry<Band, Double> band : naive.reflectance().entrySet()) {
        assertThat(Double.parseDouble(row.get(band.getKey().name().toLowerCase(Locale.ROOT))))
            .as(band.getKey() + " of " + row.get("sample_id"))
            .isCloseTo(band.getValue(), within(1e-5));
      }
      checked++;
    }
    assertThat(checked).isGreaterThan(A_SCENE);
    // bands were fetched again and let go again
    try (Stream<Path> left = Files.list(installation.home().resolve("staging"))) {
      assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith(".matchups"));
    }
  }

  private static List<CSVRecord> rows(Path csv) throws IOException {
    try (Reader reader = Files.newBufferedReader(csv)) {
      return CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .get()
          .parse(reader)
          .getRecords();
    }
  }

  /** The same figures by the plainest way: whole rasters in memory, pixel by pixel. */
  private record Naive(int count, double mgL, Map<Band, Double> reflectance) {

    static Naive of(GranuleId granule, int atColumn, int atRow) {
      String run =
          " from silt.scene_run join silt.scene using (scene_id) where granule_id = '%s'"
              .formatted(granule);
      List<Integer> pixels = new ArrayList<>();
      List<Double> mgL = new ArrayList<>();
      int width;
      try (GeoTiff mask = GeoTiff.open(local("select mask_uri" + run));
          GeoTiff ssc = GeoTiff.open(local("select ssc_uri" + run))) {
        width = mask.grid().width();
        byte[] flags = mask.readBytes(1, mask.grid().whole());
        float[] values = ssc.readFloats(1, ssc.grid().whole());
        for (int row = atRow - 1; row <= atRow + 1; row++) {
          for (int column = atColumn - 1; column <= atColumn + 1; column++) {
            boolean inside =
                row >= 0 && column >= 0 && column < width && row < mask.grid().height();
            int i = row * width + column;
            if (inside && flags[i] == 1 && !Float.isNaN(values[i])) {
              pixels.add(i);
              mgL.add((double) values[i]);
            }
          }
        }
      }
      Map<Band, Double> reflectance = new HashMap<>();
      for (Band band : Band.values()) {
        if (band != Band.FMASK && band != Band.CIRRUS) {
          Path file = granuleFolder(granule.text()).resolve(granule.fileName(band));
          try (GeoTiff raster = GeoTiff.open(file)) {
            short[] stored = raster.readShorts(1, raster.grid().whole());
            reflectance.put(band, median(pixels.stream().map(i -> stored[i] * 0.0001).toList()));
          }
        }
      }
      return new Naive(pixels.size(), median(mgL), reflectance);
    }

    private static Path local(String query) {
      return Path.of(URI.create(installation.sql(query).get(0)));
    }

    private static double median(List<Double> values) {
      double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
      Arrays.sort(sorted);
      int n = sorted.length;
      return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
  }

  @Test
  @Order(3)
  void aSceneWhoseFilesAreGoneIsNamedAndKeepsWhatIsKept() throws IOException {
    Path out = installation.home().resolve("gone.csv");
    String granule = taken.values().iterator().next().granule();
    Files.delete(granuleFolder(granule).resolve(new GranuleId(granule).fileName(Band.SWIR2)));

    Said said = installation.silt("matchups", "--hours", "6", "--out", out.toString());

    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.err()).contains(granule + ": ").contains("404");
    assertThat(rows(out))
        .filteredOn(row -> row.get("scene").equals(granule))
        .isNotEmpty()
        .allMatch(row -> row.get("red").isEmpty() && !row.get("predicted_mg_l").isEmpty());
    assertThat(rows(out))
        .filteredOn(row -> !row.get("scene").equals(granule))
        .noneMatch(row -> row.get("red").isEmpty());
  }

  @Test
  @Order(4)
  void samplesStandBesideTheirReachesInSql() {
    assertThat(
            installation.count(
                "select count(*) from silt.matchup('6 hours') where abs(hours_apart) <= 6"
                    + " and zone_set = 'reaches'"))
        .isPositive();
  }

  @Test
  @Order(5)
  void fluxIsConcentrationTimesTheDischargeBetweenTwoHours() throws IOException {
    String reach =
        installation
            .sql(
                "select external_id from silt.current_observation where n_valid > 0"
                    + " and zone_set = 'reaches' group by 1 order by count(*) desc, 1 limit 1")
            .get(0);
    List<String> lines = new ArrayList<>(List.of("reach_id,time,discharge_m3_s"));
    for (int hour = 0; hour < 31 * 24; hour++) {
      lines.add(reach + "," + FIRST_HOUR.plusSeconds(3600L * hour) + "," + q(hour));
    }
    Path file = Files.write(installation.home().resolve("q.csv"), lines);
    Path out = installation.home().resolve("flux.csv");

    assertThat(installation.done("discharge", "load", file.toString(), "--uncertainty", "20"))
        .contains("gauge " + reach + " measures reaches/" + reach);
    JsonNode flux =
        new ObjectMapper()
            .readTree(
                installation.done(
                    "flux",
                    "--set",
                    "reaches",
                    "--tolerance",
                    "1",
                    "--out",
                    out.toString(),
                    "--json"));

    assertThat(flux.path("rows")).isNotEmpty();
    assertThat(rows(out)).hasSize(flux.path("rows").size());
    assertThat(flux.path("rows").size())
        .isEqualTo(
            (int)
                installation.count(
                    "select count(*) from silt.current_observation where n_valid > 0"
                        + " and zone_set = 'reaches' and external_id = '"
                        + reach
                        + "'"));
    for (JsonNode row : flux.path("rows")) {
      Instant at = Instant.parse(row.path("acquiredAt").asText());
      double hours = (at.toEpochMilli() - FIRST_HOUR.toEpochMilli()) / 3.6e6;
      double share = hours - Math.floor(hours);
      double discharge = (1 - share) * q((int) hours) + share * q((int) hours + 1);
      double kgS = row.path("sscMgL").asDouble() * discharge / 1000;
      assertThat(row.path("how").asText()).isEqualTo("interpolated");
      assertThat(row.path("dischargeM3s").asDouble()).isCloseTo(discharge, within(1e-6));
      assertThat(row.path("kgS").asDouble()).isCloseTo(kgS, within(1e-4 * kgS));
      assertThat(row.path("tDay").asDouble()).isCloseTo(kgS * 86.4, within(86.4e-4 * kgS));
      double down = Math.log(1 / 0.8);
      if (!row.path("sscLowMgL").isNull()) {
        down =
            Math.hypot(
                down, Math.log(row.path("sscMgL").asDouble() / row.path("sscLowMgL").asDouble()));
      }
      assertThat(row.path("lowKgS").asDouble())
          .isCloseTo(kgS * Math.exp(-down), within(1e-4 * kgS));
    }
  }

  /** A flood that comes and goes, m3/s. */
  private static double q(int hour) {
    return 120 + 80 * Math.sin(hour / 40.0);
  }
}
