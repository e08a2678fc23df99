package silt.cli;

import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import silt.db.ProductRow;
import silt.discover.CampaignSearch;
import silt.scene.Sensor;
import silt.steps.CampaignOrder;
import silt.steps.ProductRef;

/**
 * A campaign as asked for.
 *
 * @param sets names of the zone sets to summarise over
 * @param recipe the product version's row
 * @param product the same as steps take it
 * @param archive sample or nasa
 */
record Wanted(
    Geometry region,
    Period period,
    Set<Sensor> sensors,
    int maxCloud,
    List<String> sets,
    ProductRow recipe,
    ProductRef product,
    String archive,
    int window,
    int priority) {

  CampaignSearch search() {
    return new CampaignSearch(region, period.from(), period.to(), sensors, maxCloud);
  }

  CampaignOrder order(String name) {
    return new CampaignOrder(name, product, sets, window, priority);
  }

  /** West, south, east, north in degrees: enough to recognise a region by. */
  static String extent(Geometry region) {
    Envelope box = region.getEnvelopeInternal();
    return "%s,%s to %s,%s"
        .formatted(
            degrees(box.getMinX()),
            degrees(box.getMinY()),
            degrees(box.getMaxX()),
            degrees(box.getMaxY()));
  }

  private static String degrees(double value) {
    return String.format(java.util.Locale.ROOT, "%.2f", value);
  }
}
