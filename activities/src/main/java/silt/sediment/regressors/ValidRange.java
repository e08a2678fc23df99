package silt.sediment.regressors;

/**
 * What the training data covered.
 *
 * @param lowMgL over 0
 * @param highMgL over {@code lowMgL}
 */
public record ValidRange(double lowMgL, double highMgL) {

  public ValidRange {
    if (!(lowMgL > 0 && highMgL > lowMgL)) {
      throw new IllegalArgumentException(
          "a valid range is 0 < low < high mg/L, not " + lowMgL + " to " + highMgL);
    }
  }

  public boolean contains(double sscMgL) {
    return sscMgL >= lowMgL && sscMgL <= highMgL;
  }
}
