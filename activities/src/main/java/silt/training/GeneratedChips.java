package silt.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import silt.training.data.Dataset;
import silt.training.data.Fold;

/** The chips of a dataset folder as the scene simulator writes it. */
final class GeneratedChips {

  record Entry(String file, Part part, String sensor, Chip chip) {}

  private GeneratedChips() {}

  static List<Entry> read(Path folder) {
    Dataset dataset = Dataset.open(folder);
    List<Entry> entries = new ArrayList<>();
    for (Dataset.Entry entry : dataset.entries()) {
      var found = dataset.read(entry);
      Chip chip =
          new Chip(
              "generated",
              entry.site(),
              entry.level().word(),
              found.width(),
              found.height(),
              found.bands(),
              found.truth());
      Part part = Part.valueOf(entry.part(Fold.NONE).name());
      entries.add(new Entry(entry.file(), part, entry.sensor(), chip));
    }
    return entries;
  }
}
