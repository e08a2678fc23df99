package silt.raster;

import java.util.function.IntSupplier;
import org.gdal.gdal.gdal;
import org.gdal.ogr.ogr;

/**
 * Loads and sets up GDAL once for each process, and turns its return codes into exceptions.
 *
 * <p>GDAL's Java binding reports most errors by return code and a thread-local message; each call
 * of ours passes its code through {@link #check}.
 */
final class Gdal {

  private static final long BLOCK_CACHE_BYTES = 128L << 20;

  private Gdal() {}

  private static final class Loaded {
    static final String VERSION = load();

    private static String load() {
      try {
        // the binding, left to load it, would print a failure of its own before ours
        System.loadLibrary("gdalalljni");
        gdal.AllRegister();
        ogr.RegisterAll();
        // the cache is off-heap and 5 % of RAM by default: bounded, so that workers add up
        gdal.SetCacheMax(Math.toIntExact(BLOCK_CACHE_BYTES));
        gdal.SetConfigOption("GDAL_PAM_ENABLED", "NO");
        // errors are exceptions here; an error handler would be quiet on one thread alone
        gdal.SetConfigOption("CPL_LOG", "/dev/null");
        return gdal.VersionInfo("RELEASE_NAME");
      } catch (UnsatisfiedLinkError | NoClassDefFoundError missing) {
        throw new RasterLibraryMissing(missing);
      }
    }
  }

  /**
   * Loads GDAL where that has not been done; throws {@link RasterLibraryMissing} where it cannot.
   */
  static String require() {
    try {
      return Loaded.VERSION;
    } catch (ExceptionInInitializerError | NoClassDefFoundError failed) {
      throw failed.getCause() instanceof RasterLibraryMissing missing
          ? missing
          : new RasterLibraryMissing(failed);
    }
  }

  /** Throws a {@link RasterProblem} unless the return code is CE_None. */
  static void check(int code, String doing) {
    if (code != 0) {
      throw problem(doing);
    }
  }

  /**
   * The same for a call of OGR, whose binding throws what others return.
   *
   * @param call returns OGRERR_NONE, or throws
   */
  static void check(IntSupplier call, String doing) {
    int code;
    try {
      code = call.getAsInt();
    } catch (RuntimeException ogr) {
      throw problem(doing);
    }
    check(code, doing);
  }

  static RasterProblem problem(String doing) {
    String said = gdal.GetLastErrorMsg();
    gdal.ErrorReset();
    return new RasterProblem(
        doing + (said == null || said.isBlank() ? ": GDAL gave no reason" : ": " + said.strip()));
  }
}
