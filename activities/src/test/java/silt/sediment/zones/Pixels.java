package silt.sediment.zones;

import java.util.TreeMap;
import java.util.TreeSet;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import silt.raster.RasterGrid;

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

  /** The pixels of each zone, counted over the whole raster; zones without one are not there. */
  static TreeMap<Integer, TreeSet<Integer>> owned(Ownership ownership, RasterGrid grid) {
    TreeMap<Integer, TreeSet<Integer>> owned = new TreeMap<>();
    for (int zone = 0; zone < ownership.zones(); zone++) {
      TreeSet<Integer> pixels = new TreeSet<>();
      int of = zone;
      ownership.pixels(
          zone,
          (row, from, to) -> {
            if (row < 0 || row >= grid.height() || from < 0 || from >= to || to > grid.width()) {
              throw new AssertionError(
                  "zone " + of + ": no stretch: " + row + ", " + from + ", " + to);
            }
            for (int column = from; column < to; column++) {
              if (!pixels.add(row * grid.width() + column)) {
                throw new AssertionError("zone " + of + " was given a pixel twice");
              }
            }
          });
      if (!pixels.isEmpty()) {
        owned.put(zone, pixels);
      }
    }
    return owned;
  }
}
