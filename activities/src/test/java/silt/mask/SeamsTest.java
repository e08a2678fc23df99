package silt.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.model.ModelBundle;
import silt.raster.Window;
import silt.scene.Band;

/**
 * Looks for seams: what the shipped network says in windows is compared, as logits, with what it
 * says of the same pixels in one pass over all, near the cores' borders and far from them.
 */
class SeamsTest {

  private static final int SIZE = 416;
  private static final int WINDOW = 256;
  private static final int CLASSES = MaskClass.values().length;
  private static final int NEAR = 5;
  private static final int FAR = 40;

  @TempDir Path folder;

  /** Mean difference of logits, and the share of pixels that change class. */
  private record Difference(double logits, double flags) {}

  @Test
  void atTheBordersOfCoresNothingJumps() throws IOException {
    PaintedTile tile = new PaintedTile(SIZE).mixed();
    Map<Band, Path> bands = tile.write(folder);
    List<Windows.Square> once = Windows.covering(tile.grid(), SIZE, 0, 16);
    List<Windows.Square> overlapping = Windows.covering(tile.grid(), WINDOW, 96, 16);
    List<Windows.Square> careless = overlapping.stream().map(SeamsTest::upToTheEdge).toList();
    try (MaskNetwork network = MaskNetwork.load(ModelBundle.open(ShippedBundleTest.bundle()))) {
      float[] truth = inWindows(network, bands, once);
      float[] kept = inWindows(network, bands, overlapping);
      float[] cut = inWindows(network, bands, careless);
      Difference border = difference(network, kept, truth, overlapping, 0, NEAR);
      Difference inside = difference(network, kept, truth, overlapping, FAR, SIZE);
      Difference seam = difference(network, cut, truth, careless, 0, NEAR);

      // the measure sees a seam where there is one: windows kept up to their edges
      assertThat(seam.logits()).isGreaterThan(3 * border.logits());
      assertThat(seam.flags()).isGreaterThan(3 * border.flags());
      assertThat(border.flags()).isLessThan(0.005);
      assertThat(inside.flags()).isLessThan(0.0005);
    }
  }

  /** The same window, but the left and the upper one answer up to their very edge. */
  private static Windows.Square upToTheEdge(Windows.Square square) {
    int left = square.column() == 0 ? 0 : WINDOW;
    int top = square.row() == 0 ? 0 : WINDOW;
    Window core =
        new Window(
            left,
            top,
            (square.column() == 0 ? WINDOW : SIZE) - left,
            (square.row() == 0 ? WINDOW : SIZE) - top);
    return new Windows.Square(square.column(), square.row(), WINDOW, square.seen(), core);
  }

  /** The logits of every pixel by the window in whose core it lies. */
  private static float[] inWindows(
      MaskNetwork network, Map<Band, Path> bands, List<Windows.Square> squares) {
    float[] logits = new float[CLASSES * SIZE * SIZE];
    Passes.over(
        network,
        Pace.ofLanes(1),
        bands,
        squares,
        square -> false,
        (square, answer) -> {
          int side = square.side();
          for (int c = 0; c < CLASSES; c++) {
            for (int row = square.core().row(); row < square.core().endRow(); row++) {
              System.arraycopy(
                  answer.outputs(),
                  answer.from()
                      + (c * side + row - square.row()) * side
                      + square.core().column()
                      - square.column(),
                  logits,
                  (c * SIZE + row) * SIZE + square.core().column(),
                  square.core().width());
            }
          }
        },
        done -> {});
    return logits;
  }

  private static Difference difference(
      MaskNetwork network,
      float[] one,
      float[] other,
      List<Windows.Square> squares,
      int from,
      int to) {
    byte[] flags = new byte[SIZE * SIZE];
    byte[] otherFlags = new byte[SIZE * SIZE];
    network.decision().decide(one, 0, SIZE * SIZE, flags, 0, SIZE * SIZE);
    network.decision().decide(other, 0, SIZE * SIZE, otherFlags, 0, SIZE * SIZE);
    double sum = 0;
    int changed = 0;
    int pixels = 0;
    for (int i = 0; i < flags.length; i++) {
      int x = i % SIZE;
      int distance = toBorder(squares, x, i / SIZE);
      if (x < PaintedTile.STRIP || distance < from || distance >= to) {
        continue;
      }
      pixels++;
      changed += flags[i] == otherFlags[i] ? 0 : 1;
      for (int c = 0; c < CLASSES; c++) {
        sum += Math.abs(one[c * SIZE * SIZE + i] - other[c * SIZE * SIZE + i]) / CLASSES;
      }
    }
    assertThat(pixels).isPositive();
    return new Difference(sum / pixels, (double) changed / pixels);
  }

  /** Pixels to the nearest border between cores. */
  private static int toBorder(List<Windows.Square> squares, int x, int y) {
    int nearest = SIZE;
    for (Windows.Square square : squares) {
      if (square.core().column() > 0) {
        nearest = Math.min(nearest, Math.abs(x - square.core().column()));
      }
      if (square.core().row() > 0) {
        nearest = Math.min(nearest, Math.abs(y - square.core().row()));
      }
    }
    return nearest;
  }
}
