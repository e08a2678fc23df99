package silt.catalog;

import java.time.Instant;
import java.util.TreeSet;
import org.locationtech.jts.geom.Envelope;
import silt.db.CatalogueRow;

/** What the items of a collection span. */
final class Extent {

  private final Envelope box = new Envelope();
  private final TreeSet<String> sensors = new TreeSet<>();
  private Instant first;
  private Instant last;

  void add(CatalogueRow row) {
    Instant at = row.scene().acquiredAt();
    first = first == null || at.isBefore(first) ? at : first;
    last = last == null || at.isAfter(last) ? at : last;
    sensors.add(row.scene().sensor());
    if (row.scene().footprint() != null) {
      box.expandToInclude(row.scene().footprint().getEnvelopeInternal());
    }
  }

  /** Degrees; all of the earth where no item states its place. */
  Envelope box() {
    return box.isNull() ? new Envelope(-180, 180, -90, 90) : box;
  }

  Instant first() {
    return first;
  }

  Instant last() {
    return last;
  }

  TreeSet<String> sensors() {
    return sensors;
  }
}
