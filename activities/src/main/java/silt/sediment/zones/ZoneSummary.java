package silt.sediment.zones;

import silt.sediment.regressors.ValidRange;

/** Sums up one zone after the other over the pixels of a scene. */
final class ZoneSummary {

  private static final double SOME = 0.1;

  private final TilePixels.Of pixels;
  private final ZoneRules rules;
  private final ValidRange range;

  ZoneSummary(TilePixels scene, ZoneRules rules, ValidRange range) {
    this.pixels = scene.zone();
    this.rules = rules;
    this.range = range;
  }

  /**
   * The row of a zone; null where none of its pixels holds data, and so also where it is too small
   * to own one.
   *
   * @param id 0 for a cell, which has a row only where it has water
   */
  MeasuredZone row(String zoneSet, long id, String externalId, Ownership ownership, int zone) {
    pixels.the(ownership, zone);
    if (pixels.total == 0) {
      return null;
    }
    double clear = 1 - (double) pixels.obscured / pixels.total;
    int flags = pixels.valid == 0 ? 0 : outOfRange();
    SscStatistics ssc = SscStatistics.of(pixels.mgL, pixels.valid);
    if (ssc != null && !range.contains(ssc.median())) {
      flags |= ZoneFlags.OUT_OF_RANGE.bit();
    }
    flags |= pixels.valid >= rules.minPixels() ? 0 : ZoneFlags.FEW_PIXELS.bit();
    flags |= ownership.crossesEdge(zone) ? ZoneFlags.CROSSES_TILE_EDGE.bit() : 0;
    flags |= pixels.nodata() == 0 ? 0 : ZoneFlags.PARTLY_NODATA.bit();
    flags |= clear >= rules.minClearFraction() ? 0 : ZoneFlags.MOSTLY_OBSCURED.bit();
    return new MeasuredZone(
        zoneSet, id, externalId, pixels.total, pixels.water, pixels.valid, clear, flags, ssc);
  }

  private int outOfRange() {
    int outside = 0;
    for (int i = 0; i < pixels.valid; i++) {
      outside += range.contains(pixels.mgL[i]) ? 0 : 1;
    }
    return outside < SOME * pixels.valid ? 0 : ZoneFlags.SOME_OUT_OF_RANGE.bit();
  }
}
