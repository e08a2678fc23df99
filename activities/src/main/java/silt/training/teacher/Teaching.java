package silt.training.teacher;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import silt.mask.MaskClass;
import silt.scene.BadInput;
import silt.training.data.Chip;
import silt.training.data.Dataset;
import silt.training.data.SoftLabelWriter;
import silt.training.data.SoftLabels;

/**
 * Lets a teacher tell of every chip of its level, and keeps its word beside them. The dataset takes
 * the labels over together, with the teacher's licence and credit, when all are there.
 */
public final class Teaching {

  /**
   * Chips told of, and chips left out: of another level, or with a band that it needs estimated.
   */
  public record Taught(TeacherCard teacher, int chips, int leftOut) {}

  private Teaching() {}

  /**
   * Teaches a dataset.
   *
   * @param told is called with the number of chips told of so far
   * @throws BadInput where the teacher cannot be asked, or no chip is of its level
   */
  public static Taught teach(Path onnx, Dataset dataset, IntConsumer told) {
    try (Teacher teacher = Teacher.open(onnx)) {
      TeacherCard card = teacher.card();
      List<Dataset.Entry> entries =
          dataset.entries().stream()
              .filter(entry -> entry.level() == card.level())
              .filter(entry -> card.bands().stream().noneMatch(entry.estimated()::contains))
              .toList();
      if (entries.isEmpty()) {
        throw new BadInput(
            "teacher "
                + card.name()
                + ": knows "
                + card.level().word()
                + " reflectance in "
                + card.bands()
                + ", and no chip of "
                + dataset.folder()
                + " is of that",
            "Give a teacher for the other level, or another dataset.");
      }
      int chips = 0;
      try (SoftLabelWriter labels = new SoftLabelWriter(dataset)) {
        for (Dataset.Entry entry : entries) {
          labels.add(entry, soft(teacher.probabilities(dataset.read(entry))));
          told.accept(++chips);
        }
        labels.finish(card.named());
      }
      return new Taught(card, chips, dataset.entries().size() - chips);
    }
  }

  private static SoftLabels soft(float[][] probabilities) {
    byte[][] told = new byte[MaskClass.values().length][];
    for (int c = 0; c < told.length; c++) {
      told[c] = new byte[probabilities[c].length];
      Arrays.fill(told[c], Chip.UNKNOWN);
      for (int i = 0; i < told[c].length; i++) {
        if (!Float.isNaN(probabilities[c][i])) {
          told[c][i] = SoftLabels.of(probabilities[c][i]);
        }
      }
    }
    return new SoftLabels(told);
  }
}
