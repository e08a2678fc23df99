package silt.discover;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;
import silt.scene.BadInput;
import silt.scene.Sensor;

/**
 * What a campaign asks the archive for.
 *
 * @param region polygon or multi-polygon, longitude and latitude
 * @param from first day, UTC
 * @param to last day, UTC, included
 * @param maxCloudPercent 0 to 100; scenes without a figure pass
 */
public record CampaignSearch(
    Geometry region, LocalDate from, LocalDate to, Set<Sensor> sensors, int maxCloudPercent) {

  public CampaignSearch {
    requireNonNull(region, "region");
    requireNonNull(from, "from");
    requireNonNull(to, "to");
    if (to.isBefore(from)) {
      throw new BadInput("the last day " + to + " lies before the first, " + from, "Swap the two.");
    }
    if (sensors.isEmpty()) {
      throw new BadInput("no sensor is asked for", "Name S30, L30 or both.");
    }
    sensors = EnumSet.copyOf(sensors);
    if (maxCloudPercent < 0 || maxCloudPercent > 100) {
      throw new BadInput(
          "maximum cloud " + maxCloudPercent + " is no percentage", "Give 0 to 100.");
    }
  }

  /** The same, in other days. */
  CampaignSearch during(LocalDate first, LocalDate last) {
    return new CampaignSearch(region, first, last, sensors, maxCloudPercent);
  }

  /**
   * Refuses a period that has not begun: the archive holds nothing of it.
   *
   * @param today UTC
   */
  public CampaignSearch begunBy(LocalDate today) {
    if (from.isAfter(today)) {
      throw new BadInput(
          "the first day " + from + " lies in the future", "Today is " + today + " in UTC.");
    }
    return this;
  }
}
