package silt.training.judge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import silt.model.ModelBundle;
import silt.scene.BadInput;
import silt.training.data.Dataset;
import silt.training.data.Fold;
import silt.training.data.Part;

/**
 * Finds for every bundle the chips that may judge it: those of its fold, or that its dataset keeps
 * for judging, and never one that it has seen, unless that was asked for. No chip is judged twice.
 */
final class Sittings {

  private final Question question;
  private final List<Sitting> sittings = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private final Set<String> remarks = new java.util.LinkedHashSet<>();

  private Sittings(Question question) {
    this.question = question;
  }

  /**
   * @throws BadInput where nothing is left to judge by, or all of it was seen
   */
  static Sittings of(Question question) {
    Sittings all = new Sittings(question);
    for (Dataset dataset : question.data()) {
      for (ModelBundle bundle : question.bundles()) {
        all.sit(bundle, dataset);
      }
    }
    if (all.sittings.isEmpty()) {
      throw new BadInput(
          "evaluate: no chip of "
              + question.data().get(0).folder()
              + " is left to judge "
              + question.bundles().get(0).card().name(),
          "Give --fold, a dataset that it never saw, or --even-if-seen, which marks the report.");
    }
    return all;
  }

  private void sit(ModelBundle bundle, Dataset dataset) {
    Seen seen = Seen.of(bundle.card());
    String name = dataset.card().name();
    Fold fold = question.fold().or(seen::fold).orElse(Fold.NONE);
    List<Dataset.Entry> wanted = judging(dataset, fold);
    List<Dataset.Entry> unseen =
        wanted.stream().filter(chip -> !seen.saw(name, chip.site())).toList();
    boolean alone = question.bundles().size() == 1;
    if (!alone && dataset.entries().stream().noneMatch(chip -> seen.saw(name, chip.site()))) {
      // e.g. what a recipe begins with: every chip would be its own, and none the others'
      throw new BadInput(
          "evaluate: "
              + bundle.card().name()
              + " saw no site of "
              + name
              + ", so it is none of several that each left some out",
          "Judge it alone.");
    }
    if (unseen.size() < wanted.size() && (alone || question.evenIfSeen())) {
      String what =
          bundle.card().name()
              + " trained or chose on "
              + sites(wanted, unseen)
              + " of the sites of "
              + name
              + " that judge here";
      if (!question.evenIfSeen()) {
        throw new BadInput(
            "evaluate: " + what,
            "Give the --fold that it left out, or --even-if-seen, which marks the report.");
      }
      remarks.add("NOT A FAIR TEST: " + what + ".");
      unseen = wanted;
    }
    if (!seen.tells()) {
      remarks.add(
          "The card of "
              + bundle.card().name()
              + " does not say which sites it saw: nobody can tell whether this test is fair.");
    }
    List<Dataset.Entry> chips =
        unseen.stream().filter(chip -> taken.add(name + " " + chip.id())).toList();
    if (!chips.isEmpty()) {
      sittings.add(new Sitting(bundle, dataset, fold, chips));
    }
  }

  /** A dataset without a fold that keeps no chip for judging judges with all. */
  private static List<Dataset.Entry> judging(Dataset dataset, Fold fold) {
    List<Dataset.Entry> kept = dataset.entries(fold, Part.JUDGE);
    boolean free = dataset.entries().stream().map(Dataset.Entry::part).allMatch(Objects::isNull);
    return kept.isEmpty() && free && fold.equals(Fold.NONE) ? dataset.entries() : kept;
  }

  private static long sites(List<Dataset.Entry> wanted, List<Dataset.Entry> unseen) {
    return wanted.stream()
        .filter(chip -> !unseen.contains(chip))
        .map(Dataset.Entry::site)
        .distinct()
        .count();
  }

  List<Sitting> sittings() {
    return sittings;
  }

  /** What a reader of the report must know of the choice of chips. */
  List<String> remarks() {
    return List.copyOf(remarks);
  }
}
