package silt.scene;

/**
 * A refusal of what a person gave: the thing, what is wrong with its value, and the way out.
 *
 * <p>The command line prints it as one line and exits with 2; nothing is half-done when it is
 * thrown.
 */
public final class BadInput extends RuntimeException {

  private final String remedy;

  /**
   * @param problem the thing, the rule and the offending value, e.g. {@code "--to 2024-01-01 lies
   *     before --from 2024-02-01"}
   * @param remedy what to do about it, one sentence
   */
  public BadInput(String problem, String remedy) {
    super(problem);
    this.remedy = remedy;
  }

  public BadInput(String problem, String remedy, Throwable cause) {
    super(problem, cause);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
