package silt.sediment.zones;

import java.util.List;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import silt.raster.RasterGrid;
import silt.raster.Window;
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
      Point point = nodes.get(zone).getCentroid();
      x[zone] = point.getX();
      y[zone] = point.getY();
      Double width = widthsM.get(zone);
      radius[zone] = width == null ? LEAST_RADIUS_M : Math.max(width / 2, LEAST_RADIUS_M);
    }
  }

  @Override
  public void visit(Window strip, Visitor visitor) {
    for (int zone = 0; zone < x.length; zone++) {
      double r = radius[zone];
      int top = (int) Math.max(strip.row(), Math.floor(grid.row(y[zone] + r)));
      int bottom = (int) Math.min(strip.endRow() - 1.0, Math.floor(grid.row(y[zone] - r)));
      int left = (int) Math.max(0, Math.floor(grid.column(x[zone] - r)));
      int right = (int) Math.min(strip.width() - 1.0, Math.floor(grid.column(x[zone] + r)));
      for (int row = top; row <= bottom; row++) {
        double dy = grid.centreY(row) - y[zone];
        for (int column = left; column <= right; column++) {
          double dx = grid.centreX(column) - x[zone];
          if (dx * dx + dy * dy <= r * r) {
            visitor.pixel(zone, (row - strip.row()) * strip.width() + column);
          }
        }
      }
    }
  }

  @Override
  public boolean crossesEdge(int zone) {
    double r = radius[zone];
    return !Edges.of(grid)
        .contains(new Envelope(x[zone] - r, x[zone] + r, y[zone] - r, y[zone] + r));
  }
}
