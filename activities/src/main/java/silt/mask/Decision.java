package silt.mask;

import silt.model.ModelCard;
import silt.scene.BadInput;

/**
 * Turns a network's numbers into flags by the bundle's thresholds: a class is there where its
 * probability is over its threshold, strictly. Thresholds are carried over to logits once, which
 * spares every pixel five exponentials and loses none of the comparison's strictness.
 */
public final class Decision {

  private final String bundle;
  private final Convention convention;
  private final float[] cuts;

  private Decision(String bundle, Convention convention, float[] cuts) {
    this.bundle = bundle;
    this.convention = convention;
    this.cuts = cuts;
  }

  /**
   * The decision that a card asks for.
   *
   * @throws BadInput where a class has no threshold, or one that leaves nothing to decide
   */
  public static Decision of(ModelCard card, Convention convention) {
    float[] cuts = new float[MaskClass.values().length];
    for (MaskClass c : MaskClass.values()) {
      String word = convention.threshold(c);
      Double threshold = card.thresholds().get(word);
      if (threshold == null || threshold <= 0) {
        throw new BadInput(
            "mask bundle " + card.name() + ": the threshold of " + word + " is " + threshold,
            "The card must give each class a threshold over 0 and under 1.");
      }
      boolean logits = convention.output() == Convention.Output.LOGITS;
      cuts[c.ordinal()] = (float) (logits ? Math.log(threshold / (1 - threshold)) : threshold);
    }
    return new Decision(card.name(), convention, cuts);
  }

  /**
   * The probability of a class, 0 to 1.
   *
   * @param output the network's number for it
   */
  public double probability(MaskClass c, float output) {
    double head =
        convention.output() == Convention.Output.LOGITS ? 1 / (1 + Math.exp(-output)) : output;
    return convention.sunlit() && c == MaskClass.TERRAIN_SHADE ? 1 - head : head;
  }

  /**
   * Decides a run of neighbouring pixels.
   *
   * @param outputs of the network, plane after plane in the order of {@link MaskClass}
   * @param from the first pixel's place in the first plane
   * @param plane pixels of a plane
   * @param flags filled from {@code to} on with {@code count} flags
   * @throws BadInput where the network gave what is no number: a mask of it would be a guess
   */
  void decide(float[] outputs, int from, int plane, byte[] flags, int to, int count) {
    boolean numbers = true;
    for (int c = 0; c < cuts.length; c++) {
      int head = from + c * plane;
      float cut = cuts[c];
      boolean inverted = convention.sunlit() && 1 << c == MaskClass.TERRAIN_SHADE.flag();
      int over = inverted ? 0 : 1 << c;
      int under = inverted ? 1 << c : 0;
      for (int i = 0; i < count; i++) {
        float output = outputs[head + i];
        int before = c == 0 ? 0 : flags[to + i];
        flags[to + i] = (byte) (before | (output > cut ? over : under));
        numbers &= output == output;
      }
    }
    if (!numbers) {
      throw new BadInput(
          "mask bundle " + bundle + ": the network answers NaN, which is no probability",
          "Its weights are damaged, or too large for the numeric form it runs in.");
    }
  }
}
