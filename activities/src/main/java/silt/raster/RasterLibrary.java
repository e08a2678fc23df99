package silt.raster;

/** Whether GDAL and its Java binding are on this machine; what {@code silt doctor} asks. */
public final class RasterLibrary {

  private RasterLibrary() {}

  /**
   * The version of GDAL that is loaded, e.g. {@code 3.6.2}.
   *
   * @throws RasterLibraryMissing where the library or its Java binding is not installed
   */
  public static String version() {
    return Gdal.require();
  }
}
