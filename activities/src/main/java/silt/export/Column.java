package silt.export;

import java.util.List;
import java.util.function.Function;
import silt.db.ExtractedRow;
import silt.raster.FeatureFile.FieldType;

/**
 * A column that every table-like format has; named as in {@code version_observation}, whose
 * comments tell unit and range.
 *
 * @param value of a row; null for none
 */
record Column(String name, FieldType type, Function<ExtractedRow, Object> value) {

  /** All, in the order in which files have them. */
  static List<Column> of(About about) {
    return List.of(
        text("external_id", row -> row.zone().externalId()),
        text("zone_name", row -> row.zone().name()),
        text("zone_set", row -> about.zoneSet().name()),
        new Column("lon", FieldType.REAL, row -> row.zone().lon()),
        new Column("lat", FieldType.REAL, row -> row.zone().lat()),
        new Column("acquired_at", FieldType.TIME, ExtractedRow::acquiredAt),
        ssc("ssc_mg_l", ExtractedRow.Ssc::median),
        ssc("ssc_low_mg_l", ExtractedRow.Ssc::low),
        ssc("ssc_high_mg_l", ExtractedRow.Ssc::high),
        ssc("ssc_mean_mg_l", ExtractedRow.Ssc::mean),
        ssc("ssc_p10_mg_l", ExtractedRow.Ssc::p10),
        ssc("ssc_p25_mg_l", ExtractedRow.Ssc::p25),
        ssc("ssc_p75_mg_l", ExtractedRow.Ssc::p75),
        ssc("ssc_p90_mg_l", ExtractedRow.Ssc::p90),
        ssc("ssc_std_mg_l", ExtractedRow.Ssc::std),
        whole("n_valid", ExtractedRow::nValid),
        whole("n_water", ExtractedRow::nWater),
        whole("n_total", ExtractedRow::nTotal),
        new Column("clear_fraction", FieldType.FLOAT, ExtractedRow::clearFraction),
        whole("flags", ExtractedRow::flags),
        new Column("whole_zone", FieldType.BOOLEAN, ExtractedRow::wholeZone),
        text("sensor", row -> row.scene().sensor()),
        text("tile", row -> row.scene().tile()),
        text("granule_id", row -> row.scene().granule()),
        whole("revision", row -> row.scene().revision()),
        text("product_version", row -> about.product().name()));
  }

  static Object[] values(List<Column> columns, ExtractedRow row) {
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.get(i).value().apply(row);
    }
    return values;
  }

  /** What the column holds, with its unit. */
  String meaning(About about) {
    return switch (name) {
      case "lon" -> "Longitude of a point on the zone, WGS 84, degrees, -180 to 180";
      case "lat" -> "Latitude of the same point, WGS 84, degrees, -90 to 90";
      default -> about.meanings().get(name);
    };
  }

  private static Column text(String name, Function<ExtractedRow, Object> value) {
    return new Column(name, FieldType.TEXT, value);
  }

  private static Column whole(String name, Function<ExtractedRow, Object> value) {
    return new Column(name, FieldType.INTEGER, value);
  }

  private static Column ssc(String name, Function<ExtractedRow.Ssc, Object> value) {
    return new Column(
        name, FieldType.FLOAT, row -> row.ssc() == null ? null : value.apply(row.ssc()));
  }
}
