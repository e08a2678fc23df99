package silt.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.raster.GeoTiff;
import silt.raster.Window;

class PanelsTest {

  private static final Window WHOLE = new Window(0, 0, PaintedScene.SIDE, PaintedScene.SIDE);

  @TempDir private Path folder;
  private PaintedScene scene;

  @BeforeEach
  void paint() {
    scene = new PaintedScene(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "0, LAND",
    "1, CLEAR_WATER",
    "3, CLOUD_SHADOW",
    "4, CLOUD",
    "7, CLOUD",
    "8, SNOW_ICE",
    "17, TERRAIN_SHADE",
    "255, NODATA"
  })
  void onlyWaterThatNothingHidesIsBlue(int flags, MaskColour colour) {
    assertThat(MaskColour.of(flags)).isEqualTo(colour);
  }

  @Test
  void eachStripeOfTheMaskHasTheColourOfItsClass() {
    BufferedImage panel = maskPanel(View.of(WHOLE, 40));
    assertThat(rgb(panel, 5)).isEqualTo(MaskColour.CLEAR_WATER.rgb());
    assertThat(rgb(panel, 25)).isEqualTo(MaskColour.CLOUD.rgb());
    assertThat(rgb(panel, 35)).isEqualTo(Blend.NODATA);
  }

  @Test
  void aPictureColumnOverTwoClassesShowsTheirMixture() {
    // 7 columns of 400 / 7 pixels: the second stripe ends in the middle of the fourth
    int mixed = rgb(maskPanel(View.of(WHOLE, 7)), 3);
    assertThat(mixed).isNotIn(MaskColour.CLEAR_WATER.rgb(), MaskColour.CLOUD.rgb());
    assertThat(mixed & 0xff)
        .isBetween(MaskColour.CLEAR_WATER.rgb() & 0xff, MaskColour.CLOUD.rgb() & 0xff);
  }

  @Test
  void aSmallWindowIsEnlargedWithoutGaps() {
    BufferedImage panel = maskPanel(View.of(new Window(198, 0, 4, 4), 100));
    assertThat(rgb(panel, 49)).isEqualTo(MaskColour.CLEAR_WATER.rgb());
    assertThat(rgb(panel, 50)).isEqualTo(MaskColour.CLOUD.rgb());
  }

  @Test
  void trueColourIsBrightWhereReflectanceIsAndGreyWhereThereIsNone() {
    BufferedImage panel = trueColour(View.of(WHOLE, 40));
    int red = rgb(panel, 5) >> 16 & 0xff;
    int blue = rgb(panel, 5) & 0xff;
    assertThat(red).isGreaterThan(blue).isLessThan(255);
    assertThat(rgb(panel, 35)).isEqualTo(Blend.NODATA);
  }

  @Test
  void aBlockOfMixedWaterShowsItsGeometricMean() {
    View oneColumn = new View(new Window(0, 0, 2 * PaintedScene.STRIPE, 1), 1, 1);
    try (GeoTiff ssc = GeoTiff.open(scene.ssc())) {
      assertThat(SscPanel.means(ssc, oneColumn)[0]).isCloseTo(31.62f, offset(0.01f));
    }
  }

  @Test
  void sedimentLiesOverGreyAndLeavesNodataAlone() {
    View view = View.of(WHOLE, 40);
    SscScale scale = new SscScale(10, 100);
    try (GeoTiff ssc = GeoTiff.open(scene.ssc())) {
      BufferedImage panel =
          SscPanel.draw(SscPanel.means(ssc, view), scale, view, trueColour(view), maskPanel(view));
      assertThat(rgb(panel, 5)).isEqualTo(scale.rgb(10));
      assertThat(rgb(panel, 15)).isEqualTo(scale.rgb(100));
      assertThat(rgb(panel, 25) >> 16 & 0xff).isEqualTo(rgb(panel, 25) & 0xff);
      assertThat(rgb(panel, 35)).isEqualTo(Blend.NODATA);
    }
  }

  private BufferedImage maskPanel(View view) {
    try (GeoTiff mask = GeoTiff.open(scene.mask())) {
      return MaskPanel.draw(mask, view);
    }
  }

  private BufferedImage trueColour(View view) {
    try (GeoTiff red = GeoTiff.open(scene.band("red", 1500));
        GeoTiff green = GeoTiff.open(scene.band("green", 1000));
        GeoTiff blue = GeoTiff.open(scene.band("blue", 500))) {
      return new TrueColour(red, green, blue).draw(view);
    }
  }

  private static int rgb(BufferedImage panel, int x) {
    return panel.getRGB(x, panel.getHeight() / 2) & 0xffffff;
  }
}
