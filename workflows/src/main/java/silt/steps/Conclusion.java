package silt.steps;

import static java.util.Objects.requireNonNull;

import silt.scene.Outcome;

/**
 * What a scene came to and why.
 *
 * @param reason one line for people; {@code null} where the outcome says all
 */
public record Conclusion(Outcome outcome, String reason) {

  public Conclusion {
    requireNonNull(outcome, "outcome");
  }

  /** The fate that a failed step's class decides. */
  public static Conclusion from(Throwable failure) {
    return new Conclusion(Failures.ending(failure), Failures.message(failure));
  }
}
