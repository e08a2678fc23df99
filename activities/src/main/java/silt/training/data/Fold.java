package silt.training.data;

import java.nio.charset.StandardCharsets;
import silt.model.Sha256;
import silt.scene.BadInput;

/**
 * A split of sites by their names alone, so that it is the same on every machine and never changes
 * when sites are added: the first four bytes of the name's sha256, as a number, modulo {@code n}
 * are {@code k - 1} for the sites that judge; of the others those whose next two bytes lie in the
 * lowest 12 % choose, the rest train.
 *
 * @param k which fold judges, 1 to {@code n}; 0 where none does, for the model that ships
 * @param n how many folds there are, 2 or more; 1 with {@code k} 0
 */
public record Fold(int k, int n) {

  /** Every site trains or chooses; nothing is left to judge by. */
  public static final Fold NONE = new Fold(0, 1);

  private static final double CHOOSING = 0.12;

  public Fold {
    boolean none = k == 0 && n == 1;
    if (!none && (n < 2 || k < 1 || k > n)) {
      throw new IllegalArgumentException(
          "a fold is k of n, 1 <= k <= n, n >= 2, not " + k + "/" + n);
    }
  }

  /**
   * Reads {@code 2/5}, or {@code none}.
   *
   * @throws BadInput where it is neither
   */
  public static Fold parse(String text) {
    if (text.equals("none")) {
      return NONE;
    }
    try {
      String[] numbers = text.split("/", -1);
      if (numbers.length == 2) {
        Fold fold = new Fold(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
        if (fold.k > 0) {
          return fold;
        }
      }
    } catch (IllegalArgumentException notAFold) {
      throw refused(text, notAFold);
    }
    throw refused(text, null);
  }

  private static BadInput refused(String text, Exception cause) {
    return new BadInput(
        "fold " + text + ": is no k/n with 1 <= k <= n and n >= 2",
        "Give e.g. 2/5, or none.",
        cause);
  }

  /** What a site is for under this fold. */
  public Part of(String site) {
    byte[] digest = Sha256.digest().digest(site.getBytes(StandardCharsets.UTF_8));
    long first = 0;
    for (int i = 0; i < 4; i++) {
      first = first << 8 | digest[i] & 0xff;
    }
    if (k > 0 && first % n == k - 1) {
      return Part.JUDGE;
    }
    double lot = ((digest[4] & 0xff) << 8 | digest[5] & 0xff) / 65536.0;
    return lot < CHOOSING ? Part.CHOOSE : Part.TRAIN;
  }

  /** {@code 2/5}, or {@code none}. */
  @Override
  public String toString() {
    return k == 0 ? "none" : k + "/" + n;
  }
}
