package silt.export.netcdf;

/** libnetcdf is not installed. */
public final class NetcdfMissing extends RuntimeException {

  NetcdfMissing(Throwable cause) {
    super(
        LibNetcdf.NAME
            + " cannot be loaded: "
            + String.valueOf(cause.getMessage()).lines().findFirst().orElse("")
            + ". Run deploy/install-native.",
        cause);
  }
}
