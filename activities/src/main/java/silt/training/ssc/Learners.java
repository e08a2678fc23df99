package silt.training.ssc;

import java.util.List;
import java.util.stream.Stream;
import silt.scene.BadInput;

/** The ways to train a sediment model, by {@code --engine}. */
public enum Learners {
  /** The geometric mean of {@link #LOG_LINEAR} and {@link #DENSE}. */
  BLEND("blend"),
  LOG_LINEAR("log-linear"),
  TREES("trees"),
  DENSE("dense");

  /** As of the first light, where it did best among 0.001, 0.005 and 0.01 on groups held out. */
  static final double SOFTENING = 0.005;

  private final String word;

  Learners(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /** All words, the default first. */
  public static List<String> words() {
    return Stream.of(values()).map(Learners::word).toList();
  }

  /**
   * The way of that word.
   *
   * @throws BadInput where there is none
   */
  public static Learners of(String word) {
    return Stream.of(values())
        .filter(one -> one.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "--engine " + word + ": nobody trains it",
                    "Choose one of " + String.join(", ", words()) + "."));
  }

  /** Fresh learners of these words; what they share is fitted once. */
  static List<Learner> of(List<Learners> words) {
    Learner dense = new Remembering(new DenseLearner());
    Learner linear = new Remembering(new LogLinearLearner(SOFTENING));
    return words.stream()
        .<Learner>map(
            one ->
                switch (one) {
                  case LOG_LINEAR -> new Centred(linear);
                  case DENSE -> new Centred(dense);
                  case TREES -> new Centred(new TreesLearner());
                  case BLEND -> new Centred(new BlendLearner(List.of(linear, dense)));
                })
        .toList();
  }
}
