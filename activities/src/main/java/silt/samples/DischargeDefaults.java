package silt.samples;

/**
 * What the user says of every row of a file of discharge.
 *
 * @param gauge name of the one gauge of a file without a column of names; else {@code null}
 * @param uncertainty half width of the 80 % interval as a share of the value, 0.1 for 10 %, where
 *     the row states none; {@code null} for none
 */
public record DischargeDefaults(String gauge, Double uncertainty) {

  public DischargeDefaults {
    if (uncertainty != null && !(uncertainty > 0 && uncertainty < 1)) {
      throw new IllegalArgumentException(
          "an uncertainty is over 0 and below 100 %, not " + 100 * uncertainty + " %");
    }
  }
}
