package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.MaskNetwork;
import silt.raster.CogWriter;
import silt.raster.GeoTiff;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.scene.Band;
import silt.scene.GranuleId;

/** {@code silt mask} on a small scene, with the bundle that ships and nothing running. */
class MaskCommandTest {

  private static final int SIZE = 96;
  private static final short[] LAND = {500, 800, 900, 2600, 2200, 1300};
  private static final short[] WATER = {420, 560, 480, 180, 60, 30};
  private static final GranuleId GRANULE = new GranuleId("HLS.L30.T60GVA.2024041T220733.v2.0");
  private static final RasterGrid GRID = RasterGrid.of(32660, 399_960, 6_000_000, 30, SIZE, SIZE);
  private static final Path MODEL =
      Path.of("..", "deploy", "models", "mask-hls-1").toAbsolutePath().normalize();

  @TempDir private Path home;

  private Path scene;
  private Path out;

  @BeforeEach
  void aSceneHalfWater() throws IOException {
    scene = Files.createDirectory(home.resolve("scene"));
    out = home.resolve("masks");
    for (int b = 0; b < LAND.length; b++) {
      short[] pixels = new short[SIZE * SIZE];
      for (int i = 0; i < pixels.length; i++) {
        int stored = i % SIZE < SIZE / 2 ? LAND[b] : WATER[b];
        pixels[i] = (short) (stored + i / SIZE % 7);
      }
      write(b, pixels);
    }
  }

  private void write(int band, short[] pixels) {
    try (CogWriter writer = CogWriter.ofShorts(GRID)) {
      writer
          .nodata(Band.REFLECTANCE_NODATA)
          .write(GRID.whole(), pixels)
          .save(scene.resolve(GRANULE.fileName(MaskNetwork.INPUTS.get(band))));
    }
  }

  private CommandLineOf mask(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "mask", scene.toString(), "--model", MODEL.toString(), "--out", out.toString()));
    words.addAll(Arrays.asList(more));
    return CommandLineOf.run(home, words.toArray(String[]::new));
  }

  private void refused(CommandLineOf refusal, String... words) throws IOException {
    assertThat(refusal.status()).as(refusal.err()).isEqualTo(2);
    assertThat(refusal.err().lines().filter(line -> line.startsWith("silt: ")))
        .singleElement()
        .asString()
        .contains(words)
        .contains("; ");
    if (Files.isDirectory(out)) {
      try (var left = Files.list(out)) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  void aFolderBecomesARasterAReportAndAPicture() throws IOException {
    CommandLineOf done = mask();

    assertThat(done.status()).as(done.err()).isZero();
    assertThat(done.out()).contains("clear water", "1 of 1 windows held data", "mask.tif");
    JsonNode report = new ObjectMapper().readTree(out.resolve("masks.json").toFile());
    assertThat(report.path("layout").asText()).isEqualTo("tiled");
    assertThat(report.path("pixels").path("valid").asInt()).isEqualTo(SIZE * SIZE);
    assertThat(report.path("model").path("sha256").asText()).hasSize(64);
    assertThat(report.path("agreement").isNull()).isTrue();
    try (GeoTiff raster = GeoTiff.open(out.resolve("mask.tif"))) {
      assertThat(raster.isCloudOptimised()).isTrue();
      assertThat(raster.grid().samePixelsAs(GRID)).isTrue();
      assertThat(raster.tags())
          .containsEntry("SILT_MASK_LAYOUT", "tiled")
          .containsEntry("SILT_SCENE", GRANULE.text())
          .containsKeys("SILT_MASK_MODEL_SHA256", "SILT_INPUTS_SHA256");
    }
    assertThat(ImageIO.read(out.resolve("masks.png").toFile()).getWidth()).isGreaterThan(1000);
  }

  @Test
  void whatIsThereIsReplacedOnlyWhenAsked() {
    assertThat(mask().status()).isZero();

    CommandLineOf again = mask();
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).contains("there is a mask.tif already", "--force").hasLineCount(1);
    assertThat(mask("--force", "--json").status()).isZero();
  }

  @Test
  void cropsAroundNodesAreComparedWithTheTile() throws IOException {
    Path nodes = home.resolve("nodes.geojson");
    try (Projection projection = new Projection(GRID)) {
      double[] at = projection.toLonLat(GRID.centreX(50), GRID.centreY(40));
      Files.writeString(
          nodes, "{\"type\":\"Point\",\"coordinates\":[%s,%s]}".formatted(at[0], at[1]));
    }
    CommandLineOf done = mask("--layout", "node-centred", "--nodes", nodes.toString());

    assertThat(done.status()).as(done.err()).isZero();
    assertThat(done.out()).contains("AGREEMENT WITH TILED", "316 px disc");
    JsonNode report = new ObjectMapper().readTree(out.resolve("masks.json").toFile());
    assertThat(report.path("layout").asText()).isEqualTo("node-centred");
    assertThat(report.path("pixels").path("valid").asInt()).isEqualTo(400);
    assertThat(report.path("agreement").path("nodes").asInt()).isEqualTo(1);
    assertThat(report.path("agreement").path("masks")).hasSize(12);
  }

  @Test
  void aMissingBandIsNamedByItsFile() throws IOException {
    Files.delete(scene.resolve(GRANULE.fileName(Band.SWIR1)));

    refused(mask(), GRANULE.fileName(Band.SWIR1), "SWIR1");
  }

  @Test
  void aSceneWithoutDataIsRefused() throws IOException {
    short[] nothing = new short[SIZE * SIZE];
    Arrays.fill(nothing, Band.REFLECTANCE_NODATA);
    write(2, nothing);

    refused(mask(), "no pixel with data");
  }

  @Test
  void aBandStoredAsFloatsIsRefused() throws IOException {
    float[] reflectance = new float[SIZE * SIZE];
    Arrays.fill(reflectance, 0.2f);
    try (CogWriter writer = CogWriter.ofFloats(GRID)) {
      writer.write(GRID.whole(), reflectance).save(scene.resolve(GRANULE.fileName(Band.RED)));
    }

    refused(mask(), "band RED is stored as Float32", scene.toString());
  }

  @Test
  void aFileThatIsNoRasterIsRefused() throws IOException {
    Files.writeString(scene.resolve(GRANULE.fileName(Band.RED)), "<html>please log in</html>");

    refused(mask(), GRANULE.fileName(Band.RED));
  }

  @Test
  void aFolderOfTwoGranulesIsRefused() throws IOException {
    Files.createFile(scene.resolve("HLS.S30.T60GVA.2024037T222549.v2.0.B04.tif"));

    refused(mask(), "holds 2 granules");
  }

  @Test
  void aModelOfTheOtherKindIsRefused() throws IOException {
    refused(
        CommandLineOf.run(
            home,
            "mask",
            scene.toString(),
            "--model",
            ABundle.ssc().toString(),
            "--out",
            out.toString()),
        "is of kind ssc");
  }

  @Test
  void nodesAndTheirLayoutGoTogether() throws IOException {
    refused(mask("--layout", "node-centred"), "--layout node-centred needs nodes");
    refused(mask("--nodes", "n.geojson"), "--nodes n.geojson is not used");
    refused(mask("--layout", "tiles"), "layout tiles", "node-centred");
  }

  @Test
  void aSceneThatIsNowhereIsRefused() throws IOException {
    scene = home.resolve("nowhere");
    refused(mask(), "nowhere: there is no such folder");
    scene = Path.of("HLS.S30.T60GVA.2024037T222549.v2.0");
    refused(mask(), "its bands are neither in");
  }
}
