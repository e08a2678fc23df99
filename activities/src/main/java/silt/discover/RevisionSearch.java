package silt.discover;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;
import silt.scene.Sensor;

/**
 * What daily ingestion asks the archive for.
 *
 * @param region polygon or multi-polygon, longitude and latitude
 * @param since for each sensor asked for, the revision date from which granules count
 * @param maxCloudPercent 0 to 100; scenes without a figure pass
 */
public record RevisionSearch(Geometry region, Map<Sensor, Instant> since, int maxCloudPercent) {

  public RevisionSearch {
    requireNonNull(region, "region");
    if (since.isEmpty()) {
      throw new IllegalArgumentException("a search by revision asks for one sensor at least");
    }
    since = new EnumMap<>(since);
    if (maxCloudPercent < 0 || maxCloudPercent > 100) {
      throw new IllegalArgumentException(
          "maximum cloud is a percentage, 0 to 100, not " + maxCloudPercent);
    }
  }
}
