package silt.simulator;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import silt.raster.CogWriter;
import silt.raster.Projection;
import silt.raster.RasterGrid;

/** The four angle files of a granule: uint16, 0.01 degrees, nodata 40000. */
final class AngleFiles {

  private static final int NODATA = 40_000;

  /** Heights of the orbits, metres; close enough for both: 705 km and 786 km. */
  private static final double ORBIT_M = 745_000;

  private AngleFiles() {}

  static void write(
      SceneRecipe recipe,
      Frame frame,
      RasterGrid grid,
      Projection projection,
      Map<String, String> tags,
      Path folder) {
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
    save(recipe, grid, tags, folder, "SZA", sza);
    save(recipe, grid, tags, folder, "SAA", saa);
    save(recipe, grid, tags, folder, "VZA", vza);
    save(recipe, grid, tags, folder, "VAA", vaa);
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

  private static void save(
      SceneRecipe recipe,
      RasterGrid grid,
      Map<String, String> common,
      Path folder,
      String name,
      float[] hundredths) {
    Map<String, String> tags = new LinkedHashMap<>(common);
    tags.put("_FillValue", "" + NODATA);
    tags.put("scale_factor", "0.01");
    tags.put("add_offset", "0.0");
    try (CogWriter writer = CogWriter.ofUnsignedShorts(grid)) {
      writer
          .blockSize(256)
          .level(1)
          .overviews("NEAREST")
          .nodata(NODATA)
          .scale(0.01, 0)
          .tags(tags)
          .write(grid.whole(), hundredths)
          .save(folder.resolve(recipe.granule() + "." + name + ".tif"));
    }
  }
}
