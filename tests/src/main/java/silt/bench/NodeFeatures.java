package silt.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.raster.RasterGrid;
import silt.scene.Band;
import silt.sediment.nodes.BandStatistics;
import silt.sediment.nodes.NodePixel;
import silt.sediment.nodes.Spread;

/**
 * What do the window statistics of many river nodes cost in one sweep of the tile, beside as many
 * crops of 512 x 512? One thread each, eight bands, nothing read from disk. The results are
 * compared: what is fast must be the same.
 */
@Command(name = "NodeFeatures", description = "Window statistics of nodes: a sweep beside crops.")
public final class NodeFeatures implements Callable<Integer> {

  private static final int WIDTH = 3660;
  private static final int SIDE = 512;
  private static final int BANDS = 8;
  private static final int MARGIN = 64;

  @Option(names = "--nodes", split = ",", defaultValue = "1000,5000")
  private int[] counts;

  @Option(names = "--seed", defaultValue = "1")
  private long seed;

  public static void main(String[] args) {
    System.exit(new CommandLine(new NodeFeatures()).execute(args));
  }

  @Override
  public Integer call() {
    short[][] bands = new short[BANDS][];
    for (int b = 0; b < BANDS; b++) {
      bands[b] = band(new Random(seed + b), 300 + 250 * b);
    }
    // warm: both ways compiled before the clock runs
    List<NodePixel> few = river(new Random(seed), 200);
    swept(bands, few);
    cropped(bands, few);
    System.out.println("| nodes | along | way | s | CPU s | us a node and band | ratio | load |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for (int count : counts) {
      compare(bands, "rivers", river(new Random(seed), count));
      compare(bands, "anywhere", anywhere(new Random(seed), count));
    }
    return 0;
  }

  private interface Way {
    Spread[][] of(short[][] bands, List<NodePixel> nodes);
  }

  private static void compare(short[][] bands, String along, List<NodePixel> nodes) {
    Spread[][] fast = new Spread[BANDS][];
    double seconds = timed("one sweep", along, bands, nodes, NodeFeatures::swept, fast, 0);
    Spread[][] slow = new Spread[BANDS][];
    timed("crops", along, bands, nodes, NodeFeatures::cropped, slow, seconds);
    for (int b = 0; b < BANDS; b++) {
      for (int n = 0; n < nodes.size(); n++) {
        requireSame(fast[b][n], slow[b][n]);
      }
    }
  }

  private static double timed(
      String way,
      String along,
      short[][] bands,
      List<NodePixel> nodes,
      Way measured,
      Spread[][] into,
      double baseline) {
    var threads = ManagementFactory.getThreadMXBean();
    long used = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    System.arraycopy(measured.of(bands, nodes), 0, into, 0, BANDS);
    double seconds = (System.nanoTime() - start) / 1e9;
    double processor = (threads.getCurrentThreadCpuTime() - used) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "| %d | %s | %s | %.2f | %.2f | %.0f | %s | %s |%n",
        nodes.size(),
        along,
        way,
        seconds,
        processor,
        processor * 1e6 / nodes.size() / BANDS,
        baseline == 0 ? "" : String.format(Locale.ROOT, "%.1f", processor / baseline),
        Load.average());
    return processor;
  }

  private static Spread[][] swept(short[][] bands, List<NodePixel> nodes) {
    RasterGrid grid = new RasterGrid("", 0, 0, 30, WIDTH, WIDTH);
    Spread[][] spreads = new Spread[BANDS][];
    for (int b = 0; b < BANDS; b++) {
      spreads[b] =
          BandStatistics.of(bands[b], grid, nodes, NodeFeatures::water).stream()
              .map(BandStatistics::crop)
              .toArray(Spread[]::new);
    }
    return spreads;
  }

  /** Both ways look at the 316 pixels near a node alike; here half of them are water. */
  private static boolean water(int node, int i) {
    return (node + i) % 2 == 0;
  }

  /** A crop cut for every node and band, its sums and a histogram, as one would write it. */
  private static Spread[][] cropped(short[][] bands, List<NodePixel> nodes) {
    RasterGrid grid = new RasterGrid("", 0, 0, 30, WIDTH, WIDTH);
    Spread[][] spreads = new Spread[BANDS][nodes.size()];
    short[] crop = new short[SIDE * SIDE];
    for (int b = 0; b < BANDS; b++) {
      for (int n = 0; n < nodes.size(); n++) {
        cut(bands[b], nodes.get(n), crop);
        spreads[b][n] = spread(crop);
      }
    }
    return spreads;
  }

  private static void cut(short[] band, NodePixel node, short[] crop) {
    Arrays.fill(crop, Band.REFLECTANCE_NODATA);
    int left = node.column() - SIDE / 2;
    int top = node.row() - SIDE / 2;
    int from = Math.max(0, left);
    int to = Math.min(WIDTH, left + SIDE);
    for (int row = Math.max(0, top); row < Math.min(WIDTH, top + SIDE); row++) {
      System.arraycopy(
          band, row * WIDTH + from, crop, (row - top) * SIDE + from - left, Math.max(0, to - from));
    }
  }

  private static Spread spread(short[] crop) {
    int[] histogram = new int[1 << 16];
    long count = 0;
    long sum = 0;
    for (short value : crop) {
      if (value != Band.REFLECTANCE_NODATA) {
        histogram[value - Short.MIN_VALUE]++;
        sum += value;
        count++;
      }
    }
    if (count == 0) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    double mean = (double) sum / count;
    double squares = 0;
    for (short value : crop) {
      if (value != Band.REFLECTANCE_NODATA) {
        squares += (value - mean) * (value - mean);
      }
    }
    int lower = ranked(histogram, (count - 1) / 2);
    int upper = ranked(histogram, count / 2);
    return new Spread(
        ranked(histogram, 0),
        mean,
        ranked(histogram, count - 1),
        Math.sqrt(squares / count),
        (lower + upper) / 2.0);
  }

  private static int ranked(int[] histogram, long rank) {
    int value = -1;
    for (long through = 0; through <= rank; ) {
      through += histogram[++value];
    }
    return value + Short.MIN_VALUE;
  }

  private static void requireSame(Spread swept, Spread cropped) {
    boolean same =
        Double.isNaN(swept.min()) && Double.isNaN(cropped.min())
            || swept.min() == cropped.min()
                && swept.max() == cropped.max()
                && swept.median() == cropped.median()
                && Math.abs(swept.mean() - cropped.mean()) <= 1e-9 * Math.abs(cropped.mean())
                && Math.abs(swept.std() - cropped.std()) <= 1e-9 * cropped.std();
    if (!same) {
      throw new IllegalStateException("the sweep says " + swept + ", the crop " + cropped);
    }
  }

  /** Land with some texture, dark water, and a corner without data. */
  private static short[] band(Random random, int level) {
    short[] band = new short[WIDTH * WIDTH];
    double[] rolling = new double[WIDTH];
    for (int row = 0; row < WIDTH; row++) {
      double here = 0;
      for (int column = 0; column < WIDTH; column++) {
        here = 0.97 * here + random.nextGaussian();
        rolling[column] = 0.95 * rolling[column] + here;
        int value = (int) (level + 8 * rolling[column] + 20 * random.nextGaussian());
        band[row * WIDTH + column] =
            row + column < 900 ? Band.REFLECTANCE_NODATA : (short) Math.max(-200, value);
      }
    }
    return band;
  }

  /** Nodes about 200 m apart along ten winding rivers. */
  private static List<NodePixel> river(Random random, int count) {
    List<NodePixel> nodes = new ArrayList<>();
    int rivers = 10;
    for (int r = 0; r < rivers; r++) {
      double column = MARGIN + random.nextInt(WIDTH - 2 * MARGIN);
      double row = MARGIN + random.nextInt(WIDTH - 2 * MARGIN);
      double heading = random.nextDouble() * 2 * Math.PI;
      for (int n = 0; n < count / rivers; n++) {
        nodes.add(new NodePixel((int) column, (int) row));
        heading += 0.2 * random.nextGaussian();
        column += 6.7 * Math.cos(heading);
        row += 6.7 * Math.sin(heading);
        if (column < 0 || column >= WIDTH || row < 0 || row >= WIDTH) {
          column = Math.max(0, Math.min(WIDTH - 1, column));
          row = Math.max(0, Math.min(WIDTH - 1, row));
          heading += Math.PI;
        }
      }
    }
    return nodes;
  }

  private static List<NodePixel> anywhere(Random random, int count) {
    List<NodePixel> nodes = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      nodes.add(new NodePixel(random.nextInt(WIDTH), random.nextInt(WIDTH)));
    }
    return nodes;
  }
}
