package silt.simulator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import silt.scene.Sensor;

/**
 * The tags of an HLS file, with the names, and the manner of writing values, of real files of both
 * sensors (L30 T19LBJ 2020, S30 T35VLJ 2021, S30 T13RCN 2024).
 */
final class GranuleTags {

  private static final String FMASK_BITS =
      "Bits are listed from the MSB (bit 7) to the LSB (bit 0): \n"
          + "7-6    aerosol:\n       00 - climatology\n       01 - low\n       10 - average\n"
          + "       11 - high\n5      water\n4      snow/ice\n3      cloud shadow\n"
          + "2      adjacent to cloud/shadow\n1      cloud\n0      cirrus, reserved but not used\n";

  private GranuleTags() {}

  static Map<String, String> common(
      SceneRecipe recipe, SunPosition sun, int cloudPercent, int coveragePercent) {
    Map<String, String> tags = new LinkedHashMap<>();
    TileCorner corner = TileCorner.of(recipe.granule().tile());
    String tile = recipe.granule().tile();
    Instant sensed = recipe.time();
    tags.put("ACCODE", recipe.granule().sensor() == Sensor.S30 ? "LaSRC" : "Lasrc");
    tags.put("arop_ave_xshift(meters)", "0");
    tags.put("arop_ave_yshift(meters)", "0");
    tags.put("arop_ncp", "0");
    tags.put("arop_rmse(meters)", "0");
    tags.put("arop_s2_refimg", "NONE");
    tags.put("cloud_coverage", "" + cloudPercent);
    tags.put("HLS_PROCESSING_TIME", revisionDate(recipe).toString());
    tags.put("MEAN_SUN_AZIMUTH_ANGLE", decimal(sun.azimuthDeg()));
    tags.put("MEAN_SUN_ZENITH_ANGLE", decimal(sun.zenithDeg()));
    tags.put("MEAN_VIEW_AZIMUTH_ANGLE", decimal(103));
    tags.put("MEAN_VIEW_ZENITH_ANGLE", decimal(6));
    tags.put("NBAR_SOLAR_ZENITH", decimal(sun.zenithDeg()));
    tags.put("NCOLS", "" + recipe.size());
    tags.put("NROWS", "" + recipe.size());
    tags.put("spatial_coverage", "" + coveragePercent);
    tags.put("SPATIAL_RESOLUTION", "30");
    tags.put("ULX", "%.0f".formatted(corner.west()));
    tags.put("ULY", "%.0f".formatted(corner.north()));
    tags.put("SIMULATED", "by silt; no observation of the Earth");
    if (recipe.granule().sensor() == Sensor.S30) {
      sentinel(tags, tile, corner, sensed);
    } else {
      landsat(tags, tile, corner, sensed);
    }
    return tags;
  }

  private static void sentinel(
      Map<String, String> tags, String tile, TileCorner corner, Instant sensed) {
    tags.put("HORIZONTAL_CS_CODE", "EPSG:" + (corner.epsg() + 100));
    tags.put("HORIZONTAL_CS_NAME", "WGS84 / UTM zone " + (corner.epsg() - 32_600) + "S");
    tags.put("L1C_IMAGE_QUALITY", "NONE");
    tags.put("L1_PROCESSING_TIME", sensed.plus(2, ChronoUnit.HOURS) + "");
    for (SensorBand band : SensorBand.of(Sensor.S30)) {
      if (band.slope() != 1 || band.offset() != 0) {
        tags.put(
            "MSI band "
                + band.code().substring(1).toLowerCase(Locale.ROOT)
                + " bandpass adjustment slope and offset",
            "%.6f, %.6f".formatted(band.slope(), band.offset()));
      }
    }
    tags.put("PROCESSING_BASELINE", "05.10");
    tags.put("PRODUCT_URI", "SIMULATED_T" + tile + ".SAFE");
    tags.put("SENSING_TIME", sensed.plusMillis(208) + "");
    tags.put("SPACECRAFT_NAME", "Sentinel-2A");
    tags.put("TILE_ID", "SIMULATED_T" + tile);
  }

  private static void landsat(
      Map<String, String> tags, String tile, TileCorner corner, Instant sensed) {
    tags.put("HORIZONTAL_CS_NAME", "UTM, WGS84, UTM ZONE " + (corner.epsg() - 32_600));
    tags.put("L1_PROCESSING_TIME", sensed.plus(6, ChronoUnit.HOURS) + "");
    tags.put("LANDSAT_PRODUCT_ID", "SIMULATED");
    tags.put("LANDSAT_SCENE_ID", "SIMULATED");
    tags.put("PROCESSING_LEVEL", "L1TP");
    tags.put("SENSING_TIME", sensed.plusMillis(722) + "");
    tags.put("SENSOR", "OLI_TIRS");
    tags.put("SENTINEL2_TILEID", tile);
    tags.put("TIRS_SSM_MODEL", "FINAL");
    tags.put("TIRS_SSM_POSITION_STATUS", "ESTIMATED");
    tags.put("USGS_SOFTWARE", "LPGS_16.4.0");
  }

  static Map<String, String> ofBand(Map<String, String> common, String name, double scale) {
    Map<String, String> tags = new LinkedHashMap<>(common);
    tags.put("long_name", name);
    tags.put("scale_factor", "" + scale);
    tags.put("add_offset", "0.0");
    tags.put("_FillValue", "-9999");
    return tags;
  }

  static Map<String, String> ofFmask(Map<String, String> common, Sensor sensor) {
    Map<String, String> tags = new LinkedHashMap<>(common);
    tags.put(sensor == Sensor.S30 ? "Fmask description" : "Fmask bit description", FMASK_BITS);
    tags.put("_FillValue", "255");
    return tags;
  }

  /** When this revision was published: two days after the pass, and a month for each revision. */
  static Instant revisionDate(SceneRecipe recipe) {
    return recipe
        .time()
        .plus(2, ChronoUnit.DAYS)
        .plus(30L * (recipe.revision() - 1), ChronoUnit.DAYS);
  }

  private static String decimal(double value) {
    return "%.12f".formatted(value);
  }
}
