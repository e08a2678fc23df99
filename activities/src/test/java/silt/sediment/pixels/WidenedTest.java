package silt.sediment.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.raster.RasterGrid;

class WidenedTest {

  private static RasterGrid grid(int width, int height) {
    return RasterGrid.of(32660, 699_960, -4_300_020, 30, width, height);
  }

  /** By looking around every pixel: slow, and plain to see. */
  private static boolean[] byLookingAround(int pixels, boolean[] set, RasterGrid grid) {
    boolean[] near = new boolean[set.length];
    for (int row = 0; row < grid.height(); row++) {
      for (int column = 0; column < grid.width(); column++) {
        for (int r = row - pixels; r <= row + pixels; r++) {
          for (int c = column - pixels; c <= column + pixels; c++) {
            boolean inside = r >= 0 && c >= 0 && r < grid.height() && c < grid.width();
            near[row * grid.width() + column] |= inside && set[r * grid.width() + c];
          }
        }
      }
    }
    return near;
  }

  @ParameterizedTest
  @CsvSource({"17, 9, 0", "17, 9, 1", "17, 9, 2", "9, 17, 5", "3, 3, 5", "1, 20, 3"})
  void aSetGrowsByWholePixelsToAllSides(int width, int height, int pixels) {
    Random dice = new Random(7);
    RasterGrid grid = grid(width, height);
    boolean[] set = new boolean[width * height];
    for (int i = 0; i < set.length; i++) {
      set[i] = dice.nextInt(12) == 0;
    }

    assertThat(Widened.by(pixels, set, grid)).isEqualTo(byLookingAround(pixels, set, grid));
  }

  @Test
  void whatIsGivenStaysAsItWas() {
    boolean[] set = {true, false, false, false};

    Widened.by(1, set, grid(4, 1));

    assertThat(set).containsExactly(true, false, false, false);
  }
}
