package silt.export;

import java.util.Arrays;
import java.util.Optional;

/** The formats that observations are written in. */
public enum ExportFormat {
  CSV("csv"),
  GEOJSON("geojson"),
  GPKG("gpkg"),
  FLATGEOBUF("fgb"),
  GEOPARQUET("parquet"),
  NETCDF("nc");

  private final String suffix;

  ExportFormat(String suffix) {
    this.suffix = suffix;
  }

  /** How the names of such files end; GDAL goes by it. */
  String suffix() {
    return suffix;
  }

  /** As the command line has it. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  public static Optional<ExportFormat> named(String word) {
    return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
  }
}
