package silt.db;

import java.time.Instant;

/**
 * One row of {@code version_observation}; its columns' comments tell units and ranges.
 *
 * @param ssc null where no water was clear, and with it all that follows from it
 */
public record ExtractedRow(
    ExtractedZone zone,
    ExtractedScene scene,
    Instant acquiredAt,
    Ssc ssc,
    int nValid,
    int nWater,
    int nTotal,
    float clearFraction,
    int flags,
    boolean wholeZone) {

  /**
   * What the zone's clear water came to, mg/L.
   *
   * @param low null where the model states no interval, and {@code high} with it
   */
  public record Ssc(
      float median,
      Float low,
      Float high,
      float mean,
      float p10,
      float p25,
      float p75,
      float p90,
      float std) {}
}
