package silt.sediment.zones;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.util.LinearComponentExtracter;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.sediment.pixels.Edges;

/**
 * A reach owns the pixels that are nearer to its centreline than to any other's and within its
 * radius, max(width, {@value #LEAST_RADIUS_M} m). Exact: each segment is measured against each
 * pixel that it can matter to.
 *
 * <p>Where two centrelines are equally near, as beyond the point in which one reach becomes the
 * next, the first in the order given has the pixel.
 */
final class NearestCentreline implements Ownership {

  static final double LEAST_RADIUS_M = 300;

  private final RasterGrid grid;
  private final double[] radius;
  private final double[] sight;
  private final Envelope[] envelopes;
  private final List<double[]> segments = new ArrayList<>(); // of each zone: x1, y1, x2, y2, ...

  /**
   * @param centrelines in the grid's metres
   * @param widthsM of each, or null where unknown
   */
  NearestCentreline(RasterGrid grid, List<Geometry> centrelines, List<Double> widthsM) {
    this.grid = grid;
    int count = centrelines.size();
    radius = new double[count];
    envelopes = new Envelope[count];
    for (int zone = 0; zone < count; zone++) {
      Double width = widthsM.get(zone);
      radius[zone] = width == null ? LEAST_RADIUS_M : Math.max(width, LEAST_RADIUS_M);
      envelopes[zone] = centrelines.get(zone).getEnvelopeInternal();
      segments.add(segments(centrelines.get(zone)));
    }
    sight = sights();
  }

  private static double[] segments(Geometry centreline) {
    List<Coordinate[]> lines = new ArrayList<>();
    int count = 0;
    for (Object part : LinearComponentExtracter.getLines(centreline)) {
      Coordinate[] line = ((LineString) part).getCoordinates();
      lines.add(line);
      count += line.length - 1;
    }
    double[] segments = new double[4 * count];
    int at = 0;
    for (Coordinate[] line : lines) {
      for (int i = 1; i < line.length; i++) {
        segments[at++] = line[i - 1].x;
        segments[at++] = line[i - 1].y;
        segments[at++] = line[i].x;
        segments[at++] = line[i].y;
      }
    }
    return segments;
  }

  /**
   * How far each centreline must be measured: its own radius, or that of a wider one near enough to
   * claim pixels that are nearer to this one.
   */
  private double[] sights() {
    double[] far = radius.clone();
    for (int one = 0; one < far.length; one++) {
      for (int other = 0; other < far.length; other++) {
        if (radius[other] > far[one]
            && envelopes[one].distance(envelopes[other]) <= 2 * radius[other]) {
          far[one] = radius[other];
        }
      }
    }
    return far;
  }

  @Override
  public void visit(Window strip, Visitor visitor) {
    if (radius.length == 0) {
      return;
    }
    double[] nearest = new double[strip.pixels()];
    int[] owner = new int[strip.pixels()];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (int zone = 0; zone < radius.length; zone++) {
      if (rows(strip, envelopes[zone].getMinY(), envelopes[zone].getMaxY(), sight[zone]) != null) {
        double[] of = segments.get(zone);
        for (int s = 0; s < of.length; s += 4) {
          claim(strip, zone, of[s], of[s + 1], of[s + 2], of[s + 3], nearest, owner);
        }
      }
    }
    for (int pixel = 0; pixel < nearest.length; pixel++) {
      double reach = radius[owner[pixel]];
      if (nearest[pixel] <= reach * reach) {
        visitor.pixel(owner[pixel], pixel);
      }
    }
  }

  private void claim(
      Window strip,
      int zone,
      double x1,
      double y1,
      double x2,
      double y2,
      double[] nearest,
      int[] owner) {
    double far = sight[zone];
    int[] rows = rows(strip, Math.min(y1, y2), Math.max(y1, y2), far);
    if (rows == null) {
      return;
    }
    int left = (int) Math.max(0, Math.floor(grid.column(Math.min(x1, x2) - far)));
    int right =
        (int) Math.min(strip.width() - 1.0, Math.floor(grid.column(Math.max(x1, x2) + far)));
    double dx = x2 - x1;
    double dy = y2 - y1;
    double length2 = dx * dx + dy * dy;
    for (int row = rows[0]; row <= rows[1]; row++) {
      double y = grid.centreY(row);
      int start = (row - strip.row()) * strip.width();
      for (int column = left; column <= right; column++) {
        double x = grid.centreX(column);
        double along = length2 == 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / length2;
        // the end points as they are, so that reaches that share one tie exactly
        double nearX = along <= 0 ? x1 : along >= 1 ? x2 : x1 + along * dx;
        double nearY = along <= 0 ? y1 : along >= 1 ? y2 : y1 + along * dy;
        double distance2 = (x - nearX) * (x - nearX) + (y - nearY) * (y - nearY);
        int pixel = start + column;
        if (distance2 < nearest[pixel]) {
          nearest[pixel] = distance2;
          owner[pixel] = zone;
        }
      }
    }
  }

  /**
   * First and last row of the strip within a distance of two northings; null where there is none.
   */
  private int[] rows(Window strip, double south, double north, double far) {
    int top = (int) Math.max(strip.row(), Math.floor(grid.row(north + far)));
    int bottom = (int) Math.min(strip.endRow() - 1.0, Math.floor(grid.row(south - far)));
    return top <= bottom ? new int[] {top, bottom} : null;
  }

  @Override
  public boolean crossesEdge(int zone) {
    Envelope reached = new Envelope(envelopes[zone]);
    reached.expandBy(radius[zone]);
    return !Edges.of(grid).contains(reached);
  }
}
