package silt.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import silt.db.ExtractedRow;
import silt.db.ExtractedZone;
import silt.export.netcdf.NetcdfFile;
import silt.export.netcdf.NetcdfFile.Type;

/**
 * The variables of a time series file by the CF conventions: what a zone, a scene and a row give,
 * with units that UDUNITS knows and the conventions' own names where there are any.
 */
final class NetcdfVariables {

  /** Rows that are stored together; some hundred kilobytes in hand in all. */
  private static final int ROWS = 8_192;

  /** Zones, and scenes. */
  private static final int FEATURES = 1_024;

  /** netCDF's own default for a float without a value. */
  private static final float NO_VALUE = 9.969209968386869e36f;

  private static final List<String> SENSORS = List.of("L30", "S30");

  /** A variable and what fills it. */
  private record Filled<T>(Buffered variable, java.util.function.Function<T, Object> value) {
    void add(T from) throws IOException {
      variable.add(value.apply(from));
    }
  }

  private final NetcdfFile file;
  private final About about;
  private final List<Filled<ExtractedZone>> ofZone = new ArrayList<>();
  private final List<Filled<ExtractedRow>> ofScene = new ArrayList<>();
  private final List<Filled<ExtractedRow>> ofRow = new ArrayList<>();
  private final Buffered rowSize;
  private final Buffered sceneIndex;

  NetcdfVariables(NetcdfFile file, About about) throws IOException {
    this.file = file;
    this.about = about;
    int zone = file.growing("timeseries");
    int row = file.growing("obs");
    int scene = file.growing("scene");
    crs();
    zones(zone);
    this.rowSize =
        new Buffered(file, "row_size", Type.INT, zone, FEATURES)
            .says("long_name", "number of observations of the zone")
            .says("sample_dimension", "obs");
    time(row);
    concentrations(row);
    pixels(row);
    this.sceneIndex =
        new Buffered(file, "scene_index", Type.INT, row, ROWS)
            .says("long_name", "position, from 0, of the scene along the dimension scene");
    scenes(scene);
  }

  private void crs() throws IOException {
    int crs = file.scalar("crs");
    file.attribute(crs, "long_name", "WGS 84");
    file.attribute(crs, "grid_mapping_name", "latitude_longitude");
    file.attribute(crs, "epsg_code", "EPSG:4326");
    file.attribute(crs, "longitude_of_prime_meridian", Type.DOUBLE, 0);
    file.attribute(crs, "semi_major_axis", Type.DOUBLE, 6378137);
    file.attribute(crs, "inverse_flattening", Type.DOUBLE, 298.257223563);
  }

  private void zones(int zone) throws IOException {
    ofZone.add(
        new Filled<>(
            new Buffered(file, "timeseries_id", Type.STRING, zone, FEATURES)
                .says("long_name", "id that the source gives the zone")
                .says("cf_role", "timeseries_id"),
            ExtractedZone::externalId));
    ofZone.add(
        new Filled<>(
            new Buffered(file, "zone_name", Type.STRING, zone, FEATURES)
                .says("long_name", "name of the river, lake or place, empty where there is none"),
            from -> from.name() == null ? "" : from.name()));
    ofZone.add(
        new Filled<>(
            new Buffered(file, "lon", Type.DOUBLE, zone, FEATURES)
                .says("standard_name", "longitude")
                .says("long_name", "longitude of a point on the zone")
                .says("units", "degrees_east")
                .says("axis", "X"),
            ExtractedZone::lon));
    ofZone.add(
        new Filled<>(
            new Buffered(file, "lat", Type.DOUBLE, zone, FEATURES)
                .says("standard_name", "latitude")
                .says("long_name", "latitude of the same point")
                .says("units", "degrees_north")
                .says("axis", "Y"),
            ExtractedZone::lat));
  }

  private void time(int row) throws IOException {
    ofRow.add(
        new Filled<>(
            new Buffered(file, "time", Type.DOUBLE, row, ROWS)
                .says("standard_name", "time")
                .says("long_name", about.meanings().get("acquired_at"))
                .says("units", "seconds since 1970-01-01 00:00:00 UTC")
                .says("calendar", "standard")
                // as computers count: none of them is counted in
                .says("units_metadata", "leap_seconds: none")
                .says("axis", "T"),
            from -> from.acquiredAt().toEpochMilli() / 1000.0));
  }

  private void concentrations(int row) throws IOException {
    concentration(row, "ssc_mg_l", "median", "area: median", ExtractedRow.Ssc::median)
        .says("standard_name", "mass_concentration_of_suspended_matter_in_sea_water")
        .says("comment", "CF has no standard name for inland water; this is the nearest")
        .says("ancillary_variables", "ssc_low_mg_l ssc_high_mg_l n_valid flags");
    concentration(row, "ssc_low_mg_l", "low end of the 80 % interval", null, ExtractedRow.Ssc::low);
    concentration(
        row, "ssc_high_mg_l", "high end of the 80 % interval", null, ExtractedRow.Ssc::high);
    concentration(row, "ssc_mean_mg_l", "mean", "area: mean", ExtractedRow.Ssc::mean);
    concentration(row, "ssc_p10_mg_l", "10th percentile", null, ExtractedRow.Ssc::p10);
    concentration(row, "ssc_p25_mg_l", "25th percentile", null, ExtractedRow.Ssc::p25);
    concentration(row, "ssc_p75_mg_l", "75th percentile", null, ExtractedRow.Ssc::p75);
    concentration(row, "ssc_p90_mg_l", "90th percentile", null, ExtractedRow.Ssc::p90);
    concentration(
        row,
        "ssc_std_mg_l",
        "standard deviation",
        "area: standard_deviation",
        ExtractedRow.Ssc::std);
  }

  private Buffered concentration(
      int row,
      String name,
      String statistic,
      String cellMethods,
      java.util.function.Function<ExtractedRow.Ssc, Float> value)
      throws IOException {
    Buffered variable =
        new Buffered(file, name, Type.FLOAT, row, ROWS)
            .says("_FillValue", Type.FLOAT, NO_VALUE)
            .says("long_name", "suspended-sediment concentration, " + statistic)
            .says("units", "mg L-1");
    if (cellMethods != null) {
      variable.says("cell_methods", cellMethods);
    }
    ofRow.add(
        new Filled<>(
            placed(variable),
            from -> {
              Float found = from.ssc() == null ? null : value.apply(from.ssc());
              return found == null ? NO_VALUE : found;
            }));
    return variable;
  }

  private void pixels(int row) throws IOException {
    count(row, "n_valid", "clear water pixels with a concentration", ExtractedRow::nValid);
    count(row, "n_water", "water pixels, clear or not", ExtractedRow::nWater);
    count(row, "n_total", "pixels with data", ExtractedRow::nTotal);
    Buffered clear =
        new Buffered(file, "clear_fraction", Type.FLOAT, row, ROWS)
            .says("long_name", "share of the pixels with data that nothing obscures")
            .says("units", "1");
    ofRow.add(new Filled<>(placed(clear), ExtractedRow::clearFraction));
    Buffered flags =
        new Buffered(file, "flags", Type.INT, row, ROWS)
            .says("standard_name", "quality_flag")
            .says("long_name", "what to know before trusting the value")
            .says(
                "flag_masks",
                Type.INT,
                IntStream.range(0, about.flagNames().size()).mapToDouble(b -> 1 << b).toArray())
            .says("flag_meanings", String.join(" ", about.flagNames()));
    ofRow.add(new Filled<>(placed(flags), ExtractedRow::flags));
    Buffered whole =
        new Buffered(file, "whole_zone", Type.BYTE, row, ROWS)
            .says("long_name", "whether the scene's tile saw all of the zone")
            .says("flag_values", Type.BYTE, 0, 1)
            .says("flag_meanings", "part whole");
    ofRow.add(new Filled<>(placed(whole), from -> (byte) (from.wholeZone() ? 1 : 0)));
  }

  private void count(
      int row, String name, String what, java.util.function.Function<ExtractedRow, Object> value)
      throws IOException {
    Buffered variable =
        new Buffered(file, name, Type.INT, row, ROWS)
            .says("long_name", what + ", of 30 m")
            .says("units", "1");
    ofRow.add(new Filled<>(placed(variable), value));
  }

  private Buffered placed(Buffered variable) throws IOException {
    return variable.says("coordinates", "time lat lon").says("grid_mapping", "crs");
  }

  private void scenes(int scene) throws IOException {
    ofScene.add(
        new Filled<>(
            new Buffered(file, "granule_id", Type.STRING, scene, FEATURES)
                .says("long_name", "granule id of the scene in NASA's archive"),
            from -> from.scene().granule()));
    ofScene.add(
        new Filled<>(
            new Buffered(file, "granule_revision", Type.INT, scene, FEATURES)
                .says("long_name", "revision of the granule, counted from 1"),
            from -> from.scene().revision()));
    ofScene.add(
        new Filled<>(
            new Buffered(file, "tile", Type.STRING, scene, FEATURES)
                .says("long_name", "MGRS tile without the leading T"),
            from -> from.scene().tile()));
    ofScene.add(
        new Filled<>(
            new Buffered(file, "sensor", Type.BYTE, scene, FEATURES)
                .says("long_name", "HLS product: Landsat 8 and 9 (L30) or Sentinel-2 (S30)")
                .says(
                    "flag_values",
                    Type.BYTE,
                    DoubleStream.iterate(0, n -> n + 1).limit(SENSORS.size()).toArray())
                .says("flag_meanings", String.join(" ", SENSORS)),
            from -> (byte) SENSORS.indexOf(from.scene().sensor())));
  }

  void addZone(ExtractedZone zone) throws IOException {
    for (Filled<ExtractedZone> each : ofZone) {
      each.add(zone);
    }
  }

  /** How many rows the zone that was added before has. */
  void addRowSize(int rows) throws IOException {
    rowSize.add(rows);
  }

  /** A scene that no row before came from. */
  void addScene(ExtractedRow row) throws IOException {
    for (Filled<ExtractedRow> each : ofScene) {
      each.add(row);
    }
  }

  void addRow(ExtractedRow row, int scene) throws IOException {
    for (Filled<ExtractedRow> each : ofRow) {
      each.add(row);
    }
    sceneIndex.add(scene);
  }

  void flush() throws IOException {
    rowSize.flush();
    sceneIndex.flush();
    for (List<? extends Filled<?>> some : List.of(ofZone, ofScene, ofRow)) {
      for (Filled<?> each : some) {
        each.variable().flush();
      }
    }
  }
}
