package silt.training.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import silt.mask.MaskClass;
import silt.raster.Window;

/**
 * The chips of one source, to be drawn from: by their size and weight, or for a class by how much
 * of it they show.
 */
final class Lot {

  /** In a large tile a rare class is looked for in so many windows; the last is taken anyhow. */
  private static final int LOOKS = 6;

  /** Chips in the order of their running sum. */
  private record Wheel(List<Dataset.Entry> entries, double[] sums) {

    Dataset.Entry spin(SplittableRandom random) {
      double at = random.nextDouble() * sums[sums.length - 1];
      int low = 0;
      int high = sums.length - 1;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sums[middle] > at) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return entries.get(low);
    }
  }

  private final Batches.Source source;
  private final double balance;
  private final Wheel all;
  private final List<MaskClass> shown = new ArrayList<>();
  private final List<Wheel> byClass = new ArrayList<>();

  private Lot(Batches.Source source, double balance, Wheel all) {
    this.source = source;
    this.balance = balance;
    this.all = all;
  }

  /** {@code null} where the source has no chip to draw. */
  static Lot of(Batches.Source source, double balance) {
    List<Dataset.Entry> entries =
        source.dataset().entries(source.fold(), source.part()).stream()
            // an estimate is no measurement: it trains only where somebody wrote that it shall
            .filter(entry -> entry.estimated().isEmpty() || entry.part() == source.part())
            .toList();
    Wheel all = wheel(entries, null);
    if (all == null) {
      return null;
    }
    Lot lot = new Lot(source, balance, all);
    for (MaskClass c : MaskClass.values()) {
      Wheel wheel = wheel(entries, c);
      if (wheel != null) {
        lot.shown.add(c);
        lot.byClass.add(wheel);
      }
    }
    return lot;
  }

  /** By the root of the class's share: a full chip teaches less than its pixels say. */
  private static Wheel wheel(List<Dataset.Entry> entries, MaskClass c) {
    List<Dataset.Entry> kept = new ArrayList<>();
    List<Double> sums = new ArrayList<>();
    double sum = 0;
    for (Dataset.Entry entry : entries) {
      double size = (double) entry.width() * entry.height();
      double more = entry.weight() * size * (c == null ? 1 : Math.sqrt(entry.share(c)));
      if (more > 0) {
        sum += more;
        kept.add(entry);
        sums.add(sum);
      }
    }
    return kept.isEmpty()
        ? null
        : new Wheel(kept, sums.stream().mapToDouble(Double::doubleValue).toArray());
  }

  double share() {
    return source.share();
  }

  /** A square of a chip, turned and mirrored at random, at reflectance near the surface's. */
  Square draw(int side, SplittableRandom random) {
    boolean forClass = random.nextDouble() < balance && !shown.isEmpty();
    int which = forClass ? random.nextInt(shown.size()) : -1;
    Dataset.Entry entry = (forClass ? byClass.get(which) : all).spin(random);
    int width = Math.min(side, entry.width());
    int height = Math.min(side, entry.height());
    Window window = null;
    Chip chip = null;
    for (int look = 0; look < (forClass ? LOOKS : 1); look++) {
      Window before = window;
      window =
          new Window(
              random.nextInt(entry.width() - width + 1),
              random.nextInt(entry.height() - height + 1),
              width,
              height);
      if (window.equals(before)) {
        break;
      }
      chip = source.dataset().read(entry, window);
      if (forClass && shows(chip, shown.get(which))) {
        break;
      }
    }
    Square square = new Square(side, side);
    square.take(
        PathRadiance.nearSurface(entry, chip),
        source.dataset().soft(entry, window).orElse(null),
        random.nextInt(8));
    square.isToa = entry.level() == Level.TOA;
    return square;
  }

  private static boolean shows(Chip chip, MaskClass c) {
    for (byte known : chip.truth()[c.ordinal()]) {
      if (known == 1) {
        return true;
      }
    }
    return false;
  }
}
