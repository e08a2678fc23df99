package silt.sediment.zones;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Geometry;
import silt.raster.RasterGrid;

/**
 * The zones of a set on their way past a raster: a thousand at a time, but for centrelines, which
 * must all be known before a pixel can be said to be nearest to one.
 */
final class Passage {

  private static final int AT_A_TIME = 1_000;

  private record Placed(long id, String externalId, Double widthM, Geometry shape) {}

  private final String zoneSet;
  private final RasterGrid grid;
  private final ZoneSummary summary;
  private final Consumer<Integer> progress;
  private final Consumer<MeasuredZone> rows;
  private final Map<ZoneKind, List<Placed>> waiting = new EnumMap<>(ZoneKind.class);
  private int passed;

  Passage(
      String zoneSet,
      RasterGrid grid,
      ZoneSummary summary,
      Consumer<Integer> progress,
      Consumer<MeasuredZone> rows) {
    this.zoneSet = zoneSet;
    this.grid = grid;
    this.summary = summary;
    this.progress = progress;
    this.rows = rows;
  }

  /**
   * @param onGrid the zone's geometry in the grid's metres; empty where it lies elsewhere
   */
  void take(Zone zone, Geometry onGrid) {
    if (++passed % AT_A_TIME == 0) {
      progress.accept(passed);
    }
    if (onGrid.isEmpty()) {
      return;
    }
    List<Placed> ofKind = waiting.computeIfAbsent(zone.kind(), kind -> new ArrayList<>());
    ofKind.add(new Placed(zone.id(), zone.externalId(), zone.widthM(), onGrid));
    if (ofKind.size() >= AT_A_TIME && zone.kind() != ZoneKind.REACH) {
      pass(zone.kind(), ofKind);
    }
  }

  /** No more zones come. */
  void end() {
    waiting.forEach(this::pass);
  }

  private void pass(ZoneKind kind, List<Placed> zones) {
    if (kind == ZoneKind.REACH) {
      // ties go to the first: by id, whatever order they came in
      zones.sort(Comparator.comparing(Placed::externalId));
    }
    List<Geometry> shapes = new ArrayList<>(zones.size());
    List<Double> widths = new ArrayList<>(zones.size());
    for (Placed zone : zones) {
      shapes.add(zone.shape());
      widths.add(zone.widthM());
    }
    Ownership ownership =
        switch (kind) {
          case REACH -> new NearestCentreline(grid, shapes, widths);
          case NODE -> new WithinRadius(grid, shapes, widths);
          case LAKE, POLYGON -> new InsideOutline(grid, shapes);
          case CELL -> throw new IllegalArgumentException("cells are computed, never given");
        };
    for (int i = 0; i < ownership.zones(); i++) {
      Placed zone = zones.get(i);
      MeasuredZone row = summary.row(zoneSet, zone.id(), zone.externalId(), ownership, i);
      if (row != null) {
        rows.accept(row);
      }
    }
    zones.clear();
  }
}
