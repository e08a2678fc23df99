package silt.training;

import java.nio.charset.StandardCharsets;
import silt.model.Sha256;

/** What a site is for. The share is drawn from the site's name, so that it never changes. */
public enum Part {
  /** Moves the weights. */
  TRAIN,
  /** Chooses the epoch and the thresholds. */
  CHOOSE,
  /** Seen by nobody before the judge. */
  JUDGE;

  private static final double CHOOSING = 0.12;

  /**
   * The part of a site.
   *
   * @param holdOut share of sites that judge, 0 to 0.8
   */
  public static Part of(String site, double holdOut) {
    if (!(holdOut >= 0 && holdOut <= 0.8)) {
      throw new IllegalArgumentException("hold-out must be 0 to 0.8, not " + holdOut);
    }
    byte[] digest = Sha256.digest().digest(("site " + site).getBytes(StandardCharsets.UTF_8));
    double lot = (((digest[0] & 0xff) << 8) | (digest[1] & 0xff)) / 65536.0;
    if (lot < holdOut) {
      return JUDGE;
    }
    return lot < holdOut + CHOOSING ? CHOOSE : TRAIN;
  }
}
