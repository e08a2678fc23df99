package silt.training.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import silt.mask.Scaling;
import silt.raster.Window;
import silt.scene.BadInput;

/**
 * The batches of a training, drawn from disk: each is a function of the seed and the step alone, so
 * that a training that is taken up again sees what it would have seen. The next few are drawn in
 * the background while the network learns; nothing else is kept in memory, however large the data.
 *
 * <p>One thread asks. Chips with estimated bands are drawn only where the index itself gives them
 * the part that is asked for: an estimate is no measurement.
 */
public final class Batches implements AutoCloseable {

  /**
   * Where squares come from and how often.
   *
   * @param part whose chips are drawn, under {@code fold}
   * @param share of all squares, relative to the other sources
   */
  public record Source(Dataset dataset, Fold fold, Part part, double share) {

    public Source {
      if (!(share > 0)) {
        throw new IllegalArgumentException("a share is over 0, not " + share);
      }
    }
  }

  /**
   * How squares are drawn.
   *
   * @param count squares a batch
   * @param side of a square, pixels
   * @param balance share of squares drawn for a class, each class of a source as often as the
   *     others, however rare; the rest are drawn from anywhere. 0 to 1
   * @param ahead batches drawn in the background, at least 1
   */
  public record Plan(int count, int side, long seed, double balance, int ahead) {

    public Plan {
      if (count < 1 || side < 1 || ahead < 1 || !(balance >= 0 && balance <= 1)) {
        throw new IllegalArgumentException(
            "count, side and ahead count from 1 and balance is 0 to 1, not "
                + count
                + ", "
                + side
                + ", "
                + ahead
                + ", "
                + balance);
      }
    }
  }

  private final Plan plan;
  private final Augmentation augmentation;
  private final Scaling.Inputs scaling;
  private final List<Lot> lots = new ArrayList<>();
  private final double shares;
  private final Spectra spectra;
  private final ExecutorService drawing =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "draw-batches");
            thread.setDaemon(true);
            return thread;
          });
  private final Deque<Future<Batch>> coming = new ArrayDeque<>();
  private long next = -1;

  private Batches(
      Plan plan, List<Source> sources, Augmentation augmentation, Scaling.Inputs scaling) {
    this.plan = plan;
    this.augmentation = augmentation;
    this.scaling = scaling;
    Spectra found = Spectra.NONE;
    double sum = 0;
    for (Source source : sources) {
      found = found.and(source.dataset().spectra());
      Lot lot = Lot.of(source, plan.balance());
      if (lot != null) {
        lots.add(lot);
        sum += source.share();
      }
    }
    this.spectra = found;
    this.shares = sum;
  }

  /**
   * The batches of some sources. Datasets that offer only spectra give them to all.
   *
   * @param scaling as the network's convention has it
   * @throws BadInput where no chip is left to draw from
   */
  public static Batches of(
      Plan plan, List<Source> sources, Augmentation augmentation, Scaling.Inputs scaling) {
    Batches batches = new Batches(plan, sources, augmentation, scaling);
    if (batches.lots.isEmpty()) {
      batches.close();
      throw new BadInput(
          "training data: no chip of it trains",
          "Give another --fold, or a dataset with more sites.");
    }
    return batches;
  }

  /**
   * The batch of a step. Asking for steps in turn is fast; any other is drawn when asked for.
   *
   * @param step from 0
   */
  public Batch draw(long step) {
    if (step != next) {
      coming.forEach(batch -> batch.cancel(true));
      coming.clear();
      next = step;
    }
    while (coming.size() <= plan.ahead()) {
      long number = next + coming.size();
      coming.add(drawing.submit(() -> drawn(number)));
    }
    next++;
    try {
      return coming.remove().get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while a batch was drawn", stopped);
    } catch (ExecutionException failed) {
      next = -1;
      if (failed.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException("a batch cannot be drawn", failed.getCause());
    }
  }

  private Batch drawn(long step) {
    int plane = plan.side() * plan.side();
    float[] inputs = new float[plan.count() * Batch.BANDS * plane];
    byte[] truth = new byte[plan.count() * Batch.CLASSES * plane];
    byte[] soft = new byte[truth.length];
    Arrays.fill(soft, Chip.UNKNOWN);
    boolean taught = false;
    short[] stored = new short[Batch.BANDS * plane];
    for (int n = 0; n < plan.count(); n++) {
      // a generator of its own for every square: neither threads nor resuming change it
      SplittableRandom random =
          new SplittableRandom(mixed(plan.seed() * 0x9E3779B97F4A7C15L + step) + n);
      Square square = lot(random).draw(plan.side(), random);
      augmentation.apply(square, spectra, random);
      square.store(stored);
      scaling.fill(stored, plane, inputs, n * Batch.BANDS * plane);
      square.truthInto(truth, n * Batch.CLASSES * plane);
      taught |= square.softInto(soft, n * Batch.CLASSES * plane);
    }
    return new Batch(plan.count(), plan.side(), plan.side(), inputs, truth, taught ? soft : null);
  }

  /** Spreads the bits, so that neighbouring steps have unlike generators (Stafford's mix 13). */
  private static long mixed(long z) {
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  private Lot lot(SplittableRandom random) {
    double at = random.nextDouble() * shares;
    for (Lot lot : lots) {
      at -= lot.share();
      if (at < 0) {
        return lot;
      }
    }
    return lots.get(lots.size() - 1);
  }

  /**
   * A window of a chip as it is, for choosing and judging: path light taken off, scaled, and grown
   * at its right and lower edge by pixels without data to a multiple of what the network takes.
   */
  public static Batch plain(
      Dataset dataset, Dataset.Entry entry, Window window, int step, Scaling.Inputs scaling) {
    Chip chip = PathRadiance.nearSurface(entry, dataset.read(entry, window));
    int width = (window.width() + step - 1) / step * step;
    int height = (window.height() + step - 1) / step * step;
    Square square = new Square(width, height);
    square.take(chip, dataset.soft(entry, window).orElse(null), 0);
    short[] stored = new short[Batch.BANDS * width * height];
    square.store(stored);
    float[] inputs = new float[stored.length];
    scaling.fill(stored, width * height, inputs, 0);
    byte[] truth = new byte[Batch.CLASSES * width * height];
    square.truthInto(truth, 0);
    byte[] soft = new byte[truth.length];
    boolean taught = square.softInto(soft, 0);
    return new Batch(1, height, width, inputs, truth, taught ? soft : null);
  }

  /** Windows of at most {@code side} that cover a chip once, for {@link #plain}. */
  public static List<Window> covering(Dataset.Entry entry, int side) {
    List<Window> windows = new ArrayList<>();
    for (int row = 0; row < entry.height(); row += side) {
      for (int column = 0; column < entry.width(); column += side) {
        windows.add(
            new Window(
                column,
                row,
                Math.min(side, entry.width() - column),
                Math.min(side, entry.height() - row)));
      }
    }
    return windows;
  }

  @Override
  public void close() {
    drawing.shutdownNow();
  }
}
