package silt.samples;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a column of a user's file may hold, and the headings under which it is looked for. */
public enum Field {
  ID("sample_id", "sampleid", "id", "lab_id", "activity_identifier", "result_identifier"),
  STATION(
      "station",
      "station_id",
      "station_name",
      "station_nr",
      "gauge",
      "gauge_id",
      "gauge_name",
      "gage",
      "site",
      "site_id",
      "site_no",
      "site_name",
      "monitoring_location_identifier",
      "loc_code",
      "location",
      "location_id",
      "loc_name",
      "location_name"),
  REACH("zone", "zone_id", "reach", "reach_id", "node_id", "lake_id", "external_id"),
  TIME(
      "taken_at",
      "sampled_at",
      "measured_at",
      "datetime",
      "date_time",
      "timestamp",
      "sample_datetime",
      "sample_date_time",
      "sampling_datetime",
      "time_stamp",
      "instant",
      "datetime_local"),
  DATE(
      "date",
      "sample_date",
      "sampling_date",
      "date_sampled",
      "day",
      "activity_start_date",
      "datum"),
  CLOCK("time", "sample_time", "sampling_time", "clock", "hour", "activity_start_time_time"),
  ZONE("time_zone", "timezone", "tz", "tz_cd", "utc_offset", "activity_start_time_time_zone_code"),
  LON("lon", "longitude", "long", "lng", "x", "easting", "decimal_longitude", "dec_long_va"),
  LAT("lat", "latitude", "y", "northing", "decimal_latitude", "dec_lat_va"),
  EPSG("epsg", "srid", "crs"),
  DEPTH("depth", "sample_depth", "sampling_depth", "z"),
  VALUE,
  UNIT("unit", "units", "measure_unit", "result_measure_measure_unit_code"),
  QUANTITY("quantity", "parameter", "variable", "characteristic_name", "characteristic"),
  LOW("low", "lower", "discharge_low", "q_low"),
  HIGH("high", "upper", "discharge_high", "q_high"),
  QUALITY("quality", "quality_code", "flag", "qualifier", "grade", "remark", "qc"),
  METHOD("method", "sampler", "analysis_method"),
  SOURCE("source", "organisation", "organization", "agency", "agency_cd", "provider"),
  LICENCE("licence", "license");

  private final List<String> names;

  Field(String... names) {
    this.names = List.of(names);
  }

  /** Keys of headings ({@link Heading#key}), the likeliest first. */
  List<String> names() {
    return names;
  }

  /** As options write it, e.g. {@code lon}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By the word that options write. */
  public static Optional<Field> of(String word) {
    return Arrays.stream(values()).filter(field -> field.word().equals(word)).findFirst();
  }
}
