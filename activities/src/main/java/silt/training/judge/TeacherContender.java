package silt.training.judge;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import silt.mask.MaskClass;
import silt.training.teacher.Teacher;

/** A published network that tells of reflectance of its own level as it was measured. */
final class TeacherContender implements Contender {

  private static final double LIKELIER_THAN_NOT = 0.5;

  private final Teacher teacher;
  private final Set<MaskClass> knows = EnumSet.noneOf(MaskClass.class);

  TeacherContender(Path onnx) {
    this.teacher = Teacher.open(onnx);
    for (MaskClass c : MaskClass.values()) {
      if (teacher.knows().contains(c.word())) {
        knows.add(c);
      }
    }
  }

  @Override
  public String title() {
    return teacher.card().name();
  }

  /** Nothing of the other level, nor where a band that it takes was estimated. */
  @Override
  public Set<MaskClass> tells(JudgedChip chip) {
    boolean itsOwn =
        chip.entry().level() == teacher.card().level()
            && teacher.card().bands().stream().noneMatch(chip.entry().estimated()::contains);
    return itsOwn ? knows : Set.of();
  }

  @Override
  public byte[] mask(JudgedChip chip) {
    float[][] told = teacher.probabilities(chip.stored());
    byte[] flags = new byte[chip.stored().pixels()];
    for (MaskClass c : knows) {
      for (int i = 0; i < flags.length; i++) {
        if (told[c.ordinal()][i] > LIKELIER_THAN_NOT) {
          flags[i] |= (byte) c.flag();
        }
      }
    }
    return flags;
  }

  @Override
  public void close() {
    teacher.close();
  }
}
