package silt.db;

import java.time.Instant;

/**
 * Sediment that passed a zone, at the moment of one observation; the columns of the SQL function
 * {@code flux}.
 *
 * @param kgS kg/s; null ends where neither factor has an interval
 * @param intervalOf what the interval carries: both, ssc, discharge; null for none
 * @param how of discharge: measured, interpolated or nearest
 * @param hoursApart h from the observation to the nearest value of discharge
 */
public record FluxRow(
    String zone,
    String name,
    Instant acquiredAt,
    double kgS,
    Double lowKgS,
    Double highKgS,
    double tDay,
    Double lowTDay,
    Double highTDay,
    String intervalOf,
    double sscMgL,
    Double sscLowMgL,
    Double sscHighMgL,
    int validPixels,
    double clearFraction,
    int flags,
    double dischargeM3s,
    Double dischargeLowM3s,
    Double dischargeHighM3s,
    String how,
    double hoursApart,
    String dischargeQuality,
    String gauge,
    String sensor,
    String granule,
    String product) {}
