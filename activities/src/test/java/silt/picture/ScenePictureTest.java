package silt.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.raster.Window;
import silt.scene.BadInput;

class ScenePictureTest {

  private static final Caption CAPTION = new Caption("a scene", "a day");

  @TempDir private Path folder;

  @Test
  void thePngHoldsThePictureThatWasDrawnAndNothingLiesBesideIt() throws IOException {
    BufferedImage drawn = draw(new PaintedScene(folder).withBands(900, 800, 700), Optional.empty());
    Path out = Files.createDirectory(folder.resolve("out")).resolve("scene.png");
    ScenePicture.save(drawn, out);
    BufferedImage read = ImageIO.read(out.toFile());
    assertThat(read.getWidth()).isEqualTo(1600).isEqualTo(drawn.getWidth());
    assertThat(Arrays.equals(pixels(read), pixels(drawn))).isTrue();
    try (Stream<Path> files = Files.list(out.getParent())) {
      assertThat(files).containsExactly(out);
    }
  }

  @Test
  void everyMaskColourIsInTheLegend() {
    BufferedImage drawn = draw(new PaintedScene(folder).withBands(900, 800, 700), Optional.empty());
    for (MaskColour colour : MaskColour.values()) {
      long legend =
          IntStream.range(drawn.getHeight() - 70, drawn.getHeight())
              .mapToLong(
                  y ->
                      IntStream.range(0, drawn.getWidth())
                          .filter(x -> (drawn.getRGB(x, y) & 0xffffff) == colour.rgb())
                          .count())
              .sum();
      assertThat(legend).as(colour.words()).isGreaterThan(100);
    }
  }

  @Test
  void withoutBandsThereAreTwoWiderPanels() {
    PaintedScene scene = new PaintedScene(folder);
    BufferedImage three = draw(scene.withBands(900, 800, 700), Optional.empty());
    BufferedImage two = draw(scene.withoutBands(), Optional.empty());
    assertThat(two.getHeight()).isGreaterThan(three.getHeight());
  }

  @Test
  void aSceneWithoutClearWaterShowsItsMasksAlone() {
    Rasters cloudy = new Rasters(new PaintedScene(folder).mask(), Optional.empty(), Map.of());
    assertThat(draw(cloudy, Optional.empty()).getWidth()).isEqualTo(1600);
  }

  @Test
  void aWindowBeyondTheSceneIsRefusedWithItsNumbers() {
    Rasters scene = new PaintedScene(folder).withoutBands();
    assertThatThrownBy(() -> draw(scene, Optional.of(new Window(300, 0, 200, 200))))
        .isInstanceOf(BadInput.class)
        .hasMessage("window 300,0,200,200 leaves the scene of 400 x 400 pixels");
  }

  @Test
  void aWindowLikeARibbonIsRefused() {
    Rasters scene = new PaintedScene(folder).withoutBands();
    assertThatThrownBy(() -> draw(scene, Optional.of(new Window(0, 0, 400, 10))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("400,10");
  }

  private static BufferedImage draw(Rasters rasters, Optional<Window> crop) {
    return ScenePicture.draw(rasters, crop, CAPTION);
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
