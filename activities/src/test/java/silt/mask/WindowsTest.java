package silt.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.raster.RasterGrid;

class WindowsTest {

  private static RasterGrid grid(int width, int height) {
    return RasterGrid.of(32660, 0, 0, 30, width, height);
  }

  @ParameterizedTest
  @CsvSource({
    "3660,3660,512,48",
    "366,366,512,48",
    "700,300,256,64",
    "513,1029,512,0",
    "5,5,64,32"
  })
  void everyPixelHasOneCore(int width, int height, int side, int overlap) {
    int[] owners = new int[width * height];
    for (Windows.Square square : Windows.covering(grid(width, height), side, overlap, 16)) {
      for (int y = square.core().row(); y < square.core().endRow(); y++) {
        for (int x = square.core().column(); x < square.core().endColumn(); x++) {
          owners[y * width + x]++;
        }
      }
    }
    assertThat(owners).containsOnly(1);
  }

  @Test
  void anHlsTileTakesSixtyFourWindowsOnTheCoarseGrid() {
    List<Windows.Square> squares = Windows.covering(grid(3660, 3660), 512, 48, 16);

    assertThat(squares).hasSize(64);
    assertThat(squares).allMatch(s -> s.column() % 16 == 0 && s.row() % 16 == 0);
  }

  @Test
  void coresKeepHalfTheOverlapFromInnerEdges() {
    for (Windows.Square s : Windows.covering(grid(3660, 3660), 512, 48, 16)) {
      if (s.column() > 0) {
        assertThat(s.core().column() - s.column()).isGreaterThanOrEqualTo(24);
      }
      if (s.core().endColumn() < 3660) {
        assertThat(s.column() + s.side() - s.core().endColumn()).isGreaterThanOrEqualTo(24);
      }
    }
  }

  @Test
  void anOverlapOverHalfTheSideIsRefused() {
    assertThatThrownBy(() -> Windows.covering(grid(600, 600), 512, 257, 16))
        .hasMessageContaining("overlap")
        .hasMessageContaining("257");
  }
}
