package silt.sediment.zones;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import silt.raster.Window;
import silt.sediment.pixels.Sky;
import silt.sediment.regressors.ValidRange;

/** Gathers the pixels of each zone of a set, strip by strip, and sums them up at the end. */
final class ZoneSummary {

  private static final double SOME = 0.1;

  private final String zoneSet;
  private final Ownership ownership;
  private final IntFunction<Named> names;
  private final boolean onlyWhereWater;
  private final Tally[] tallies;

  private record Named(long id, String externalId) {}

  private static final class Tally {
    private static final float[] NONE = {};

    int total;
    int nodata;
    int water;
    int obscured;
    int valid;
    float[] values = NONE;

    void add(float value) {
      if (valid == values.length) {
        values = Arrays.copyOf(values, Math.max(16, 2 * valid));
      }
      values[valid++] = value;
    }
  }

  private ZoneSummary(
      String zoneSet,
      Ownership ownership,
      int count,
      IntFunction<Named> names,
      boolean onlyWhereWater) {
    this.zoneSet = zoneSet;
    this.ownership = ownership;
    this.names = names;
    this.onlyWhereWater = onlyWhereWater;
    this.tallies = new Tally[count];
  }

  /** Of zones that are given; {@code ownership} numbers them as the list does. */
  static ZoneSummary of(String zoneSet, List<Zone> zones, Ownership ownership) {
    return new ZoneSummary(
        zoneSet,
        ownership,
        zones.size(),
        zone -> new Named(zones.get(zone).id(), zones.get(zone).externalId()),
        false);
  }

  /** Of cells, which exist only where water was seen. */
  static ZoneSummary of(String zoneSet, Cells cells) {
    return new ZoneSummary(
        zoneSet, cells, cells.count(), zone -> new Named(0, cells.name(zone)), true);
  }

  /**
   * @param mask flags of the strip's pixels
   * @param sscMgL NaN where a pixel has no value
   */
  void add(Window strip, byte[] mask, float[] sscMgL) {
    ownership.visit(strip, (zone, pixel) -> count(zone, mask[pixel], sscMgL[pixel]));
  }

  private void count(int zone, byte flags, float sscMgL) {
    Tally tally = tallies[zone];
    if (tally == null) {
      tally = new Tally();
      tallies[zone] = tally;
    }
    if (!Sky.hasData(flags)) {
      tally.nodata++;
      return;
    }
    tally.total++;
    if (Sky.obscured(flags)) {
      tally.obscured++;
    }
    if (Sky.water(flags)) {
      tally.water++;
      if (Sky.clearWater(flags) && !Float.isNaN(sscMgL)) {
        tally.add(sscMgL);
      }
    }
  }

  /** A row for each zone with data, in the order of the zones; of cells, for each with water. */
  List<MeasuredZone> rows(ZoneRules rules, ValidRange range) {
    List<MeasuredZone> rows = new ArrayList<>();
    for (int zone = 0; zone < tallies.length; zone++) {
      Tally tally = tallies[zone];
      if (tally != null && tally.total > 0 && (tally.water > 0 || !onlyWhereWater)) {
        rows.add(row(zone, tally, rules, range));
      }
    }
    return rows;
  }

  private MeasuredZone row(int zone, Tally tally, ZoneRules rules, ValidRange range) {
    SscStatistics ssc = SscStatistics.of(tally.values, tally.valid);
    double clear = 1 - (double) tally.obscured / tally.total;
    int flags = 0;
    if (ssc != null) {
      flags |= range.contains(ssc.median()) ? 0 : ZoneFlags.OUT_OF_RANGE.bit();
      flags |= outside(tally, range) < SOME * tally.valid ? 0 : ZoneFlags.SOME_OUT_OF_RANGE.bit();
    }
    flags |= tally.valid >= rules.minPixels() ? 0 : ZoneFlags.FEW_PIXELS.bit();
    flags |= ownership.crossesEdge(zone) ? ZoneFlags.CROSSES_TILE_EDGE.bit() : 0;
    flags |= tally.nodata == 0 ? 0 : ZoneFlags.PARTLY_NODATA.bit();
    flags |= clear >= rules.minClearFraction() ? 0 : ZoneFlags.MOSTLY_OBSCURED.bit();
    Named named = names.apply(zone);
    return new MeasuredZone(
        zoneSet,
        named.id(),
        named.externalId(),
        tally.total,
        tally.water,
        tally.valid,
        clear,
        flags,
        ssc);
  }

  private static int outside(Tally tally, ValidRange range) {
    int outside = 0;
    for (int i = 0; i < tally.valid; i++) {
      outside += range.contains(tally.values[i]) ? 0 : 1;
    }
    return outside;
  }
}
