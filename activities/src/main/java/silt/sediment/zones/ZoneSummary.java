package silt.sediment.zones;

import java.util.Map;
import silt.sediment.regressors.PixelFlag;
import silt.sediment.regressors.ValidRange;

/** Sums up one zone after the other over the pixels of a scene. */
final class ZoneSummary {

  /** Values of which something is true, as a share, for it to be told of the zone. */
  private static final double SOME = 0.1;

  private static final double MOST = 0.5;

  private static final Map<PixelFlag, ZoneFlags> TOLD =
      Map.of(
          PixelFlag.UNFAMILIAR, ZoneFlags.SOME_UNFAMILIAR,
          PixelFlag.AT_BOUND, ZoneFlags.SOME_AT_BOUND,
          PixelFlag.ODD_REFLECTANCE, ZoneFlags.SOME_ODD_REFLECTANCE);

  private final ZonePixels pixels;
  private final ZoneRules rules;
  private final ValidRange range;

  ZoneSummary(TilePixels tile, ZoneRules rules, ValidRange range) {
    this.pixels = new ZonePixels(tile);
    this.rules = rules;
    this.range = range;
  }

  /**
   * The row of a zone; null where none of its pixels holds data, and so also where it is too small
   * to own one.
   *
   * @param id 0 for a cell
   */
  MeasuredZone row(String zoneSet, long id, String externalId, Ownership ownership, int zone) {
    pixels.take(ownership, zone);
    if (pixels.total == 0) {
      return null;
    }
    double clear = 1 - (double) pixels.obscured / pixels.total;
    int flags = flags(clear) | (pixels.valid == 0 ? 0 : flagsOfValues());
    flags |= ownership.crossesEdge(zone) ? ZoneFlags.CROSSES_TILE_EDGE.bit() : 0;
    // sorts the values, and so comes last
    SscStatistics ssc = SscStatistics.of(pixels.mgL, pixels.lowMgL, pixels.highMgL, pixels.valid);
    if (ssc != null && !range.contains(ssc.median())) {
      flags |= ZoneFlags.OUT_OF_RANGE.bit();
    }
    return new MeasuredZone(
        zoneSet, id, externalId, pixels.total, pixels.water, pixels.valid, clear, flags, ssc);
  }

  private int flags(double clear) {
    int flags = 0;
    flags |= pixels.valid >= rules.minPixels() ? 0 : ZoneFlags.FEW_PIXELS.bit();
    flags |= pixels.owned == pixels.total ? 0 : ZoneFlags.PARTLY_NODATA.bit();
    flags |= clear >= rules.minClearFraction() ? 0 : ZoneFlags.MOSTLY_OBSCURED.bit();
    boolean screened = pixels.clear > 0 && pixels.clear - pixels.valid >= MOST * pixels.clear;
    return flags | (screened ? ZoneFlags.MOSTLY_SCREENED.bit() : 0);
  }

  private int flagsOfValues() {
    int outside = 0;
    for (int i = 0; i < pixels.valid; i++) {
      outside += range.contains(pixels.mgL[i]) ? 0 : 1;
    }
    double some = SOME * pixels.valid;
    int flags = outside < some ? 0 : ZoneFlags.SOME_OUT_OF_RANGE.bit();
    for (int i = 0; i < pixels.noted.length; i++) {
      flags |= pixels.noted[i] < some ? 0 : TOLD.get(TilePixels.NOTED.get(i)).bit();
    }
    return flags;
  }
}
