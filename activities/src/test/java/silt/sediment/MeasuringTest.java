package silt.sediment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.raster.GeoTiff;
import silt.scene.Band;
import silt.sediment.regressors.PixelFlag;
import silt.steps.ArtifactRef;
import silt.steps.Failures;
import silt.steps.MaskedScene;
import silt.steps.MeasuredScene;
import silt.steps.SedimentActivity;
import silt.steps.StagedScene;

/**
 * What a scene comes to: values, flags and intervals pixel by pixel, and the item that describes
 * them.
 */
class MeasuringTest {

  @TempDir Path folder;
  private MeasuringWorld world;

  @BeforeEach
  void aRiverOfTenRowsUnderACloudOfFive() {
    world = new MeasuringWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private byte[] quality(MeasuredScene measured) {
    try (GeoTiff raster = GeoTiff.open(Path.of(measured.quality().uri()))) {
      assertThat(raster.isCloudOptimised()).isTrue();
      assertThat(raster.nodata(1).orElseThrow()).isEqualTo(255);
      return raster.readBytes(1, raster.grid().whole());
    }
  }

  private void swir(int pixel, int first, int second) {
    world.scene.bands.computeIfAbsent(Band.SWIR1, b -> new short[world.scene.mask.length])[pixel] =
        (short) first;
    world.scene.bands.computeIfAbsent(Band.SWIR2, b -> new short[world.scene.mask.length])[pixel] =
        (short) second;
  }

  @Test
  void everyClearWaterPixelHasAValueAndNoOther() {
    MeasuredScene measured =
        world.step().measure(world.scene.order(), world.scene.staged(), world.scene.masked());

    assertThat(measured.valuedPixels()).isEqualTo(10 * 40);
    try (GeoTiff raster = GeoTiff.open(Path.of(measured.ssc().uri()))) {
      assertThat(raster.isCloudOptimised()).isTrue();
      assertThat(raster.nodata(1).orElseThrow()).isNaN();
      assertThat(raster.bands()).isEqualTo(3);
      assertThat(raster.description(2)).isEqualTo("ssc_low_mg_l");
      assertThat(raster.tags()).containsEntry("UNIT", "mg/L").containsKey("MASK_SHA256");
      float[] values = raster.readFloats(1, raster.grid().whole());
      for (int i = 0; i < values.length; i++) {
        assertThat(Float.isNaN(values[i])).isEqualTo(world.scene.mask[i] != TinyScene.CLEAR);
      }
    }
  }

  @Test
  void waterThatIsNotFitToBeMeasuredHasNoValueAndSaysWhy() {
    swir(TinyScene.at(12, 3), 900, 890);
    swir(TinyScene.at(13, 3), 500, 100);

    MeasuredScene measured =
        world
            .step()
            .measure(world.scene.orderOfAlgorithm(2), world.scene.staged(), world.scene.masked());

    byte[] flags = quality(measured);
    assertThat(flags[TinyScene.at(12, 3)] & 0xff).isEqualTo(PixelFlag.GLINT.bit());
    assertThat(flags[TinyScene.at(13, 3)] & 0xff).isEqualTo(PixelFlag.THIN_CLOUD.bit());
    assertThat(flags[TinyScene.at(22, 3)]).as("cloud over water").isZero();
    // the row beside the cloud is too near to it
    assertThat(flags[TinyScene.at(19, 3)] & 0xff).isEqualTo(PixelFlag.THIN_CLOUD.bit());
    assertThat(measured.valuedPixels()).isEqualTo(9 * 40 - 2);
    assertThat(measured.flaggedPixels())
        .containsEntry("GLINT", 1L)
        .containsEntry("THIN_CLOUD", 1L + 40);
    try (GeoTiff raster = GeoTiff.open(Path.of(measured.ssc().uri()))) {
      assertThat(raster.readFloats(1, raster.grid().whole())[TinyScene.at(12, 3)]).isNaN();
    }
  }

  @Test
  void aProductOfTheFirstAlgorithmScreensNothing() {
    swir(TinyScene.at(12, 3), 900, 890);

    assertThat(
            world
                .step()
                .measure(world.scene.order(), world.scene.staged(), world.scene.masked())
                .valuedPixels())
        .isEqualTo(10 * 40);
  }

  @Test
  void aBandWithoutDataLeavesAPixelWithoutValueAndOutOfItsZone() throws Exception {
    world.scene.bands.get(Band.RED)[TinyScene.at(12, 3)] = Band.REFLECTANCE_NODATA;

    MeasuredScene measured =
        world
            .step()
            .measure(world.scene.order("reaches"), world.scene.staged(), world.scene.masked());

    assertThat(quality(measured)[TinyScene.at(12, 3)] & 0xff).isEqualTo(255);
    assertThat(world.rows(measured.rows()).get(0).nValid()).isEqualTo(10 * 40 - 1);
  }

  @Test
  void aScreenWhoseBandsWereNotFetchedFailsTheSceneByName() {
    SedimentActivity step = world.step();
    StagedScene staged = world.scene.staged();
    Map<Band, ArtifactRef> files = new EnumMap<>(staged.files());
    files.remove(Band.SWIR1);
    StagedScene without = new StagedScene(files, staged.sources(), "https", staged.run());
    MaskedScene masked = world.scene.masked();

    assertThatThrownBy(() -> step.measure(world.scene.orderOfAlgorithm(2), without, masked))
        .satisfies(failure -> assertThat(Failures.message(failure)).contains("SWIR1"));
  }

  @Test
  void anItemBesideTheRastersSaysWhatTheyAre() throws Exception {
    MeasuredScene measured =
        world.step().measure(world.scene.order(), world.scene.staged(), world.scene.masked());

    Path file = Path.of(measured.ssc().uri()).resolveSibling("item.json");
    JsonNode item = new ObjectMapper().readTree(file.toFile());
    assertThat(item.at("/assets/ssc/href").asText()).isEqualTo("ssc.tif");
    assertThat(item.at("/assets/mask/href").asText()).isEqualTo("mask.tif");
    assertThat(item.at("/assets/ssc/bands/2/name").asText()).isEqualTo("ssc_high_mg_l");
    assertThat(item.at("/assets/quality/href").asText()).isEqualTo("quality.tif");
    assertThat(item.at("/assets/quality/file:checksum").asText())
        .endsWith(measured.quality().sha256());
    assertThat(item.at("/properties/silt:parameters/minPixels").asInt()).isEqualTo(5);
    assertThat(item.at("/assets/ssc/file:checksum").asText()).endsWith(measured.ssc().sha256());
    assertThat(item.at("/properties/datetime").asText()).isEqualTo("2024-02-06T22:25:49Z");
    assertThat(item.at("/bbox/0").asDouble()).isCloseTo(179.3, within(0.3));
  }

  @Test
  void noClearWaterGivesARasterWithoutValues() {
    world.scene.water(10, 20, 900, TinyScene.CLOUD_OVER_WATER);

    MeasuredScene measured =
        world
            .step()
            .measure(world.scene.order("reaches"), world.scene.staged(), world.scene.masked());

    assertThat(measured.valuedPixels()).isZero();
    assertThat(measured.observedZones()).isZero();
  }
}
