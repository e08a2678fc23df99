package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import silt.db.Database;
import silt.db.ObservationRow;
import silt.db.PixelCounts;
import silt.db.RasterRow;
import silt.db.RunOrigin;
import silt.db.SceneRow;
import silt.db.SceneRunRow;
import silt.db.SceneRuns;
import silt.db.Scenes;
import silt.db.SscStatistics;
import silt.db.ZoneResults;
import silt.db.ZoneRow;
import silt.db.ZoneSetRow;
import silt.db.ZoneSets;

/** Export, catalogue and provenance on a database with one observed scene. */
class ExportCommandTest {

  private static final String GRANULE = "HLS.S30.T60GVA.2024037T222549.v2.0";
  private static final Instant AT = Instant.parse("2024-02-06T22:25:49Z");

  @TempDir private static Path home;

  private static AnInstallation installation;

  @BeforeAll
  static void observe() throws IOException {
    installation = new AnInstallation(home).withFirstProduct();
    GeometryFactory shapes = new GeometryFactory();
    try (Database database = installation.database()) {
      new ZoneSets(database)
          .load(
              ZoneSetRow.of("river", "reach", "river.geojson", "1", "c".repeat(64)),
              Stream.of(
                  ZoneRow.of(
                      "57200100101",
                      "Waikato",
                      shapes.createLineString(
                          new Coordinate[] {new Coordinate(175, -37), new Coordinate(175.1, -37)}),
                      120.0)));
      long zone =
          new ZoneSets(database)
              .zonesWithin("river", shapes.toGeometry(new Envelope(174, 176, -38, -36)))
              .get(0)
              .id();
      new Scenes(database)
          .upsert(
              List.of(
                  new SceneRow(
                      0,
                      GRANULE,
                      1,
                      "S30",
                      "60GVA",
                      AT,
                      10.0,
                      shapes.toGeometry(new Envelope(174, 176, -38, -36)),
                      "https://archive/",
                      AT,
                      7L)));
      new SceneRuns(database)
          .record(
              new SceneRunRow(
                  0,
                  GRANULE,
                  1,
                  "firstlight",
                  "OBSERVED",
                  null,
                  1,
                  null,
                  RunOrigin.UNKNOWN,
                  AT,
                  AT,
                  "https",
                  new RasterRow("file:///elsewhere/mask.tif", "d".repeat(64), 10),
                  new RasterRow("file:///elsewhere/ssc.tif", "e".repeat(64), 10),
                  null,
                  new PixelCounts(1000, 100, 10, 200, 0, 5, 80),
                  null,
                  List.of()),
              List.of(),
              List.of(
                  new ZoneResults(
                      "river",
                      List.of(
                          new ObservationRow(
                              zone,
                              new SscStatistics(10, 11, 5, 7, 12, 15, 1, 6.0, 16.0),
                              5,
                              6,
                              7,
                              1,
                              0)))));
    }
  }

  private static String export(Path out) {
    return "export --set river --from 2024-02-01 --to 2024-02-29 --format csv --out " + out;
  }

  @Test
  void aFileIsWrittenOnceAndReplacedOnlyWhenOneSaysSo() throws IOException {
    Path out = home.resolve("ssc.csv");
    CommandLineOf done = installation.silt(export(out));
    assertThat(done.status()).as(done.err()).isZero();
    assertThat(done.out()).contains("1 observations of 1 zones from 1 scenes");
    assertThat(Files.readString(out)).contains("57200100101,Waikato,river");
    CommandLineOf again = installation.silt(export(out));
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).contains("is there already; ").contains("--overwrite").hasLineCount(1);
    JsonNode replaced = installation.json(export(out) + " --overwrite --json");
    assertThat(replaced.path("rows").asInt()).isEqualTo(1);
    assertThat(installation.silt(export(home.resolve("none.csv")) + " --zone 57200100101,8").err())
        .startsWith("silt: zone set river has no zone 8; ");
    assertThat(home.resolve("none.csv")).doesNotExist();
  }

  @Test
  void theCatalogueIsWrittenAndSaysWhatItCouldNotRead() throws IOException {
    CommandLineOf done = installation.silt("catalog write --out " + home.resolve("stac"));
    assertThat(done.status()).as(done.err()).isZero();
    assertThat(done.out()).contains("1 items; 4 files written, 0 unchanged, 0 removed");
    assertThat(done.err()).contains("firstlight/60GVA");
    assertThat(home.resolve("stac/firstlight/60GVA/" + GRANULE + ".r1.firstlight.json")).exists();
    assertThat(
            installation
                .json("catalog write --json --out " + home.resolve("stac"))
                .path("filesWritten")
                .asInt())
        .isZero();
  }

  @Test
  void provenanceSpeaksTheWordsOfTheStandards() throws IOException {
    JsonNode prov = installation.json("provenance " + GRANULE + " --format prov");
    assertThat(prov.path("activity")).hasSize(1);
    CommandLineOf events = installation.silt("provenance " + GRANULE + " --format openlineage");
    assertThat(events.out().strip().lines()).hasSize(2);
    assertThat(new ObjectMapper().readTree(events.out().lines().findFirst().orElseThrow()))
        .isNotNull();
  }
}
