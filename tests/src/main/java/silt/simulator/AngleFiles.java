package silt.simulator;

import silt.raster.Projection;

/** The four angle files of a granule: uint16, 0.01 degrees, nodata 40000. */
final class AngleFiles {

  private static final int NODATA = GranuleFiles.ANGLE_NODATA;

  /** Heights of the orbits, metres; close enough for both: 705 km and 786 km. */
  private static final double ORBIT_M = 745_000;

  private AngleFiles() {}

  static void write(SceneRecipe recipe, Frame frame, Projection projection, GranuleFiles files) {
    int n = frame.pixels();
    float[] sza = new float[n];
    float[] saa = new float[n];
    float[] vza = new float[n];
    float[] vaa = new float[n];
    SunPosition[] corners = new SunPosition[4];
    for (int k = 0; k < 4; k++) {
      double[] place =
          projection.toLonLat(frame.x((k & 1) * frame.width()), frame.y((k >> 1) * frame.height()));
      corners[k] = SunPosition.at(recipe.time(), place[0], place[1]);
    }
    double trackX = recipe.world().parameters().anchorX() - 60_000;
    for (int r = 0; r < frame.height(); r++) {
      double v = r / (double) frame.height();
      double y = frame.y(r);
      for (int c = 0; c < frame.width(); c++) {
        int i = r * frame.width() + c;
        if (recipe.swath().isPresent() && !recipe.swath().get().sees(frame.x(c), y)) {
          sza[i] = saa[i] = vza[i] = vaa[i] = NODATA;
          continue;
        }
        double u = c / (double) frame.width();
        sza[i] = (float) (100 * between(corners, u, v, true));
        saa[i] = (float) (100 * between(corners, u, v, false));
        double off = frame.x(c) - trackX;
        vza[i] = (float) (100 * Math.toDegrees(Math.atan(Math.abs(off) / ORBIT_M)));
        vaa[i] = off > 0 ? 28_300 : 10_300;
      }
    }
    files.writeAngle("SZA", sza);
    files.writeAngle("SAA", saa);
    files.writeAngle("VZA", vza);
    files.writeAngle("VAA", vaa);
  }

  private static double between(SunPosition[] corners, double u, double v, boolean zenith) {
    double[] at = new double[4];
    for (int k = 0; k < 4; k++) {
      at[k] = zenith ? corners[k].zenithDeg() : corners[k].azimuthDeg();
      // do not average over north
      if (at[k] - at[0] > 180) {
        at[k] -= 360;
      } else if (at[k] - at[0] < -180) {
        at[k] += 360;
      }
    }
    double value = (1 - v) * ((1 - u) * at[0] + u * at[1]) + v * ((1 - u) * at[2] + u * at[3]);
    return (value + 360) % 360;
  }
}
