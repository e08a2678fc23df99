package silt.training.loop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import silt.mask.MaskClass;
import silt.scene.BadInput;
import silt.training.data.Batches;
import silt.training.data.Dataset;
import silt.training.data.Fold;
import silt.training.data.Part;

/**
 * Which chips give how many of the squares. A share is of a dataset or of a source, by its name,
 * all of it or those chips that show a class: {@code hls-chips=0.5}, {@code hls-chips:cloud=0.15}
 * (over 1 % of the pixels), {@code hls-chips:water:0.001-0.1=0.15} (0.1 to 10 %).
 */
final class Shares {

  private static final double SHOWN = 0.01;

  private Shares() {}

  /** By what is shared out; each dataset by its pixels where nothing is said. */
  static List<Batches.Source> of(List<Dataset> datasets, Fold fold, Map<String, Double> shares) {
    List<Batches.Source> sources = new ArrayList<>();
    if (shares.isEmpty()) {
      for (Dataset dataset : datasets) {
        double pixels = pixels(dataset, fold);
        if (pixels > 0) {
          sources.add(new Batches.Source(dataset, fold, Part.TRAIN, pixels));
        }
      }
      return sources;
    }
    shares.forEach((what, share) -> sources.addAll(named(datasets, fold, what, share)));
    return sources;
  }

  private static double pixels(Dataset dataset, Fold fold) {
    return dataset.entries(fold, Part.TRAIN).stream()
        .mapToDouble(entry -> (double) entry.width() * entry.height())
        .sum();
  }

  private static List<Batches.Source> named(
      List<Dataset> datasets, Fold fold, String what, double share) {
    String[] parts = what.split(":", -1);
    Predicate<Dataset.Entry> wanted =
        parts.length == 1
            ? entry -> true
            : shows(what, parts[1], parts.length > 2 ? parts[2] : null);
    boolean known = false;
    List<Dataset> found = new ArrayList<>();
    for (Dataset dataset : datasets) {
      Predicate<Dataset.Entry> ours =
          dataset.card().name().equals(parts[0])
              ? entry -> true
              : entry -> entry.source().equals(parts[0]);
      known |= dataset.entries().stream().anyMatch(ours);
      Dataset some = dataset.only(ours.and(wanted));
      if (pixels(some, fold) > 0) {
        found.add(some);
      }
    }
    if (!known || parts.length > 3) {
      throw new BadInput(
          "--shares " + what + ": there is no such source",
          "Name one of " + names(datasets) + ", or SOURCE:CLASS, or SOURCE:CLASS:LEAST-MOST.");
    }
    if (found.isEmpty() && share > 0) {
      throw new BadInput(
          "--shares " + what + ": no chip of it trains",
          "Give it no share, another --fold, or a dataset that holds some.");
    }
    double all = found.stream().mapToDouble(dataset -> pixels(dataset, fold)).sum();
    return found.stream()
        .filter(dataset -> share > 0)
        .map(
            dataset ->
                new Batches.Source(dataset, fold, Part.TRAIN, share * pixels(dataset, fold) / all))
        .toList();
  }

  private static Predicate<Dataset.Entry> shows(String what, String word, String range) {
    MaskClass shown =
        Arrays.stream(MaskClass.values())
            .filter(c -> c.word().equals(word))
            .findFirst()
            .orElseThrow(
                () ->
                    new BadInput(
                        "--shares " + what + ": there is no class " + word,
                        "Choose of "
                            + Arrays.stream(MaskClass.values())
                                .map(MaskClass::word)
                                .collect(Collectors.joining(", "))
                            + "."));
    if (range == null) {
      return entry -> entry.share(shown) > SHOWN;
    }
    String[] ends = range.split("-", -1);
    try {
      double least = Double.parseDouble(ends[0]);
      double most = ends.length == 2 ? Double.parseDouble(ends[1]) : Double.NaN;
      if (least >= 0 && most <= 1 && least < most) {
        return entry -> entry.share(shown) >= least && entry.share(shown) <= most;
      }
    } catch (NumberFormatException none) {
      throw unfitRange(what, none);
    }
    throw unfitRange(what, null);
  }

  private static BadInput unfitRange(String what, Exception cause) {
    return new BadInput(
        "--shares " + what + ": ends in no range",
        "Give parts of the pixels, e.g. 0.001-0.1.",
        cause);
  }

  private static String names(List<Dataset> datasets) {
    return datasets.stream()
        .flatMap(
            dataset ->
                Stream.concat(
                    Stream.of(dataset.card().name()),
                    dataset.entries().stream().map(Dataset.Entry::source)))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
