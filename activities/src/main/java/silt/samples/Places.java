package silt.samples;

import java.util.HashMap;
import java.util.Map;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.raster.RasterProblem;

/** Coordinates as files write them, made longitude and latitude. */
final class Places implements AutoCloseable {

  static final int LON_LAT = 4326;

  /** A place, degrees, WGS 84. */
  record Place(double lon, double lat) {}

  private final Map<Integer, Projection> projections = new HashMap<>();

  /**
   * A place.
   *
   * @param epsg code of the coordinate system of x and y; 4326 for longitude and latitude
   */
  Place of(double x, double y, int epsg) throws Unfit {
    if (epsg == LON_LAT) {
      return checked(x, y);
    }
    try {
      double[] lonLat =
          projections
              .computeIfAbsent(epsg, code -> new Projection(RasterGrid.of(code, 0, 0, 1, 1, 1)))
              .toLonLat(x, y);
      if (!Double.isFinite(lonLat[0]) || !Double.isFinite(lonLat[1])) {
        throw new Unfit("with " + y + " lies nowhere in EPSG:" + epsg);
      }
      return checked(lonLat[0], lonLat[1]);
    } catch (RasterProblem unknown) {
      throw new Unfit("EPSG:" + epsg + " is no coordinate system that is known here");
    }
  }

  private static Place checked(double lon, double lat) throws Unfit {
    if (lon == 0 && lat == 0) {
      throw new Unfit("0,0 is a place in the ocean that stands for a missing one");
    }
    if (Math.abs(lat) > 90 && Math.abs(lat) <= 180 && Math.abs(lon) <= 90) {
      throw new Unfit(
          "with the latitude " + lat + " lies nowhere: are longitude and latitude exchanged?",
          "Exchange them with --column lon=... --column lat=....");
    }
    if (Math.abs(lon) > 180 || Math.abs(lat) > 90) {
      throw new Unfit(
          "with " + lat + " is no longitude and latitude in degrees",
          "Name the coordinate system with --crs, e.g. --crs EPSG:25831.");
    }
    return new Place(lon, lat);
  }

  /** The code in {@code EPSG:25831}, {@code epsg:25831} or {@code 25831}. */
  static int epsg(String text) throws Unfit {
    String digits = text.strip().replaceFirst("(?i)^EPSG:+", "");
    if (!digits.matches("\\d{4,6}")) {
      throw new Unfit("is no EPSG code such as EPSG:25831");
    }
    return Integer.parseInt(digits);
  }

  @Override
  public void close() {
    projections.values().forEach(Projection::close);
  }
}
