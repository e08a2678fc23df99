package silt.sediment.zones;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.sediment.pixels.Edges;

/**
 * Squares of {@value #SIDE_M} m on the UTM grid, at multiples of {@value #SIDE_M} m of easting and
 * northing. They do not follow the tiles, which lie 100,020 m apart, so overlapping tiles of one
 * UTM zone see the same cells.
 *
 * <p>A cell is named {@code zone/easting/northing} of its south-west corner, e.g. {@code
 * 60/453000/-4101000}; northings are negative in the south, as HLS has them.
 */
public final class Cells implements Ownership {

  public static final int SIDE_M = 300;

  private static final Pattern NAME = Pattern.compile("(\\d{1,2})/(-?\\d+)/(-?\\d+)");
  private static final Pattern SOUTHERN =
      Pattern.compile("(?i)\"false[_ ]northing\",\\s*10000000\\b");
  private static final double SOUTHERN_FALSE_NORTHING_M = 10_000_000;
  private static final GeometryFactory GEOMETRY = new GeometryFactory();

  private final RasterGrid grid;
  private final int utmZone;
  private final double northingShift;
  private final long firstColumn;
  private final long firstRow;
  private final int columns;
  private final int rows;

  /**
   * @param grid in UTM
   * @param utmZone 1 to 60
   */
  Cells(RasterGrid grid, int utmZone) {
    this.grid = grid;
    this.utmZone = utmZone;
    // a southern system counts from 10,000 km below the equator, which is no multiple of 300 m
    northingShift = SOUTHERN.matcher(grid.crsWkt()).find() ? SOUTHERN_FALSE_NORTHING_M : 0;
    firstColumn = cell(grid.centreX(0));
    firstRow = cell(grid.centreY(grid.height() - 1) - northingShift);
    columns = (int) (cell(grid.centreX(grid.width() - 1)) - firstColumn + 1);
    rows = (int) (cell(grid.centreY(0) - northingShift) - firstRow + 1);
  }

  private static long cell(double metres) {
    return (long) Math.floor(metres / SIDE_M);
  }

  @Override
  public int zones() {
    return Math.multiplyExact(columns, rows);
  }

  String name(int zone) {
    return utmZone + "/" + west(zone) + "/" + south(zone);
  }

  private long west(int zone) {
    return (firstColumn + zone % columns) * SIDE_M;
  }

  private long south(int zone) {
    return (firstRow + zone / columns) * SIDE_M;
  }

  @Override
  public void pixels(int zone, Runs into) {
    int from = Stretch.columnFrom(grid, west(zone));
    int to = Stretch.columnFrom(grid, west(zone) + SIDE_M);
    double south = south(zone) + northingShift;
    // a centre on a border between cells is the northern's, as an easting on one is the eastern's
    int end = Stretch.rowFrom(grid, Math.nextDown(south));
    for (int row = Stretch.rowFrom(grid, Math.nextDown(south + SIDE_M)); row < end; row++) {
      into.run(row, from, to);
    }
  }

  @Override
  public boolean crossesEdge(int zone) {
    double south = south(zone) + northingShift;
    return !Edges.of(grid)
        .contains(new Envelope(west(zone), west(zone) + SIDE_M, south, south + SIDE_M));
  }

  /** The UTM zone of a cell, 1 to 60. */
  public static int utmZone(String name) {
    return (int) parts(name)[0];
  }

  /**
   * The outline of a cell, longitude and latitude.
   *
   * @param projection of the northern UTM system of the cell's zone
   */
  public static Polygon outline(String name, Projection projection) {
    long[] parts = parts(name);
    double west = parts[1];
    double south = parts[2];
    Coordinate[] ring = new Coordinate[5];
    double[][] corners = {{0, 0}, {SIDE_M, 0}, {SIDE_M, SIDE_M}, {0, SIDE_M}, {0, 0}};
    double centre = projection.toLonLat(west + SIDE_M / 2.0, south + SIDE_M / 2.0)[0];
    for (int i = 0; i < ring.length; i++) {
      double[] lonLat = projection.toLonLat(west + corners[i][0], south + corners[i][1]);
      // a cell on the 180th meridian is cut there, not wrapped around the world
      double longitude = centre + Math.IEEEremainder(lonLat[0] - centre, 360);
      ring[i] = new Coordinate(Math.max(-180, Math.min(180, longitude)), lonLat[1]);
    }
    return GEOMETRY.createPolygon(ring);
  }

  private static long[] parts(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a cell is zone/easting/northing, not " + name);
    }
    return new long[] {
      Long.parseLong(matcher.group(1)),
      Long.parseLong(matcher.group(2)),
      Long.parseLong(matcher.group(3))
    };
  }
}
