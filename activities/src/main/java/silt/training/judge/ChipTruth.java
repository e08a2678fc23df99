package silt.training.judge;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import silt.mask.MaskClass;
import silt.training.data.Dataset;
import silt.training.data.Witness;

/**
 * By what one chip is judged: water by its witnesses where there are any, every other class by the
 * dataset's truth. Where that truth is {@code Fmask}'s own word it is kept apart: agreement, not
 * merit.
 *
 * @param water truths of water by witnesses, where there are any
 * @param fair classes that the dataset's truth judges
 * @param echoed classes that it only repeats from {@code Fmask}
 * @param ranking classes by whose wrong pixels this chip is bad or good: water where there are
 *     witnesses, else the fair ones that the dataset shows anywhere
 */
record ChipTruth(
    JudgedChip judged,
    Optional<WaterTruth> water,
    Set<MaskClass> fair,
    Set<MaskClass> echoed,
    Set<MaskClass> ranking) {

  private static final Set<MaskClass> BY_FMASK =
      EnumSet.of(MaskClass.CLOUD_SHADOW, MaskClass.CLOUD, MaskClass.SNOW_ICE);

  /**
   * @param shown classes that any chip of the dataset shows
   */
  static ChipTruth of(JudgedChip judged, Set<MaskClass> shown) {
    Optional<WaterTruth> water = WaterTruth.of(judged);
    Set<MaskClass> fair = EnumSet.allOf(MaskClass.class);
    Set<MaskClass> echoed = EnumSet.noneOf(MaskClass.class);
    if (judged.bytes(Witness.FMASK) != null) {
      fair.removeAll(BY_FMASK);
      echoed.addAll(BY_FMASK);
    }
    Set<MaskClass> ranking = EnumSet.copyOf(fair);
    ranking.retainAll(shown);
    if (water.isPresent()) {
      fair.remove(MaskClass.WATER);
      ranking = EnumSet.of(MaskClass.WATER);
    }
    return new ChipTruth(judged, water, fair, echoed, ranking);
  }

  /** Classes that a dataset knows by more than {@code Fmask}'s own word, so that skill can show. */
  static Set<MaskClass> merit(Dataset dataset) {
    EnumSet<MaskClass> classes = EnumSet.allOf(MaskClass.class);
    if (dataset.card().witnesses().containsKey(Witness.FMASK)) {
      classes.removeAll(BY_FMASK);
    }
    return classes;
  }

  /** 0, 1 or unknown of each pixel: truth B of water where there are witnesses. */
  byte[] known(MaskClass c) {
    return c == MaskClass.WATER && water.isPresent()
        ? water.get().b()
        : judged.chip().truth()[c.ordinal()];
  }

  /** Right and wrong pixels of one class. */
  Confusion counts(MaskClass c, byte[] flags) {
    Confusion counts = new Confusion();
    byte[] known = known(c);
    for (int i = 0; i < flags.length; i++) {
      if ((known[i] == 0 || known[i] == 1) && judged.chip().valid(i)) {
        counts.add(Said.of(flags, i, c), known[i] == 1);
      }
    }
    return counts;
  }
}
