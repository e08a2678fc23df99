package silt.mask;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import silt.model.ModelCard;
import silt.scene.BadInput;

/**
 * All that a mask bundle must agree on with who runs it, beside its weights: the {@code convention}
 * of its card.
 *
 * @param overlap least overlap of neighbouring windows, pixels; 0 to half the window
 * @param output what the network gives for each class
 * @param sunlit whether the fifth head tells sunlit ground, as the published network's does, rather
 *     than terrain shade; its threshold is then called {@link #SUNLIT}, and what is not over it is
 *     shade
 */
public record Convention(Scaling scaling, int overlap, Output output, boolean sunlit) {

  /** The name of the fifth head and of its threshold where it is inverted. */
  public static final String SUNLIT = "sunlit";

  private static final String RULE = "probability > threshold, strictly";
  private static final String CLEAR =
      "water, and neither cloud shadow, cloud, snow or ice, nor terrain shade";

  /** What the numbers that leave the network are. */
  public enum Output {
    /** Probability = 1 / (1 + e^-logit). */
    LOGITS("logits"),
    /** The sigmoid is inside the network, as in the published TorchScript form. */
    PROBABILITIES("probabilities");

    private final String word;

    Output(String word) {
      this.word = word;
    }

    /** The first word of a card's {@code convention.output}. */
    public String word() {
      return word;
    }
  }

  public Convention {
    requireNonNull(scaling, "scaling");
    requireNonNull(output, "output");
    if (overlap < 0) {
      throw new IllegalArgumentException("overlap is at least 0 pixels, not " + overlap);
    }
  }

  /**
   * What the published checkpoints were trained for: {@link CropStretch}, five heads of which the
   * last is sunlit. Their thresholds stand in the card.
   */
  public static Convention published(int overlap, Output output) {
    return new Convention(new CropStretch(), overlap, output, true);
  }

  /** What this code trains with: {@link LogScaling#STANDARD}, and a head for terrain shade. */
  public static Convention standard(int overlap) {
    return new Convention(LogScaling.STANDARD, overlap, Output.LOGITS, false);
  }

  /**
   * Reads a card's convention.
   *
   * @throws BadInput naming what this code does not follow
   */
  public static Convention of(ModelCard card) {
    JsonNode convention = card.convention();
    int overlap = convention.path("overlap").asInt(-1);
    if (overlap < 0 || overlap > card.window() / 2) {
      throw refusal(
          card,
          "overlap is " + convention.path("overlap"),
          "It must be 0 to half the window of " + card.window() + " pixels.");
    }
    return new Convention(
        Scaling.from(convention.path("scaling"), card.name()),
        overlap,
        output(card),
        sunlit(card, convention.path("decision").path("heads")));
  }

  private static Output output(ModelCard card) {
    JsonNode said = card.convention().path("output");
    if (said.isMissingNode()) {
      return Output.LOGITS;
    }
    for (Output output : Output.values()) {
      if (said.asText().startsWith(output.word)) {
        return output;
      }
    }
    throw refusal(card, "output is " + said, "It must begin with logits or probabilities.");
  }

  /** A card that names no heads has those of {@link MaskClass}. */
  private static boolean sunlit(ModelCard card, JsonNode heads) {
    if (heads.isMissingNode()) {
      return false;
    }
    for (boolean sunlit : new boolean[] {false, true}) {
      if (heads(sunlit).equals(heads)) {
        return sunlit;
      }
    }
    throw refusal(
        card,
        "decision.heads is " + heads,
        "This code runs networks of " + heads(false) + ", or with " + SUNLIT + " as the last.");
  }

  private static BadInput refusal(ModelCard card, String problem, String remedy) {
    return new BadInput("mask bundle " + card.name() + ": convention." + problem, remedy);
  }

  private static ArrayNode heads(boolean sunlit) {
    ArrayNode heads = JsonNodeFactory.instance.arrayNode();
    for (MaskClass c : MaskClass.values()) {
      heads.add(threshold(c, sunlit));
    }
    return heads;
  }

  private static String threshold(MaskClass c, boolean sunlit) {
    return sunlit && c == MaskClass.TERRAIN_SHADE ? SUNLIT : c.word();
  }

  /** The name of a class's threshold in the card. */
  public String threshold(MaskClass c) {
    return threshold(c, sunlit);
  }

  /** The {@code convention} of a card. */
  public ObjectNode toJson() {
    ObjectNode convention = JsonNodeFactory.instance.objectNode();
    convention.set("scaling", scaling.toJson());
    convention.put("overlap", overlap);
    convention.put("nodata", "a pixel without data in any input band leaves as 255");
    convention.put(
        "output",
        output == Output.LOGITS ? "logits; probability = 1 / (1 + e^-logit)" : output.word);
    ObjectNode decision = convention.putObject("decision");
    decision.put("rule", RULE);
    decision.set("heads", heads(sunlit));
    if (sunlit) {
      decision.put("terrainShade", "not sunlit: the probability is not over its threshold");
    }
    decision.put("clearWater", CLEAR);
    ArrayNode bits = convention.putArray("bits");
    for (MaskClass c : MaskClass.values()) {
      bits.add(c.word());
    }
    return convention;
  }
}
