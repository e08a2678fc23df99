package silt.sediment.regressors;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who runs a sediment model's numbers: the word of a card, and the record that the numbers make.
 */
public enum Engine {
  /** A weighted sum of features. */
  LOG_LINEAR("log-linear", LinearSum.class),
  /** Gradient-boosted regression trees. */
  TREES("trees", BoostedTrees.class),
  /** A small dense neural network. */
  DENSE("dense", DenseNetwork.class),
  /** The weighted mean, in logarithms, of other regressors. */
  BLEND("blend", Blend.class),
  /** One band and its saturation. */
  NECHAD("nechad", Nechad.class),
  /** From band to band by turbidity. */
  SWITCHING("switching", Switching.class);

  private final String word;
  private final Class<? extends Regressor> regressor;

  Engine(String word, Class<? extends Regressor> regressor) {
    this.word = word;
    this.regressor = regressor;
  }

  /** As cards say it. */
  public String word() {
    return word;
  }

  Class<? extends Regressor> regressor() {
    return regressor;
  }

  /** The engine of a card's word, if it is one of these. */
  public static Optional<Engine> of(String word) {
    return Arrays.stream(values()).filter(engine -> engine.word.equals(word)).findFirst();
  }

  /** All words, for a refusal. */
  public static String words() {
    return Arrays.stream(values()).map(Engine::word).collect(Collectors.joining(", "));
  }
}
