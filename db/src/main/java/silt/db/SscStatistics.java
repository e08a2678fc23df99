package silt.db;

/**
 * SSC over the clear water pixels of a zone, mg/L, each 0 or more, percentiles in order.
 *
 * @param lowMgL low end of the median's 80 % interval; null, with highMgL, where the model states
 *     none
 */
public record SscStatistics(
    double medianMgL,
    double meanMgL,
    double p10MgL,
    double p25MgL,
    double p75MgL,
    double p90MgL,
    double stdMgL,
    Double lowMgL,
    Double highMgL) {

  public SscStatistics {
    for (double value : new double[] {medianMgL, meanMgL, p10MgL, p25MgL, p75MgL, p90MgL, stdMgL}) {
      Rules.that(
          value >= 0 && value <= Float.MAX_VALUE, "SSC is a number of 0 mg/L or more", value);
    }
    Rules.that(
        p10MgL <= p25MgL && p25MgL <= medianMgL && medianMgL <= p75MgL && p75MgL <= p90MgL,
        "percentiles 10, 25, 50, 75, 90 rise",
        p10MgL + ", " + p25MgL + ", " + medianMgL + ", " + p75MgL + ", " + p90MgL);
    Rules.that(
        (lowMgL == null) == (highMgL == null), "an interval has two ends", lowMgL + ", " + highMgL);
    if (lowMgL != null) {
      Rules.that(
          0 <= lowMgL && lowMgL <= medianMgL && medianMgL <= highMgL && highMgL <= Float.MAX_VALUE,
          "an interval lies around the median",
          lowMgL + ", " + medianMgL + ", " + highMgL);
    }
  }
}
