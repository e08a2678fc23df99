package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.raster.RasterLibrary;
import silt.raster.RasterLibraryMissing;

class ZonesLoadTest {

  private static final String LINE = "\"LineString\",\"coordinates\":[[174,-38],[174.1,-38.1]]";
  private static final String POINT = "\"Point\",\"coordinates\":[174,-38]";
  private static final String BOW_TIE =
      "\"Polygon\",\"coordinates\":[[[174,-38],[175,-37],[175,-38],[174,-37],[174,-38]]]";

  @TempDir private Path home;
  private AnInstallation installation;

  @BeforeEach
  void install() {
    try {
      RasterLibrary.version();
    } catch (RasterLibraryMissing missing) {
      Assumptions.abort(missing.getMessage());
    }
    installation = new AnInstallation(home);
  }

  @Test
  void idNameAndWidthAreFoundByTheNamesThatSwordUses() throws IOException {
    Path file =
        file(
            feature("\"reach_id\":57200101201,\"river_name\":\"Aroha\",\"width\":120.5", LINE),
            feature("\"reach_id\":57200101301,\"river_name\":\"NODATA\",\"width\":-9999", LINE));
    CommandLineOf loaded = load(file, "--kind reach");
    assertThat(loaded.err()).isEmpty();
    assertThat(loaded.out()).contains("2 zones of kind reach");
    JsonNode set = installation.json("zones list --json").get(0);
    assertThat(set.path("zones").asInt()).isEqualTo(2);
    assertThat(set.path("source").asText()).isEqualTo("zones.geojson");
  }

  @Test
  void theSameZonesAgainAreTheSameSet() throws IOException {
    Path file = file(feature("\"id\":\"a\"", LINE));
    load(file, "--kind reach");
    CommandLineOf again = load(file, "--kind reach");
    assertThat(again.status()).isZero();
    assertThat(again.out()).contains("there already");
  }

  @Test
  void otherZonesUnderATakenNameAreRefused() throws IOException {
    load(file(feature("\"id\":\"a\"", LINE)), "--kind reach");
    refused(load(file(feature("\"id\":\"b\"", LINE)), "--kind reach"), "test", "another name");
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "id":"a"     | "id":"a" | features 1 and 2 share the id a | --id-field | --kind reach
          "id":"a"     | "id":""  | feature 2 has no id             | --id-field | --kind reach
          "river":"a"  | "x":"b"  | no field is an id               | river, x   | --kind reach
          "id":"a"     | "id":"b" | is a LineString                 | --kind     | --kind node
          "id":"a"     | "id":"b" | --id-field ido                  | id         | --kind reach --id-field ido
          "id":"a","width":"wide" | "id":"b" | its width is "wide"  | --width-field | --kind reach
          """)
  void aFeatureThatCannotBeAZoneIsNamed(
      String first, String second, String thing, String wayOut, String options) throws IOException {
    refused(load(file(feature(first, LINE), feature(second, LINE)), options), thing, wayOut);
    assertThat(installation.json("zones list --json")).isEmpty();
  }

  @Test
  void aPolygonThatCrossesItselfIsRefusedWithItsPlaceOrMended() throws IOException {
    Path file = file(feature("\"id\":\"a\"", BOW_TIE));
    refused(load(file, "--kind polygon"), "feature 1 (a) is invalid at 174.5", "--repair");
    assertThat(load(file, "--kind polygon --repair").status()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          off the globe   | polygon | "Polygon","coordinates":[[[1745,-37],[1746,-37],[1746,-38],[1745,-37]]] | no longitude and latitude
          no extent       | reach   | "LineString","coordinates":[[174,-37],[174,-37]]                       | feature 1 (a) is invalid
          nothing at all  | polygon | "Polygon","coordinates":[]                                              | has no geometry
          """)
  void aGeometryThatCannotBeAZoneIsNamed(String what, String kind, String geometry, String problem)
      throws IOException {
    refused(load(file(feature("\"id\":\"a\"", geometry)), "--kind " + kind), problem, "");
    assertThat(installation.json("zones list --json")).isEmpty();
  }

  @Test
  void aRingThatWasLeftOpenIsClosedAsTheLibraryReadsIt() throws IOException {
    Path file =
        file(
            feature(
                "\"id\":\"a\"", "\"Polygon\",\"coordinates\":[[[174,-37],[175,-37],[175,-38]]]"));

    assertThat(load(file, "--kind lake").status()).isZero();
  }

  @Test
  void aPolygonOfWhichMendingLeavesNothingIsRefused() throws IOException {
    Path file =
        file(
            feature(
                "\"id\":\"a\"",
                "\"Polygon\",\"coordinates\":[[[174,-37],[175,-37],[174,-37],[174,-37]]]"));
    refused(load(file, "--kind polygon --repair"), "a", "");
    assertThat(installation.json("zones list --json")).isEmpty();
  }

  @Test
  void whatCrossesThe180thMeridianInOnePieceIsRefusedOrCut() throws IOException {
    Path file =
        file(
            feature(
                "\"id\":\"a\"",
                "\"Polygon\",\"coordinates\":"
                    + "[[[179.9,-17],[-179.9,-17],[-179.9,-16],[179.9,-16],[179.9,-17]]]"),
            feature(
                "\"id\":\"b\"",
                "\"Polygon\",\"coordinates\":"
                    + "[[[179.9,-17],[180.1,-17],[180.1,-16],[179.9,-16],[179.9,-17]]]"));

    refused(load(file, "--kind lake"), "feature 1 (a) crosses the 180th meridian", "--repair");
    assertThat(load(file, "--kind lake --repair").status()).isZero();
  }

  @Test
  void howManyAreSmallerThanAPixelIsSaid() throws IOException {
    Path file =
        file(
            feature(
                "\"id\":\"a\"",
                "\"Polygon\",\"coordinates\":"
                    + "[[[174,-38],[174.0002,-38],[174.0002,-38.0001],[174,-38]]]"),
            feature(
                "\"id\":\"b\"",
                "\"Polygon\",\"coordinates\":[[[174,-38],[175,-37],[175,-38],[174,-38]]]"));

    assertThat(load(file, "--kind lake").out()).contains("1 of them is smaller than a pixel");
  }

  @Test
  void aNodeIsAPoint() throws IOException {
    assertThat(load(file(feature("\"node_id\":1", POINT)), "--kind node").status()).isZero();
  }

  @Test
  void aFileThatIsNoVectorFileIsRefusedWithTheFormatsThatAre() throws IOException {
    Path file = Files.writeString(home.resolve("zones.geojson"), "no vectors here");
    refused(load(file, "--kind reach"), "zones.geojson cannot be read", "GeoPackage");
  }

  @Test
  void aFileWithoutFeaturesIsRefused() throws IOException {
    refused(load(file(), "--kind reach"), "zones.geojson", "");
  }

  private CommandLineOf load(Path file, String options) {
    return installation.silt("zones load " + file + " --set test " + options);
  }

  private Path file(String... features) throws IOException {
    return Files.writeString(
        home.resolve("zones.geojson"),
        "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}");
  }

  private static String feature(String properties, String geometry) {
    return "{\"type\":\"Feature\",\"properties\":{"
        + properties
        + "},\"geometry\":{\"type\":"
        + geometry
        + "}}";
  }

  private static void refused(CommandLineOf refusal, String thing, String wayOut) {
    assertThat(refusal.status()).as(refusal.err()).isEqualTo(2);
    assertThat(refusal.err()).startsWith("silt: ").contains(thing, wayOut).hasLineCount(1);
  }
}
