package silt.training.judge;

import java.util.Optional;
import silt.training.data.Chip;
import silt.training.data.Fmask;
import silt.training.data.Near;
import silt.training.data.Witness;
import silt.training.judge.trees.Slope;

/**
 * What is known of the water of one chip, by two truths.
 *
 * <p>Truth A: hand label, {@code Fmask} bit and JRC occurrence agree, and {@code Fmask} sees
 * neither cloud nor shadow near: easy, and circular for {@code Fmask}. Truth B: label and JRC
 * alone. The labels judge and never train.
 *
 * @param a 0, 1 or {@link Chip#UNKNOWN}
 * @param b likewise
 * @param shore within three pixels of the label's shore
 * @param steep slope over ten degrees
 */
record WaterTruth(byte[] a, byte[] b, boolean[] shore, boolean[] steep) {

  static final String RULE =
      "truth A: hand label, Fmask bit and JRC occurrence (50 % or more, or 0) agree where Fmask"
          + " sees no cloud, shadow or their rims (circular for Fmask, whose figures are left out); truth B: label and JRC"
          + " alone; shore: within 3 pixels of the label's; steep: slope over 10 degrees, all of it"
          + " land";

  private static final int OFTEN_WATER = 50;
  private static final int MOST_OFTEN = 100;
  private static final int SHORE_PIXELS = 3;
  private static final double STEEP = Math.tan(Math.toRadians(10));

  /** What a chip's witnesses make of its water; nothing where they are not all there. */
  static Optional<WaterTruth> of(JudgedChip judged) {
    byte[] drawn = judged.bytes(Witness.HAND_LABEL);
    byte[] occurrence = judged.bytes(Witness.OCCURRENCE);
    byte[] fmask = judged.bytes(Witness.FMASK);
    if (drawn == null || occurrence == null || fmask == null) {
      return Optional.empty();
    }
    Chip chip = judged.chip();
    byte[] a = new byte[drawn.length];
    byte[] b = new byte[drawn.length];
    boolean[] label = new boolean[drawn.length];
    for (int i = 0; i < drawn.length; i++) {
      int f = fmask[i] & 0xff;
      int often = occurrence[i] & 0xff;
      label[i] = drawn[i] == 1;
      boolean seen = f != Fmask.FILL && chip.valid(i) && often <= MOST_OFTEN;
      boolean wet = label[i] && often >= OFTEN_WATER;
      boolean dry = !label[i] && often == 0;
      b[i] = !seen || !(wet || dry) ? Chip.UNKNOWN : (byte) (wet ? 1 : 0);
      boolean hidden = Fmask.CLOUD.in(f) || Fmask.SHADOW.in(f) || Fmask.ADJACENT.in(f);
      a[i] = hidden || Fmask.WATER.in(f) != wet ? Chip.UNKNOWN : b[i];
    }
    boolean[] shore = Near.edge(label, chip.width(), chip.height(), SHORE_PIXELS);
    return Optional.of(new WaterTruth(a, b, shore, steep(judged)));
  }

  private static boolean[] steep(JudgedChip judged) {
    float[] tangent =
        Slope.tangent(judged.elevation(), judged.chip().width(), judged.chip().height());
    boolean[] steep = new boolean[tangent.length];
    for (int i = 0; i < steep.length; i++) {
      steep[i] = tangent[i] > STEEP;
    }
    return steep;
  }
}
