package silt.sediment.zones;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Geometry;
import silt.raster.RasterGrid;
import silt.sediment.regressors.ValidRange;
import silt.steps.SceneOrder;

/**
 * Summarises a mask and an SSC raster over zone sets. A scene just measured and one whose rasters
 * were kept go the same way, so a zone set that comes late gets the same numbers.
 *
 * <p>The rasters are read once and held; zones pass by, and leave nothing behind but their rows, so
 * that a million of them take no more memory than one.
 */
public final class ZoneStatistics {

  /** Zones up to this wide are found whether or not anybody asks for wider ones, m. */
  private static final double NEAR_M = 1_000;

  private final ZoneSource source;

  public ZoneStatistics(ZoneSource source) {
    this.source = source;
  }

  /**
   * @param utmZone of the tile, 1 to 60, for the names of cells
   * @param progress told of every strip of rows that was read, and of every thousand zones
   * @param rows given a row for each zone that owns a pixel with data; of cells, with water
   */
  public void of(
      SceneRasters rasters,
      int utmZone,
      List<String> zoneSets,
      ZoneRules rules,
      ValidRange range,
      Consumer<Integer> progress,
      Consumer<MeasuredZone> rows) {
    TilePixels tile;
    RasterGrid grid;
    try (ScenePixels files = ScenePixels.open(rasters)) {
      grid = files.grid();
      tile = files.read(progress);
    }
    of(tile, grid, utmZone, zoneSets, rules, range, progress, rows);
  }

  void of(
      TilePixels tile,
      RasterGrid grid,
      int utmZone,
      List<String> zoneSets,
      ZoneRules rules,
      ValidRange range,
      Consumer<Integer> progress,
      Consumer<MeasuredZone> rows) {
    ZoneSummary summary = new ZoneSummary(tile, rules, range);
    try (Placement placement = new Placement(grid)) {
      for (String zoneSet : zoneSets) {
        if (zoneSet.equals(SceneOrder.CELLS)) {
          cells(zoneSet, new Cells(grid, utmZone), summary, rows);
        } else {
          Passage passage = new Passage(zoneSet, grid, summary, progress, rows);
          source.zones(
              zoneSet,
              area(zoneSet, placement),
              zone -> passage.take(zone, placement.onGrid(zone.lonLat())));
          passage.end();
        }
      }
    }
  }

  /** As above, all rows at once: for sets that are known to be small. */
  public List<MeasuredZone> of(
      SceneRasters rasters,
      int utmZone,
      List<String> zoneSets,
      ZoneRules rules,
      ValidRange range,
      Consumer<Integer> progress) {
    List<MeasuredZone> rows = new ArrayList<>();
    of(rasters, utmZone, zoneSets, rules, range, progress, rows::add);
    return rows;
  }

  /**
   * Where zones may lie that own pixels of the raster, or that are nearer to some than those that
   * would own them.
   */
  private Geometry area(String zoneSet, Placement placement) {
    Geometry near = placement.area(NEAR_M);
    double widest = source.widest(zoneSet, near, NEAR_M);
    return widest <= NEAR_M ? near : placement.area(widest);
  }

  /** Where zones of no unusual width lie that own pixels of a raster, longitude and latitude. */
  public static Geometry area(RasterGrid grid) {
    try (Placement placement = new Placement(grid)) {
      return placement.area(NEAR_M);
    }
  }

  private static void cells(
      String zoneSet, Cells cells, ZoneSummary summary, Consumer<MeasuredZone> rows) {
    for (int cell = 0; cell < cells.zones(); cell++) {
      MeasuredZone row = summary.row(zoneSet, 0, cells.name(cell), cells, cell);
      if (row != null && row.nWater() > 0) {
        rows.accept(row);
      }
    }
  }
}
