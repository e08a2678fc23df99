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

  /** Among these a model's softening is chosen on groups held back from its training. */
  private static final double[] SOFTENINGS = {0.005};

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
    List<Learner> linear =
        java.util.Arrays.stream(SOFTENINGS)
            .<Learner>mapToObj(softening -> new Remembering(new LogLinearLearner(softening)))
            .toList();
    return words.stream()
        .<Learner>map(
            one ->
                switch (one) {
                  case LOG_LINEAR -> new Centred(one.word, linear);
                  case DENSE -> Centred.one(dense);
                  case TREES -> Centred.one(new TreesLearner());
                  case BLEND ->
                      new Centred(
                          one.word,
                          linear.stream()
                              .<Learner>map(l -> new BlendLearner(List.of(l, dense)))
                              .toList());
                })
        .toList();
  }
}
