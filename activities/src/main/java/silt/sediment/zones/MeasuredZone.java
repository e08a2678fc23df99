package silt.sediment.zones;

import static java.util.Objects.requireNonNull;

/**
 * What one zone looked like in one scene: a line of the rows file.
 *
 * @param zoneSet name of its set
 * @param zoneId the database's key; 0 for cells, which the load step makes where they are new
 * @param nTotal its pixels with data
 * @param nWater those that are water, clear or not
 * @param nValid those with a concentration
 * @param clearFraction share of {@code nTotal} that neither cloud, shadow, snow nor shade obscures
 * @param flags see {@link ZoneFlags}
 * @param ssc statistics of the {@code nValid} values; null where there are none
 */
public record MeasuredZone(
    String zoneSet,
    long zoneId,
    String externalId,
    int nTotal,
    int nWater,
    int nValid,
    double clearFraction,
    int flags,
    SscStatistics ssc) {

  public MeasuredZone {
    requireNonNull(zoneSet, "zoneSet");
    requireNonNull(externalId, "externalId");
    if (nValid < 0 || nWater < nValid || nTotal < nWater) {
      throw new IllegalArgumentException(
          externalId
              + ": 0 <= valid <= water <= total does not hold: "
              + nValid
              + ", "
              + nWater
              + ", "
              + nTotal);
    }
    if (!(clearFraction >= 0 && clearFraction <= 1)) {
      throw new IllegalArgumentException(
          externalId + ": a clear fraction is 0 to 1, not " + clearFraction);
    }
    if ((ssc == null) != (nValid == 0)) {
      throw new IllegalArgumentException(
          externalId + ": statistics go with valid pixels, of which there are " + nValid);
    }
  }
}
