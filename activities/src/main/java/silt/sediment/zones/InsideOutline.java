package silt.sediment.zones;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.geom.util.LinearComponentExtracter;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.sediment.pixels.Edges;

/**
 * A lake or polygon owns the pixels whose centres lie inside its outline and outside its holes, by
 * scan lines. A centre on a shared border falls to one side only, so that neighbours do not count
 * it twice.
 */
final class InsideOutline implements Ownership {

  private final RasterGrid grid;
  private final List<Geometry> outlines;
  private final List<List<Coordinate[]>> rings = new ArrayList<>();

  /**
   * @param outlines polygons, also of several parts, in the grid's metres
   */
  InsideOutline(RasterGrid grid, List<Geometry> outlines) {
    this.grid = grid;
    this.outlines = outlines;
    for (Geometry outline : outlines) {
      if (!(outline instanceof Polygonal)) {
        throw new IllegalArgumentException(
            "a lake or polygon has an outline, not a " + outline.getGeometryType());
      }
      List<Coordinate[]> of = new ArrayList<>();
      for (Object ring : LinearComponentExtracter.getLines(outline)) {
        of.add(((LineString) ring).getCoordinates());
      }
      rings.add(of);
    }
  }

  @Override
  public void visit(Window strip, Visitor visitor) {
    double north = grid.centreY(strip.row());
    double south = grid.centreY(strip.endRow() - 1);
    for (int zone = 0; zone < rings.size(); zone++) {
      var envelope = outlines.get(zone).getEnvelopeInternal();
      if (envelope.getMinY() <= north && envelope.getMaxY() >= south) {
        ScanLines lines = new ScanLines(strip.height());
        for (Coordinate[] ring : rings.get(zone)) {
          for (int i = 1; i < ring.length; i++) {
            cross(strip, ring[i - 1], ring[i], lines);
          }
        }
        fill(strip, zone, lines, visitor);
      }
    }
  }

  private void cross(Window strip, Coordinate from, Coordinate to, ScanLines lines) {
    // always from south to north, so that a shared border crosses at the same place both ways
    Coordinate low = from.y <= to.y ? from : to;
    Coordinate high = from.y <= to.y ? to : from;
    int top = (int) Math.max(strip.row(), Math.floor(grid.row(high.y)) - 1);
    int bottom = (int) Math.min(strip.endRow() - 1.0, Math.ceil(grid.row(low.y)) + 1);
    for (int row = top; row <= bottom; row++) {
      double y = grid.centreY(row);
      if (low.y <= y && y < high.y) {
        double x = low.x + (y - low.y) / (high.y - low.y) * (high.x - low.x);
        lines.add(row - strip.row(), x);
      }
    }
  }

  private void fill(Window strip, int zone, ScanLines lines, Visitor visitor) {
    for (int row = 0; row < strip.height(); row++) {
      double[] crossings = lines.sorted(row);
      for (int i = 0; i + 1 < crossings.length; i += 2) {
        int left = (int) Math.max(0, Math.floor(grid.column(crossings[i])) - 1);
        int right = (int) Math.min(strip.width() - 1.0, Math.floor(grid.column(crossings[i + 1])));
        for (int column = left; column <= right; column++) {
          double x = grid.centreX(column);
          if (crossings[i] <= x && x < crossings[i + 1]) {
            visitor.pixel(zone, row * strip.width() + column);
          }
        }
      }
    }
  }

  @Override
  public boolean crossesEdge(int zone) {
    return !Edges.of(grid).contains(outlines.get(zone).getEnvelopeInternal());
  }

  /** Where an outline crosses the middle of each row. */
  private static final class ScanLines {

    private final double[][] crossings;
    private final int[] counts;

    ScanLines(int rows) {
      crossings = new double[rows][];
      counts = new int[rows];
    }

    void add(int row, double x) {
      if (crossings[row] == null) {
        crossings[row] = new double[8];
      } else if (counts[row] == crossings[row].length) {
        crossings[row] = Arrays.copyOf(crossings[row], 2 * counts[row]);
      }
      crossings[row][counts[row]++] = x;
    }

    double[] sorted(int row) {
      if (counts[row] == 0) {
        return new double[0];
      }
      double[] sorted = Arrays.copyOf(crossings[row], counts[row]);
      Arrays.sort(sorted);
      return sorted;
    }
  }
}
