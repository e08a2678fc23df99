package silt.raster;

import java.util.Optional;
import org.gdal.gdal.gdal;
import org.gdal.osr.CoordinateTransformation;
import org.gdal.osr.SpatialReference;
import org.gdal.osr.osrConstants;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;

/**
 * Longitude and latitude (WGS 84, degrees, in this order) to the metres of one grid, and back.
 *
 * <p>Holds native handles that one thread at a time may use: make one for each thread.
 */
public final class Projection implements AutoCloseable {

  private final SpatialReference lonLat;
  private final SpatialReference projected;
  private final CoordinateTransformation forward;
  private final CoordinateTransformation inverse;

  public Projection(RasterGrid grid) {
    Gdal.require();
    lonLat = reference(4326);
    projected = reference(grid.crsWkt());
    forward = new CoordinateTransformation(lonLat, projected);
    inverse = new CoordinateTransformation(projected, lonLat);
  }

  /** Easting and northing, metres. */
  public double[] toGrid(double longitude, double latitude) {
    return forward.TransformPoint(longitude, latitude);
  }

  /** Longitude and latitude, degrees. */
  public double[] toLonLat(double x, double y) {
    return inverse.TransformPoint(x, y);
  }

  /** A copy of a longitude-latitude geometry in the grid's metres. */
  public Geometry toGrid(Geometry lonLatGeometry) {
    return transformed(lonLatGeometry, forward);
  }

  /** A copy of a geometry in the grid's metres as longitude and latitude. */
  public Geometry toLonLat(Geometry gridGeometry) {
    return transformed(gridGeometry, inverse);
  }

  private static Geometry transformed(Geometry geometry, CoordinateTransformation by) {
    Geometry copy = geometry.copy();
    copy.apply(
        new CoordinateSequenceFilter() {
          @Override
          public void filter(CoordinateSequence sequence, int i) {
            double[] there = by.TransformPoint(sequence.getX(i), sequence.getY(i));
            sequence.setOrdinate(i, CoordinateSequence.X, there[0]);
            sequence.setOrdinate(i, CoordinateSequence.Y, there[1]);
          }

          @Override
          public boolean isDone() {
            return false;
          }

          @Override
          public boolean isGeometryChanged() {
            return true;
          }
        });
    copy.geometryChanged();
    return copy;
  }

  /**
   * The code by which a coordinate system is known, e.g. {@code EPSG:32660}; empty where it is
   * known by none.
   */
  public static Optional<String> code(RasterGrid grid) {
    SpatialReference system = reference(grid.crsWkt());
    try {
      identify(system);
      String authority = system.GetAuthorityName(null);
      String code = system.GetAuthorityCode(null);
      return authority == null || code == null
          ? Optional.empty()
          : Optional.of(authority + ":" + code);
    } finally {
      system.delete();
    }
  }

  /** Finds the code where the system is EPSG's; where it is not, none is found. */
  private static void identify(SpatialReference system) {
    try {
      system.AutoIdentifyEPSG();
    } catch (RuntimeException notOfEpsg) {
      gdal.ErrorReset(); // which the binding throws, and the lack of a code says
    }
  }

  static String wktOf(int epsg) {
    Gdal.require();
    SpatialReference reference = reference(epsg);
    try {
      return reference.ExportToWkt();
    } finally {
      reference.delete();
    }
  }

  static boolean same(String wkt, String otherWkt) {
    Gdal.require();
    SpatialReference one = reference(wkt);
    SpatialReference other = reference(otherWkt);
    try {
      return one.IsSame(other) == 1;
    } finally {
      one.delete();
      other.delete();
    }
  }

  private static SpatialReference reference(int epsg) {
    SpatialReference reference = new SpatialReference();
    Gdal.check(reference.ImportFromEPSG(epsg), "EPSG:" + epsg);
    reference.SetAxisMappingStrategy(osrConstants.OAMS_TRADITIONAL_GIS_ORDER);
    return reference;
  }

  private static SpatialReference reference(String wkt) {
    SpatialReference reference = new SpatialReference(wkt);
    reference.SetAxisMappingStrategy(osrConstants.OAMS_TRADITIONAL_GIS_ORDER);
    return reference;
  }

  @Override
  public void close() {
    forward.delete();
    inverse.delete();
    lonLat.delete();
    projected.delete();
  }
}
