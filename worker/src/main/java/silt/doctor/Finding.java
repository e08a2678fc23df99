package silt.doctor;

import static java.util.Objects.requireNonNull;

/**
 * What one check came to.
 *
 * @param found the state of the thing, in a few words
 * @param fix what to do about it; {@code null} where nothing is wrong
 */
public record Finding(String check, Verdict verdict, String found, String fix) {

  /** How bad it is. */
  public enum Verdict {
    GOOD,
    /** It works, but nobody has tried it so, or it will not for long. */
    NOTE,
    /** It does not work. */
    WRONG
  }

  public Finding {
    requireNonNull(check, "check");
    requireNonNull(verdict, "verdict");
    requireNonNull(found, "found");
    if ((verdict == Verdict.GOOD) != (fix == null)) {
      throw new IllegalArgumentException(check + ": a fix goes with what is not good, only");
    }
  }

  static Finding good(String check, String found) {
    return new Finding(check, Verdict.GOOD, found, null);
  }

  static Finding note(String check, String found, String fix) {
    return new Finding(check, Verdict.NOTE, found, fix);
  }

  static Finding wrong(String check, String found, String fix) {
    return new Finding(check, Verdict.WRONG, found, fix);
  }
}
