package silt.sediment.zones;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.Polygonal;
import silt.raster.RasterGrid;
import silt.sediment.pixels.Edges;

/**
 * A lake or polygon owns the pixels whose centres lie inside its outline and outside its holes, by
 * scan lines.
 *
 * <p>A centre that lies on the outline itself belongs to what is east of it, and where the outline
 * runs along its row, north of it: so of neighbours that share a border one has it, never both.
 */
final class InsideOutline implements Ownership {

  private final RasterGrid grid;
  private final List<List<CoordinateSequence>> rings = new ArrayList<>();
  private final Envelope[] envelopes;

  private int[] starts = new int[64];
  private double[] crossings = new double[256];

  /**
   * @param outlines polygons, also of several parts, in the grid's metres
   */
  InsideOutline(RasterGrid grid, List<Geometry> outlines) {
    this.grid = grid;
    this.envelopes = new Envelope[outlines.size()];
    for (int zone = 0; zone < envelopes.length; zone++) {
      Geometry outline = outlines.get(zone);
      if (!(outline instanceof Polygonal)) {
        throw new IllegalArgumentException(
            "a lake or polygon has an outline, not a " + outline.getGeometryType());
      }
      envelopes[zone] = outline.getEnvelopeInternal();
      rings.add(rings(outline));
    }
  }

  private static List<CoordinateSequence> rings(Geometry outline) {
    List<CoordinateSequence> rings = new ArrayList<>(1);
    for (int part = 0; part < outline.getNumGeometries(); part++) {
      Polygon polygon = (Polygon) outline.getGeometryN(part);
      rings.add(polygon.getExteriorRing().getCoordinateSequence());
      for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
        rings.add(polygon.getInteriorRingN(hole).getCoordinateSequence());
      }
    }
    return rings;
  }

  @Override
  public int zones() {
    return envelopes.length;
  }

  @Override
  public void pixels(int zone, Runs into) {
    Envelope envelope = envelopes[zone];
    if (envelope.getMaxX() < grid.centreX(0)
        || envelope.getMinX() > grid.centreX(grid.width() - 1)) {
      return;
    }
    int first = Stretch.rowFrom(grid, envelope.getMaxY());
    int end = Stretch.rowFrom(grid, Math.nextDown(envelope.getMinY()));
    if (first >= end) {
      return;
    }
    cross(rings.get(zone), first, end);
    for (int row = first; row < end; row++) {
      int from = starts[row - first];
      int to = starts[row - first + 1];
      Arrays.sort(crossings, from, to);
      for (int i = from; i + 1 < to; i += 2) {
        int left = Stretch.columnFrom(grid, crossings[i]);
        int right = Stretch.columnFrom(grid, crossings[i + 1]);
        if (left < right) {
          into.run(row, left, right);
        }
      }
    }
  }

  /** Fills {@link #crossings}: of each row, from {@link #starts}, where the outline crosses it. */
  private void cross(List<CoordinateSequence> of, int first, int end) {
    int rows = end - first;
    starts = rows + 2 > starts.length ? new int[2 * (rows + 2)] : starts;
    Arrays.fill(starts, 0, rows + 2, 0);
    for (CoordinateSequence ring : of) {
      for (int i = 1; i < ring.size(); i++) {
        double high = Math.max(ring.getY(i - 1), ring.getY(i));
        double low = Math.min(ring.getY(i - 1), ring.getY(i));
        for (int row = rowBelow(high, first); row < end && grid.centreY(row) >= low; row++) {
          starts[row - first + 2]++;
        }
      }
    }
    for (int row = 2; row < rows + 2; row++) {
      starts[row] += starts[row - 1];
    }
    if (starts[rows + 1] > crossings.length) {
      crossings = new double[2 * starts[rows + 1]];
    }
    for (CoordinateSequence ring : of) {
      for (int i = 1; i < ring.size(); i++) {
        // always from south to north, so that a shared border crosses at the same place both ways
        int south = ring.getY(i - 1) <= ring.getY(i) ? i - 1 : i;
        int north = 2 * i - 1 - south;
        double low = ring.getY(south);
        double high = ring.getY(north);
        double west = ring.getX(south);
        double across = ring.getX(north) - west;
        for (int row = rowBelow(high, first); row < end; row++) {
          double y = grid.centreY(row);
          if (y < low) {
            break;
          }
          crossings[starts[row - first + 1]++] = west + (y - low) / (high - low) * across;
        }
      }
    }
  }

  /** The first row, from one on, whose centre lies south of a northing. */
  private int rowBelow(double y, int first) {
    int row = (int) Math.max(first, Math.min(grid.height(), Math.floor(grid.row(y) - 0.5)));
    while (row > first && grid.centreY(row - 1) < y) {
      row--;
    }
    while (row < grid.height() && grid.centreY(row) >= y) {
      row++;
    }
    return row;
  }

  @Override
  public boolean crossesEdge(int zone) {
    return !Edges.of(grid).contains(envelopes[zone]);
  }
}
