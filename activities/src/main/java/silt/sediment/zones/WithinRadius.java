package silt.sediment.zones;

import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import silt.raster.RasterGrid;
import silt.sediment.pixels.Edges;

/**
 * A node owns the pixels whose centres lie within its radius: {@value #LEAST_RADIUS_M} m (the ten
 * pixels that other services of HLS sediment take), or half its width where that is more.
 * Neighbours share pixels.
 */
final class WithinRadius implements Ownership {

  static final double LEAST_RADIUS_M = 300;

  private final RasterGrid grid;
  private final double[] x;
  private final double[] y;
  private final double[] radius;

  /**
   * @param nodes in the grid's metres; of anything but a point its centroid counts
   * @param widthsM of each, or null where unknown
   */
  WithinRadius(RasterGrid grid, List<Geometry> nodes, List<Double> widthsM) {
    this.grid = grid;
    x = new double[nodes.size()];
    y = new double[nodes.size()];
    radius = new double[nodes.size()];
    for (int zone = 0; zone < x.length; zone++) {
      Geometry node = nodes.get(zone);
      Point point = node instanceof Point itself ? itself : node.getCentroid();
      x[zone] = point.getX();
      y[zone] = point.getY();
      radius[zone] = radiusM(widthsM.get(zone));
    }
  }

  /**
   * @param widthM null where unknown
   */
  static double radiusM(Double widthM) {
    return widthM == null ? LEAST_RADIUS_M : Math.max(widthM / 2, LEAST_RADIUS_M);
  }

  @Override
  public int zones() {
    return x.length;
  }

  @Override
  public void pixels(int zone, Runs into) {
    double r2 = radius[zone] * radius[zone];
    int end = Stretch.rowFrom(grid, Math.nextDown(y[zone] - radius[zone]));
    for (int row = Stretch.rowFrom(grid, y[zone] + radius[zone]); row < end; row++) {
      double dy = grid.centreY(row) - y[zone];
      double half = Math.sqrt(Math.max(0, r2 - dy * dy));
      // a root rounds: the stretch is taken a pixel too long, and its ends are measured
      int from = Stretch.columnFrom(grid, x[zone] - half - grid.pixelSize());
      int to = Stretch.columnFrom(grid, x[zone] + half + grid.pixelSize());
      while (from < to && !within(zone, from, dy, r2)) {
        from++;
      }
      while (from < to && !within(zone, to - 1, dy, r2)) {
        to--;
      }
      if (from < to) {
        into.run(row, from, to);
      }
    }
  }

  private boolean within(int zone, int column, double dy, double r2) {
    double dx = grid.centreX(column) - x[zone];
    return dx * dx + dy * dy <= r2;
  }

  @Override
  public boolean crossesEdge(int zone) {
    double r = radius[zone];
    return !Edges.of(grid)
        .contains(new Envelope(x[zone] - r, x[zone] + r, y[zone] - r, y[zone] + r));
  }
}
