package silt.training.data.makers;

/**
 * Where the direct sun does not fall, by geometry alone: for each pixel the cosine between the sun
 * and the slope's normal (Horn 1981 for the slope), and whether higher ground stands in the way.
 */
final class SunRays {

  private final float[] heights;
  private final int width;
  private final int height;
  private final double pixel;
  private final double elevation;
  private final double azimuth;
  private final double highest;

  /**
   * @param heights m, row by row, north up
   * @param pixel side of a pixel, m
   * @param elevation of the sun over the horizon, degrees
   * @param azimuth of the sun, degrees from north over east
   */
  SunRays(float[] heights, int width, int height, double pixel, double elevation, double azimuth) {
    if (heights.length != width * height) {
      throw new IllegalArgumentException(
          "heights are " + width + "x" + height + ", not " + heights.length);
    }
    if (!(elevation > 0 && elevation <= 90)) {
      throw new IllegalArgumentException("the sun stands 0 to 90 degrees high, not " + elevation);
    }
    this.heights = heights;
    this.width = width;
    this.height = height;
    this.pixel = pixel;
    this.elevation = elevation;
    this.azimuth = azimuth;
    float most = heights[0];
    for (float metres : heights) {
      most = Math.max(most, metres);
    }
    this.highest = most;
  }

  /** Cosine of the angle of incidence; under 0 a slope turns its back to the sun. */
  double incidence(int column, int row) {
    double a = at(column - 1, row - 1);
    double b = at(column, row - 1);
    double c = at(column + 1, row - 1);
    double d = at(column - 1, row);
    double f = at(column + 1, row);
    double g = at(column - 1, row + 1);
    double h = at(column, row + 1);
    double i = at(column + 1, row + 1);
    double eastward = (c + 2 * f + i - a - 2 * d - g) / (8 * pixel);
    double northward = (a + 2 * b + c - g - 2 * h - i) / (8 * pixel);
    double flat = Math.cos(Math.toRadians(elevation));
    double east = flat * Math.sin(Math.toRadians(azimuth));
    double north = flat * Math.cos(Math.toRadians(azimuth));
    double up = Math.sin(Math.toRadians(elevation));
    return (up - eastward * east - northward * north)
        / Math.sqrt(1 + eastward * eastward + northward * northward);
  }

  private double at(int column, int row) {
    int x = Math.min(Math.max(column, 0), width - 1);
    int y = Math.min(Math.max(row, 0), height - 1);
    return heights[y * width + x];
  }

  /** What stands between a pixel and the sun. */
  enum Way {
    FREE,
    BLOCKED,
    /** The way leaves the grid before it is higher than all that the grid holds. */
    UNKNOWN
  }

  /** Follows the way to the sun, a pixel a step. */
  Way way(int column, int row) {
    double rise = pixel * Math.tan(Math.toRadians(elevation));
    double dx = Math.sin(Math.toRadians(azimuth));
    double dy = -Math.cos(Math.toRadians(azimuth));
    double from = at(column, row);
    for (int step = 1; from + step * rise <= highest; step++) {
      double x = column + step * dx;
      double y = row + step * dy;
      if (x < 0 || y < 0 || x > width - 1 || y > height - 1) {
        return Way.UNKNOWN;
      }
      if (between(x, y) > from + step * rise) {
        return Way.BLOCKED;
      }
    }
    return Way.FREE;
  }

  private double between(double x, double y) {
    int column = (int) x;
    int row = (int) y;
    double fx = x - column;
    double fy = y - row;
    double upper = at(column, row) * (1 - fx) + at(column + 1, row) * fx;
    double lower = at(column, row + 1) * (1 - fx) + at(column + 1, row + 1) * fx;
    return upper * (1 - fy) + lower * fy;
  }
}
