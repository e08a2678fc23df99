package silt.steps;

import static java.util.Objects.requireNonNull;

/**
 * What an operator decided, for the record.
 *
 * @param operator who: the name of the account at its host
 * @param reason why, one line; {@code null} where none was given
 */
public record Decision(String operator, String reason) {

  public Decision {
    requireNonNull(operator, "operator");
  }
}
