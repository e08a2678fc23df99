package silt.training.loop;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import silt.mask.MaskClass;
import silt.scene.BadInput;
import silt.training.data.Batch;
import silt.training.data.Chip;
import silt.training.data.Dataset;

/**
 * Whose truth chooses the epoch and the threshold of a class. The datasets of a training know a
 * class unlike well: where hand labels are, a thousand generated scenes must not outvote them.
 */
record Choosers(Map<MaskClass, Set<String>> named) {

  /**
   * @throws BadInput where a class or a dataset is unknown
   */
  static Choosers of(Map<String, List<String>> choose, List<Dataset> datasets) {
    Set<String> known = new TreeSet<>();
    for (Dataset dataset : datasets) {
      known.add(dataset.card().name());
      dataset.entries().forEach(entry -> known.add(entry.source()));
    }
    Map<MaskClass, Set<String>> named = new EnumMap<>(MaskClass.class);
    choose.forEach(
        (word, names) -> {
          for (String name : names) {
            if (!known.contains(name)) {
              throw new BadInput(
                  "--choose " + word + "=" + name + ": there is no such dataset or source",
                  "Name of " + String.join(", ", known) + ", several parted by +.");
            }
          }
          named.put(Aims.named("--choose", word), new TreeSet<>(names));
        });
    return new Choosers(named);
  }

  /** The batch of a chip with only that truth which is listened to. */
  Batch heard(Dataset dataset, Dataset.Entry entry, Batch batch) {
    byte[] truth = batch.truth().clone();
    int plane = batch.plane();
    named.forEach(
        (c, names) -> {
          if (!names.contains(dataset.card().name()) && !names.contains(entry.source())) {
            for (int n = 0; n < batch.count(); n++) {
              int from = (n * Batch.CLASSES + c.ordinal()) * plane;
              Arrays.fill(truth, from, from + plane, Chip.UNKNOWN);
            }
          }
        });
    return new Batch(
        batch.count(), batch.height(), batch.width(), batch.inputs(), truth, batch.soft());
  }
}
