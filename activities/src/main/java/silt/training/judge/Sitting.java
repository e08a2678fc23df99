package silt.training.judge;

import static java.util.Objects.requireNonNull;

import java.util.List;
import silt.model.ModelBundle;
import silt.training.data.Dataset;
import silt.training.data.Fold;
import silt.training.data.Part;

/**
 * One bundle and the chips of one dataset that it is judged on.
 *
 * @param fold under which the other chips of the dataset train and choose
 * @param chips that judge, of {@code dataset}
 */
record Sitting(ModelBundle bundle, Dataset dataset, Fold fold, List<Dataset.Entry> chips) {

  Sitting {
    requireNonNull(bundle, "bundle");
    requireNonNull(dataset, "dataset");
    requireNonNull(fold, "fold");
    chips = List.copyOf(chips);
  }

  /** Chips of sites that do not judge here, and so may train or choose for baselines. */
  List<Dataset.Entry> others(Part part) {
    List<String> judging = chips.stream().map(Dataset.Entry::site).distinct().toList();
    return dataset.entries(fold, part).stream()
        .filter(entry -> !judging.contains(entry.site()))
        .toList();
  }
}
