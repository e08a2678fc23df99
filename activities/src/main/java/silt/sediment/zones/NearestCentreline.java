package silt.sediment.zones;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.util.LinearComponentExtracter;
import org.locationtech.jts.index.strtree.STRtree;
import silt.raster.RasterGrid;
import silt.sediment.pixels.Edges;

/**
 * A reach owns the pixels whose centres are nearer to its centreline than to any other's and within
 * its radius, max(width, {@value #LEAST_RADIUS_M} m). Exact: each segment is measured against each
 * pixel that it can matter to.
 *
 * <p>Where two centrelines are equally near, as beyond the point in which one reach becomes the
 * next, the first in the order given has the pixel.
 */
final class NearestCentreline implements Ownership {

  static final double LEAST_RADIUS_M = 300;

  private static final int STRIP_ROWS = 64;

  private final RasterGrid grid;
  private final double[] radius;
  private final Envelope[] envelopes;
  private final OwnedRuns owned;

  /**
   * @param centrelines in the grid's metres
   * @param widthsM of each, or null where unknown
   */
  NearestCentreline(RasterGrid grid, List<Geometry> centrelines, List<Double> widthsM) {
    this.grid = grid;
    int count = centrelines.size();
    radius = new double[count];
    envelopes = new Envelope[count];
    double[][] segments = new double[count][];
    for (int zone = 0; zone < count; zone++) {
      radius[zone] = radiusM(widthsM.get(zone));
      envelopes[zone] = centrelines.get(zone).getEnvelopeInternal();
      segments[zone] = segments(centrelines.get(zone));
    }
    owned = assigned(segments);
  }

  /**
   * @param widthM null where unknown
   */
  static double radiusM(Double widthM) {
    return widthM == null ? LEAST_RADIUS_M : Math.max(widthM, LEAST_RADIUS_M);
  }

  /** Of a centreline: x1, y1, x2, y2, ... */
  private static double[] segments(Geometry centreline) {
    List<CoordinateSequence> lines = new ArrayList<>(1);
    int count = 0;
    for (Object part : LinearComponentExtracter.getLines(centreline)) {
      CoordinateSequence line = ((LineString) part).getCoordinateSequence();
      lines.add(line);
      count += line.size() - 1;
    }
    double[] segments = new double[4 * count];
    int at = 0;
    for (CoordinateSequence line : lines) {
      for (int i = 1; i < line.size(); i++) {
        segments[at++] = line.getX(i - 1);
        segments[at++] = line.getY(i - 1);
        segments[at++] = line.getX(i);
        segments[at++] = line.getY(i);
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
    STRtree wide = new STRtree();
    for (int zone = 0; zone < radius.length; zone++) {
      if (radius[zone] > LEAST_RADIUS_M) {
        Envelope felt = new Envelope(envelopes[zone]);
        felt.expandBy(2 * radius[zone]);
        wide.insert(felt, zone);
      }
    }
    if (!wide.isEmpty()) {
      for (int zone = 0; zone < far.length; zone++) {
        for (Object other : wide.query(envelopes[zone])) {
          far[zone] = Math.max(far[zone], radius[(int) other]);
        }
      }
    }
    return far;
  }

  private OwnedRuns assigned(double[][] segments) {
    double[] sight = sights();
    OwnedRuns runs = new OwnedRuns(radius.length);
    Strip strip = new Strip(grid.width(), STRIP_ROWS);
    int strips = (grid.height() + STRIP_ROWS - 1) / STRIP_ROWS;
    int[][] seen = seen(sight, strips);
    for (int s = 0; s < strips; s++) {
      strip.begin(s * STRIP_ROWS, Math.min(STRIP_ROWS, grid.height() - s * STRIP_ROWS));
      for (int zone : seen[s]) {
        double[] of = segments[zone];
        for (int i = 0; i < of.length; i += 4) {
          strip.claim(zone, sight[zone], of[i], of[i + 1], of[i + 2], of[i + 3]);
        }
      }
      strip.tell(runs);
    }
    return runs.sorted();
  }

  /** The zones that each strip must look at, in their order, which decides ties. */
  private int[][] seen(double[] sight, int strips) {
    int[] counts = new int[strips];
    int[][] seen = new int[strips][];
    for (boolean counted : new boolean[] {false, true}) {
      for (int s = 0; counted && s < strips; s++) {
        seen[s] = new int[counts[s]];
        counts[s] = 0;
      }
      for (int zone = 0; zone < radius.length; zone++) {
        Envelope of = envelopes[zone];
        if (of.getMaxX() + sight[zone] < grid.centreX(0)
            || of.getMinX() - sight[zone] > grid.centreX(grid.width() - 1)) {
          continue;
        }
        int first = Stretch.rowFrom(grid, of.getMaxY() + sight[zone]);
        int end = Stretch.rowFrom(grid, Math.nextDown(of.getMinY() - sight[zone]));
        for (int s = first / STRIP_ROWS; s * STRIP_ROWS < end; s++) {
          if (counted) {
            seen[s][counts[s]] = zone;
          }
          counts[s]++;
        }
      }
    }
    return seen;
  }

  @Override
  public int zones() {
    return radius.length;
  }

  @Override
  public void pixels(int zone, Runs into) {
    owned.tell(zone, into);
  }

  @Override
  public boolean crossesEdge(int zone) {
    Envelope reached = new Envelope(envelopes[zone]);
    reached.expandBy(radius[zone]);
    return !Edges.of(grid).contains(reached);
  }

  /** Some rows of the raster: of each pixel the nearest centreline so far. */
  private final class Strip {

    private final double[] nearest;
    private final int[] owner;
    private int firstRow;
    private int rows;

    Strip(int width, int rows) {
      nearest = new double[width * rows];
      owner = new int[width * rows];
    }

    void begin(int row, int count) {
      firstRow = row;
      rows = count;
      Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    }

    void claim(int zone, double far, double x1, double y1, double x2, double y2) {
      double dx = x2 - x1;
      double dy = y2 - y1;
      double length2 = dx * dx + dy * dy;
      int first = Math.max(firstRow, Stretch.rowFrom(grid, Math.max(y1, y2) + far));
      int end =
          Math.min(firstRow + rows, Stretch.rowFrom(grid, Math.nextDown(Math.min(y1, y2) - far)));
      for (int row = first; row < end; row++) {
        double y = grid.centreY(row);
        // only what of the segment lies within sight of the row can be near its pixels
        double one = 0;
        double other = 1;
        if (dy != 0) {
          double at = (y - far - y1) / dy;
          double till = (y + far - y1) / dy;
          one = Math.max(0, Math.min(at, till));
          other = Math.min(1, Math.max(at, till));
        }
        double west = Math.min(x1 + one * dx, x1 + other * dx) - far;
        double east = Math.max(x1 + one * dx, x1 + other * dx) + far;
        int left = Stretch.columnFrom(grid, west - grid.pixelSize());
        int right = Stretch.columnFrom(grid, east + grid.pixelSize());
        int start = (row - firstRow) * grid.width();
        for (int column = left; column < right; column++) {
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

    /** Tells every pixel that is within the radius of what it is nearest to. */
    void tell(OwnedRuns runs) {
      for (int row = 0; row < rows; row++) {
        int start = row * grid.width();
        int from = 0;
        int of = -1;
        for (int column = 0; column <= grid.width(); column++) {
          int now = -1;
          if (column < grid.width()) {
            double distance2 = nearest[start + column];
            int zone = owner[start + column];
            now =
                distance2 != Double.POSITIVE_INFINITY && distance2 <= radius[zone] * radius[zone]
                    ? zone
                    : -1;
          }
          if (now != of) {
            if (of >= 0) {
              runs.add(of, firstRow + row, from, column);
            }
            from = column;
            of = now;
          }
        }
      }
    }
  }
}
