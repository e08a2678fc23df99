package silt.export;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import silt.db.ExtractedRow;
import silt.db.ExtractedScene;
import silt.db.ExtractedZone;

/**
 * What the rows of a file add up to, kept while they pass. It grows with the scenes, twelve bytes
 * each, and not with the rows.
 */
final class Tally {

  private static final int NOT_SEEN = 0;

  private final Envelope box = new Envelope();
  private final Set<String> geometryTypes = new TreeSet<>();
  private int[] placeOfScene = new int[1024];
  private long[] scenes = new long[1024];
  private int sceneCount;
  private ExtractedZone zone;
  private Geometry shape;
  private long rows;
  private long withValue;
  private long zones;
  private Instant first;
  private Instant last;

  /** Counts a row in. */
  void add(ExtractedRow row) {
    rows++;
    withValue += row.ssc() == null ? 0 : 1;
    if (row.zone() != zone) {
      zone = row.zone();
      zones++;
      shape = read(zone);
      box.expandToInclude(shape.getEnvelopeInternal());
      geometryTypes.add(shape.getGeometryType());
    }
    first = first == null || row.acquiredAt().isBefore(first) ? row.acquiredAt() : first;
    last = last == null || row.acquiredAt().isAfter(last) ? row.acquiredAt() : last;
    place(row.scene());
  }

  private static Geometry read(ExtractedZone zone) {
    try {
      return new WKBReader().read(zone.wkb());
    } catch (ParseException unreadable) {
      throw new IllegalStateException("zone " + zone.externalId() + " of PostGIS", unreadable);
    }
  }

  /** The number of a scene, from 0, in the order in which they were seen first. */
  int place(ExtractedScene scene) {
    int id = Math.toIntExact(scene.id());
    if (id >= placeOfScene.length) {
      placeOfScene = Arrays.copyOf(placeOfScene, Math.max(id + 1, placeOfScene.length * 2));
    }
    if (placeOfScene[id] == NOT_SEEN) {
      if (sceneCount == scenes.length) {
        scenes = Arrays.copyOf(scenes, scenes.length * 2);
      }
      scenes[sceneCount++] = scene.id();
      placeOfScene[id] = sceneCount;
    }
    return placeOfScene[id] - 1;
  }

  /** The shape of the zone of the row that was added last. */
  Geometry shape() {
    return shape;
  }

  long rows() {
    return rows;
  }

  /** Rows with a concentration. */
  long withValue() {
    return withValue;
  }

  long zones() {
    return zones;
  }

  /** Ids of the scenes, in the order in which they were seen first. */
  long[] scenes() {
    return Arrays.copyOf(scenes, sceneCount);
  }

  int sceneCount() {
    return sceneCount;
  }

  /** The first acquisition; null before any row. */
  Instant first() {
    return first;
  }

  Instant last() {
    return last;
  }

  /** What the zones span, degrees. */
  Envelope box() {
    return box;
  }

  /** LineString, Polygon, MultiPolygon, ...: those that there are. */
  Set<String> geometryTypes() {
    return geometryTypes;
  }
}
