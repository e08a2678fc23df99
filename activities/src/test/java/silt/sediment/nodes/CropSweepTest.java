package silt.sediment.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import silt.raster.RasterGrid;
import silt.scene.Band;
import silt.sediment.nodes.Neighbourhood.ClearWater;

/** The sweep against crops cut one by one: a padded square of doubles, NaN where nothing is. */
class CropSweepTest {

  /** What the definition says, with double loops and a sort. */
  private static Spread naive(short[] tile, int width, NodePixel node, int side) {
    double[][] crop = new double[side][side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        crop[y][x] = at(tile, width, node.column() - side / 2 + x, node.row() - side / 2 + y);
      }
    }
    return spread(Arrays.stream(crop).flatMapToDouble(Arrays::stream).toArray());
  }

  private static double at(short[] tile, int width, int column, int row) {
    boolean on = column >= 0 && column < width && row >= 0 && row < tile.length / width;
    return !on || tile[row * width + column] == -9999 ? Double.NaN : tile[row * width + column];
  }

  private static Spread spread(double[] some) {
    double[] values = Arrays.stream(some).filter(v -> !Double.isNaN(v)).sorted().toArray();
    int n = values.length;
    if (n == 0) {
      return Spread.NONE;
    }
    double mean = Arrays.stream(values).sum() / n;
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / n;
    double median = n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
    return new Spread(values[0], mean, values[n - 1], Math.sqrt(variance), median);
  }

  private static void assertSame(Spread found, Spread wanted, Object what) {
    if (Double.isNaN(wanted.mean())) {
      assertThat(found).as("%s", what).isEqualTo(Spread.NONE);
    } else {
      assertThat(found.min()).as("min %s", what).isEqualTo(wanted.min());
      assertThat(found.max()).as("max %s", what).isEqualTo(wanted.max());
      assertThat(found.median()).as("median %s", what).isEqualTo(wanted.median());
      assertThat(found.mean()).as("mean %s", what).isCloseTo(wanted.mean(), within(1e-9));
      assertThat(found.std()).as("std %s", what).isCloseTo(wanted.std(), within(1e-7));
    }
  }

  @Property(tries = 12)
  void everyWindowIsThatOfItsCrop(
      @ForAll @IntRange(min = 1, max = 900) int width,
      @ForAll @IntRange(min = 1, max = 900) int height,
      @ForAll long seed) {
    Random random = new Random(seed);
    short[] tile = new short[width * height];
    int most = random.nextBoolean() ? 4 : 30_000;
    for (int i = 0; i < tile.length; i++) {
      boolean none = random.nextInt(5) == 0 || i % width < width / 6;
      tile[i] = none ? Band.REFLECTANCE_NODATA : (short) (random.nextInt(most) - most / 3);
    }
    List<NodePixel> nodes = new ArrayList<>();
    for (int n = 0; n < 6; n++) {
      nodes.add(
          new NodePixel(random.nextInt(width + 600) - 300, random.nextInt(height + 600) - 300));
    }
    nodes.add(new NodePixel(0, 0));
    nodes.add(new NodePixel(width - 1, height - 1));
    nodes.add(new NodePixel(-1_000_000_000, 1_000_000_000));

    Spread[] found = CropSweep.of(tile, width, nodes);

    for (int n = 0; n < found.length; n++) {
      assertSame(found[n], naive(tile, width, nodes.get(n), 512), nodes.get(n));
    }
  }

  @Test
  void aTileOfOneValueAndOneOfNoneHaveTheirWindowsToo() {
    short[] flat = new short[700 * 600];
    Arrays.fill(flat, (short) 1234);
    List<NodePixel> nodes = List.of(new NodePixel(350, 300), new NodePixel(10, 10));
    assertThat(CropSweep.of(flat, 700, nodes)).containsOnly(new Spread(1234, 1234, 1234, 0, 1234));

    Arrays.fill(flat, Band.REFLECTANCE_NODATA);
    assertThat(CropSweep.of(flat, 700, nodes)).containsOnly(Spread.NONE);
  }

  @Test
  void theMiddleOfAnEvenNumberLiesBetweenTwoValuesHoweverFarApart() {
    short[] halves = new short[512 * 512];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = (short) (i % 2 == 0 ? -200 : 16_001);
    }
    assertThat(CropSweep.of(halves, 512, List.of(new NodePixel(256, 256))))
        .containsExactly(new Spread(-200, 7900.5, 16_001, 8100.5, 7900.5));
  }

  @Test
  void nearANodeOnlyTheClearWaterOfTheDiscCounts() {
    int width = 60;
    short[] tile = new short[width * width];
    Random random = new Random(3);
    for (int i = 0; i < tile.length; i++) {
      tile[i] = (short) (random.nextInt(8) == 0 ? -9999 : random.nextInt(20) - 3);
    }
    RasterGrid grid = new RasterGrid("", 0, 0, 30, width, width);
    byte[] flags = new byte[tile.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = new byte[] {1, 1, 1, 0, 3, 17, (byte) 255}[random.nextInt(7)];
    }
    List<NodePixel> nodes =
        List.of(
            new NodePixel(30, 30),
            new NodePixel(2, 57),
            new NodePixel(-6, 20),
            new NodePixel(99, 9));
    ClearWater water = Neighbourhood.ofTile(grid, flags, nodes);

    for (int n = 0; n < nodes.size(); n++) {
      List<Double> near = new ArrayList<>();
      int clear = 0;
      int inDisc = 0;
      for (int i = 0; i < 20; i++) {
        for (int j = 0; j < 20; j++) {
          double y = i - 10 + 0.5;
          double x = j - 10 + 0.5;
          int column = nodes.get(n).column() - 10 + j;
          int row = nodes.get(n).row() - 10 + i;
          inDisc += x * x + y * y < 100 ? 1 : 0;
          boolean on = column >= 0 && column < width && row >= 0 && row < width;
          if (x * x + y * y < 100 && on && flags[row * width + column] == 1) {
            clear++;
            near.add(at(tile, width, column, row));
          }
        }
      }
      assertThat(inDisc).isEqualTo(316);
      BandStatistics found = BandStatistics.of(tile, grid, nodes, water).get(n);
      assertSame(found.near(), spread(near.stream().mapToDouble(v -> v).toArray()), nodes.get(n));
      assertThat(found.count())
          .as("a true 0 counts as missing")
          .isEqualTo((int) near.stream().filter(v -> !v.isNaN() && v != 0).count());
      assertThat(Neighbourhood.clear(water, n)).isEqualTo(clear);
    }
  }
}
