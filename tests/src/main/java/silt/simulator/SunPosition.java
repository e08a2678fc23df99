package silt.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * Where the sun stands, by the short form of NOAA's solar calculator ("General Solar Position
 * Calculations", NOAA Global Monitoring Division), good to about half a degree.
 *
 * @param zenithDeg from the vertical, degrees
 * @param azimuthDeg clockwise from north, 0 to 360
 */
record SunPosition(double zenithDeg, double azimuthDeg) {

  static SunPosition at(Instant time, double longitude, double latitude) {
    ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
    double hours = utc.getHour() + utc.getMinute() / 60.0 + utc.getSecond() / 3600.0;
    double g = 2 * Math.PI / 365 * (utc.getDayOfYear() - 1 + (hours - 12) / 24);
    double equationOfTimeMinutes =
        229.18
            * (0.000075
                + 0.001868 * Math.cos(g)
                - 0.032077 * Math.sin(g)
                - 0.014615 * Math.cos(2 * g)
                - 0.040849 * Math.sin(2 * g));
    double declination =
        0.006918
            - 0.399912 * Math.cos(g)
            + 0.070257 * Math.sin(g)
            - 0.006758 * Math.cos(2 * g)
            + 0.000907 * Math.sin(2 * g)
            - 0.002697 * Math.cos(3 * g)
            + 0.00148 * Math.sin(3 * g);
    double solarMinutes = hours * 60 + equationOfTimeMinutes + 4 * longitude;
    double hourAngle = Math.toRadians(solarMinutes / 4 - 180);
    double lat = Math.toRadians(latitude);
    double cosZenith =
        Math.sin(lat) * Math.sin(declination)
            + Math.cos(lat) * Math.cos(declination) * Math.cos(hourAngle);
    double east = -Math.cos(declination) * Math.sin(hourAngle);
    double north =
        Math.cos(lat) * Math.sin(declination)
            - Math.sin(lat) * Math.cos(declination) * Math.cos(hourAngle);
    double azimuth = Math.toDegrees(Math.atan2(east, north));
    return new SunPosition(
        Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosZenith)))), (azimuth + 360) % 360);
  }

  double cosZenith() {
    return Math.cos(Math.toRadians(zenithDeg));
  }

  double tanZenith() {
    return Math.tan(Math.toRadians(zenithDeg));
  }

  /** Eastward part of the horizontal direction to the sun. */
  double east() {
    return Math.sin(Math.toRadians(azimuthDeg));
  }

  /** Northward part of the horizontal direction to the sun. */
  double north() {
    return Math.cos(Math.toRadians(azimuthDeg));
  }
}
