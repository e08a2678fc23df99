package silt.sediment.zones;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import silt.raster.GeoTiff;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.sediment.pixels.Edges;
import silt.sediment.pixels.MisplacedRaster;
import silt.sediment.pixels.Strips;
import silt.sediment.regressors.ValidRange;
import silt.steps.SceneOrder;

/**
 * Summarises a mask and an SSC raster over zone sets, in one pass over both. A scene just measured
 * and one whose rasters were kept go the same way, so a zone set that comes late gets the same
 * numbers.
 */
public final class ZoneStatistics {

  /** A reach beyond the tile's edge may be nearest to pixels within: look this far, degrees. */
  private static final double BEYOND_EDGE_DEGREES = 0.05;

  private static final GeometryFactory GEOMETRY = new GeometryFactory();

  private final ZoneSource source;

  public ZoneStatistics(ZoneSource source) {
    this.source = source;
  }

  public List<MeasuredZone> of(
      SceneRasters rasters,
      int utmZone,
      List<String> zoneSets,
      ZoneRules rules,
      ValidRange range,
      Consumer<Integer> progress) {
    try (GeoTiff flags = GeoTiff.open(rasters.mask());
        GeoTiff values = GeoTiff.open(rasters.ssc())) {
      RasterGrid grid = flags.grid();
      if (!values.grid().samePixelsAs(grid)) {
        throw new MisplacedRaster(
            rasters.ssc() + " does not lie on the pixels of " + rasters.mask());
      }
      List<ZoneSummary> summaries = new ArrayList<>();
      try (Projection projection = new Projection(grid)) {
        Geometry area = area(grid, projection);
        for (String zoneSet : zoneSets) {
          summaries.addAll(summaries(zoneSet, grid, projection, area, utmZone));
        }
      }
      for (Window strip : Strips.of(grid)) {
        progress.accept(strip.row());
        byte[] strippedMask = flags.readBytes(1, strip);
        float[] stripOfSsc = values.readFloats(1, strip);
        summaries.forEach(summary -> summary.add(strip, strippedMask, stripOfSsc));
      }
      return summaries.stream().flatMap(s -> s.rows(rules, range).stream()).toList();
    }
  }

  private List<ZoneSummary> summaries(
      String zoneSet, RasterGrid grid, Projection projection, Geometry area, int utmZone) {
    if (zoneSet.equals(SceneOrder.CELLS)) {
      return List.of(ZoneSummary.of(zoneSet, new Cells(grid, utmZone)));
    }
    List<Zone> zones = new ArrayList<>(source.zones(zoneSet, area));
    // ties go to the first: by id, whatever order the database gives
    zones.sort(Comparator.comparing(Zone::externalId));
    List<ZoneSummary> summaries = new ArrayList<>();
    for (ZoneKind kind : ZoneKind.values()) {
      List<Zone> ofKind = zones.stream().filter(zone -> zone.kind() == kind).toList();
      if (!ofKind.isEmpty()) {
        summaries.add(ZoneSummary.of(zoneSet, ofKind, ownership(kind, ofKind, grid, projection)));
      }
    }
    return summaries;
  }

  private static Ownership ownership(
      ZoneKind kind, List<Zone> zones, RasterGrid grid, Projection projection) {
    List<Geometry> shapes = zones.stream().map(zone -> projection.toGrid(zone.lonLat())).toList();
    List<Double> widths = new ArrayList<>();
    zones.forEach(zone -> widths.add(zone.widthM()));
    return switch (kind) {
      case REACH -> new NearestCentreline(grid, shapes, widths);
      case NODE -> new WithinRadius(grid, shapes, widths);
      case LAKE, POLYGON -> new InsideOutline(grid, shapes);
      case CELL -> throw new IllegalArgumentException("cells are computed, never given");
    };
  }

  /** The raster's box in longitude and latitude, a little larger, in two where it crosses 180. */
  public static Geometry area(RasterGrid grid, Projection projection) {
    Envelope edges = Edges.of(grid);
    Envelope box = new Envelope();
    double reference = projection.toLonLat(edges.centre().x, edges.centre().y)[0];
    int steps = 8; // the edges of a tile bow a little in longitude and latitude
    for (int i = 0; i <= steps; i++) {
      for (int j = 0; j <= steps; j++) {
        double[] lonLat =
            projection.toLonLat(
                edges.getMinX() + i * edges.getWidth() / steps,
                edges.getMinY() + j * edges.getHeight() / steps);
        double unwrapped = reference + Math.IEEEremainder(lonLat[0] - reference, 360);
        box.expandToInclude(new Coordinate(unwrapped, lonLat[1]));
      }
    }
    box.expandBy(BEYOND_EDGE_DEGREES);
    List<Geometry> parts = new ArrayList<>();
    for (int turn = -360; turn <= 360; turn += 360) {
      Envelope turned =
          new Envelope(box.getMinX() + turn, box.getMaxX() + turn, box.getMinY(), box.getMaxY())
              .intersection(new Envelope(-180, 180, -90, 90));
      if (turned.getWidth() > 0) {
        parts.add(GEOMETRY.toGeometry(turned));
      }
    }
    return GEOMETRY.buildGeometry(parts);
  }
}
