package silt.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Map;
import silt.mask.MaskClass;

/** How well one method finds each class on chips with truth for it. */
final class ClassScores {

  private final Map<MaskClass, Confusion> byClass = new EnumMap<>(MaskClass.class);

  ClassScores addFlags(Chip chip, byte[] flags) {
    for (MaskClass c : MaskClass.values()) {
      boolean[] said = new boolean[flags.length];
      for (int i = 0; i < flags.length; i++) {
        int f = flags[i] & 0xff;
        said[i] = f != MaskClass.NODATA && (f & c.flag()) != 0;
      }
      add(chip, c, said);
    }
    return this;
  }

  ClassScores add(Chip chip, MaskClass c, boolean[] said) {
    Confusion counts = byClass.computeIfAbsent(c, key -> new Confusion());
    for (int i = 0; i < said.length; i++) {
      if (chip.truth(c, i) != Chip.UNKNOWN && chip.valid(i)) {
        counts.add(said[i], chip.truth(c, i) == 1);
      }
    }
    return this;
  }

  void describe(ObjectNode into) {
    byClass.forEach(
        (c, counts) -> {
          if (counts.positives() > 0) {
            into.put(c.word() + "F1", Round.four(counts.f1()));
          }
        });
  }
}
