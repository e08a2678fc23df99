package silt.db;

/**
 * What one zone looked like in one scene; concentrations in mg/L.
 *
 * @param zoneId {@link ZoneRow#id()}
 * @param ssc null where {@code nValid} is 0
 * @param nValid clear water pixels with a concentration
 * @param nWater water pixels, clear or not, at least nValid
 * @param nTotal pixels of the zone, at least nWater
 * @param clearFraction share of the zone's pixels that nothing obscures, 0 to 1
 * @param flags quality bits, 0 for none
 */
public record ObservationRow(
    long zoneId,
    SscStatistics ssc,
    int nValid,
    int nWater,
    int nTotal,
    double clearFraction,
    int flags) {

  public ObservationRow {
    Rules.that(zoneId > 0, "a zone is stored before its observations", zoneId);
    Rules.that(nValid >= 0, "a count is 0 or more", nValid);
    Rules.that(
        nValid <= nWater && nWater <= nTotal,
        "valid <= water <= total",
        nValid + ", " + nWater + ", " + nTotal);
    Rules.that((ssc != null) == (nValid > 0), "there is SSC exactly where nValid > 0", ssc);
    Rules.that(
        clearFraction >= 0 && clearFraction <= 1, "a clear fraction is 0 to 1", clearFraction);
    Rules.that(flags >= 0, "flags are bits 0 to 30", flags);
  }
}
