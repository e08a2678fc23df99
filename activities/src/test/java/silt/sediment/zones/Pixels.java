package silt.sediment.zones;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import silt.raster.RasterGrid;
import silt.raster.Window;

/** Small worlds for tests of ownership. */
public final class Pixels {

  private Pixels() {}

  /** A raster of 30 m pixels whose south-west corner is the origin. */
  public static RasterGrid grid(int width, int height) {
    return new RasterGrid("", 0, 30.0 * height, 30, width, height);
  }

  public static Geometry wkt(String text) {
    try {
      return new WKTReader().read(text);
    } catch (ParseException malformed) {
      throw new IllegalArgumentException(text, malformed);
    }
  }

  /** The pixels of each zone, counted over the whole raster, visited in strips of some rows. */
  static TreeMap<Integer, TreeSet<Integer>> owned(Ownership ownership, RasterGrid grid, int rows) {
    TreeMap<Integer, TreeSet<Integer>> owned = new TreeMap<>();
    for (int row = 0; row < grid.height(); row += rows) {
      Window strip = new Window(0, row, grid.width(), Math.min(rows, grid.height() - row));
      int start = row * grid.width();
      List<int[]> seen = new ArrayList<>();
      ownership.visit(strip, (zone, pixel) -> seen.add(new int[] {zone, pixel}));
      for (int[] pair : seen) {
        if (!owned.computeIfAbsent(pair[0], zone -> new TreeSet<>()).add(start + pair[1])) {
          throw new AssertionError("zone " + pair[0] + " was given a pixel twice");
        }
      }
    }
    return owned;
  }
}
