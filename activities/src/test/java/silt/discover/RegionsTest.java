package silt.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Geometry;
import silt.scene.BadInput;

class RegionsTest {

  private static final String SQUARE = "[[[174,-38],[175,-38],[175,-37],[174,-37],[174,-38]]]";
  private static final String BOW_TIE = "[[[174,-38],[175,-37],[175,-38],[174,-37],[174,-38]]]";

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("r.geojson"), text);
  }

  private static String polygon(String coordinates) {
    return "{\"type\":\"Polygon\",\"coordinates\":" + coordinates + "}";
  }

  @Test
  void aPolygonIsReadFromAGeometryAFeatureAndACollection() throws IOException {
    String feature =
        "{\"type\":\"Feature\",\"properties\":{},\"geometry\":" + polygon(SQUARE) + "}";
    for (String text :
        new String[] {
          polygon(SQUARE),
          feature,
          "{\"type\":\"FeatureCollection\",\"features\":[" + feature + "]}",
          "\uFEFF" + polygon(SQUARE)
        }) {
      Geometry region = Regions.read(file(text));
      assertThat(region.getArea()).isEqualTo(1.0);
      assertThat(region.getSRID()).isEqualTo(4326);
    }
  }

  @Test
  void overlappingFeaturesAreOneRegion() throws IOException {
    String shifted = "[[[174.5,-38],[175.5,-38],[175.5,-37],[174.5,-37],[174.5,-38]]]";
    String both = "{\"type\":\"MultiPolygon\",\"coordinates\":[" + SQUARE + "," + shifted + "]}";

    assertThat(Regions.read(file(both)).getArea()).isEqualTo(1.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~   ~ | is empty",
        "type: Polygon | is no JSON",
        "[1,2] | no \"type\"",
        "{\"type\":\"Topology\"} | its type is \"Topology\"",
        "{\"type\":\"FeatureCollection\",\"features\":[]} | holds no geometry",
        "{\"type\":\"Point\",\"coordinates\":[1,2]} | holds a Point",
        "{\"type\":\"Polygon\",\"coordinates\":[]} | without coordinates",
        "{\"type\":\"Polygon\",\"coordinates\":[[[\"a\",1]]]} | is no position",
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1]]]} | has 2 points",
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]]} | ring 0 is not closed"
            + " (first point 0.0,0.0, last 0.0,1.0)",
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[2,2],[0,0]]]} | has no area",
        "{\"type\":\"Polygon\",\"coordinates\":[[[300000,5900000],[400000,5900000],[300000,6000000],"
            + "[300000,5900000]]]} | looks projected",
        "{\"type\":\"Polygon\",\"coordinates\":[[[-200,-80],[200,-80],[200,80],[-200,-80]]]} |"
            + " larger than the world",
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,-91],[10,-91],[10,0],[0,-91]]]} | latitude -91.0",
        "{\"type\":\"Polygon\",\"coordinates\":[[[179,0],[181,0],[181,1],[179,0]]]} | longitude 181.0",
        "{\"type\":\"Polygon\",\"coordinates\":[[[179,0],[-179,0],[-179,1],[179,0]]]} | crosses the"
            + " antimeridian between 179.0,0.0 and -179.0,0.0",
        "{\"type\":\"Polygon\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:2193\"}},"
            + "\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]} | but in EPSG:2193"
      })
  void whatIsNoRegionIsRefusedInOneLine(String text, String said) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> Regions.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(said)
        .hasMessageStartingWith("region " + file)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"))
        .satisfies(e -> assertThat(((BadInput) e).remedy()).isNotBlank());
  }

  @Test
  void aMissingFileIsRefused() {
    assertThatThrownBy(() -> Regions.read(folder.resolve("none.geojson")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void aFileOfBytesThatAreNoTextIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("r.geojson"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> Regions.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no UTF-8 text");
  }

  @Test
  void aSelfCrossingIsRefusedByItsPlace() throws IOException {
    Path file = file(polygon(BOW_TIE));
    assertThatThrownBy(() -> Regions.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("at 174.500000,-37.500000");
  }

  @Test
  void aSelfCrossingIsMendedOnRequest() throws IOException {
    assertThat(Regions.read(file(polygon(BOW_TIE)), true).getArea()).isEqualTo(0.5);
  }

  @Test
  void anUnclosedRingIsClosedOnRequest() throws IOException {
    String open = "[[[174,-38],[175,-38],[175,-37],[174,-37]]]";
    assertThat(Regions.read(file(polygon(open)), true).getArea()).isEqualTo(1.0);
  }

  @Test
  void theWholeWorldIsARegion() throws IOException {
    String world = "[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]";
    assertThat(Regions.read(file(polygon(world))).getArea()).isEqualTo(360.0 * 180.0);
  }
}
