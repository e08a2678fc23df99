package silt.training.judge;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import silt.mask.MaskClass;
import silt.training.judge.Section.Column;

/** How well one contender finds each class by the truth of the dataset. */
final class ClassScores {

  /** Of one class. */
  static final List<Column> COLUMNS =
      List.of(
          Column.more("f1", "F1"),
          Column.more("iou", "IoU"),
          Column.more("precision", "precision"),
          Column.more("recall", "recall"),
          Column.less("falseRate", "false rate"));

  private final Map<MaskClass, Confusion> byClass = new EnumMap<>(MaskClass.class);

  void add(ChipTruth truth, Set<MaskClass> classes, byte[] flags) {
    for (MaskClass c : classes) {
      byClass.computeIfAbsent(c, key -> new Confusion()).add(truth.counts(c, flags));
    }
  }

  /** Of one class; empty where it was never told of. */
  Confusion of(MaskClass c) {
    return byClass.getOrDefault(c, new Confusion());
  }

  /** By {@link #COLUMNS}; where there is nothing to find, only what was found falsely. */
  static List<Double> figures(Confusion counts) {
    boolean some = counts.positives() > 0;
    return List.of(
        some ? counts.f1() : Double.NaN,
        some ? counts.iou() : Double.NaN,
        some ? counts.precision() : Double.NaN,
        counts.recall(),
        counts.falseRate());
  }
}
