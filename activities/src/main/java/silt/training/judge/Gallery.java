package silt.training.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/** Keeps a few chips of many for the page: the worst, and some drawn by lot. */
final class Gallery {

  private static final int WORST = 12;
  private static final int BEHIND = 6;
  private static final int TYPICAL = 6;

  private final PriorityQueue<Shown> worst =
      new PriorityQueue<>(Comparator.comparingLong(Shown::mistakes));
  private final PriorityQueue<Shown> behind =
      new PriorityQueue<>(Comparator.comparingLong(Shown::behind));
  private final List<Shown> typical = new ArrayList<>();
  private final Random lot = new Random(1);
  private final Map<String, Long> wrong = new LinkedHashMap<>();
  private final Map<String, Integer> ranked = new LinkedHashMap<>();
  private int offered;

  /** Takes a chip or lets it go; each has the same chance to be drawn. */
  void offer(Shown chip) {
    offered++;
    chip.wrong()
        .forEach(
            (title, pixels) -> {
              wrong.merge(title, pixels, Long::sum);
              ranked.merge(title, 1, Integer::sum);
            });
    if (typical.size() < TYPICAL) {
      typical.add(chip);
    } else {
      int at = lot.nextInt(offered);
      if (at < TYPICAL) {
        typical.set(at, chip);
      }
    }
    if (chip.mistakes() > 0) {
      keep(worst, chip, WORST);
    }
    if (chip.behind() > 0) {
      keep(behind, chip, BEHIND);
    }
  }

  private static void keep(PriorityQueue<Shown> queue, Shown chip, int most) {
    queue.add(chip);
    if (queue.size() > most) {
      queue.remove();
    }
  }

  /** The best of those ranked on every chip besides the first, which is the network itself. */
  Optional<String> bestRival() {
    return wrong.keySet().stream()
        .skip(1)
        .filter(title -> ranked.get(title) == offered)
        .min(Comparator.comparingLong(wrong::get));
  }

  /** The worst first, then where a rival is ahead, then the others, each chip once. */
  List<Shown> shown() {
    Comparator<Shown> byMistakes = Comparator.comparingLong(Shown::mistakes).reversed();
    Comparator<Shown> byDistance = Comparator.comparingLong(Shown::behind).reversed();
    Map<Shown, Shown> all = new LinkedHashMap<>();
    worst.stream().sorted(byMistakes).forEach(chip -> all.put(chip, chip.as(Shown.WORST)));
    behind.stream()
        .sorted(byDistance)
        .forEach(chip -> all.putIfAbsent(chip, chip.as(Shown.BEHIND)));
    typical.stream()
        .sorted(byMistakes)
        .forEach(chip -> all.putIfAbsent(chip, chip.as(Shown.TYPICAL)));
    return List.copyOf(all.values());
  }
}
