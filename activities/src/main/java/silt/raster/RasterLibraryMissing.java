package silt.raster;

/** GDAL's native library or its Java binding is not installed, or they do not match. */
public final class RasterLibraryMissing extends RuntimeException {

  RasterLibraryMissing(Throwable cause) {
    super(
        "GDAL's Java library (libgdalalljni.so) cannot be loaded: "
            + cause.getMessage()
            + ". Run deploy/install-native.",
        cause);
  }
}
