package silt.discover;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import silt.discover.GranuleSearch.Revision;
import silt.scene.GranuleId;
import silt.scene.Scene;
import silt.scene.Sensor;
import silt.steps.Failures;

/**
 * Finds scenes: where and when by CMR-STAC, then each one's revision by CMR's granule search; or,
 * for daily ingestion, what has been revised, by CMR's granule search alone.
 */
public final class Search {

  /** More polygons than this are searched by their common hull: one request for each is rude. */
  private static final int MOST_SEARCHES = 25;

  /** Longer rings are searched by their hull, so that the request stays small. */
  private static final int MOST_VERTICES = 300;

  private final StacSearch stac;
  private final GranuleSearch granules;

  private final ArchiveAddress address;

  public Search(ArchiveAddress address) {
    this.address = address;
    ArchiveHttp http = new ArchiveHttp(address);
    this.stac = new StacSearch(address, http);
    this.granules = new GranuleSearch(address, http);
  }

  /**
   * All scenes of a region and period, oldest first.
   *
   * @param progress told, now and then, how many items have come
   */
  public List<FoundScene> find(CampaignSearch wanted, LongConsumer progress) {
    Map<GranuleId, StacItem> items = new LinkedHashMap<>();
    PreparedGeometry region = PreparedGeometryFactory.prepare(wanted.region());
    for (Polygon asked : shapes(wanted.region())) {
      boolean exact = isPart(asked, wanted.region());
      stac.within(asked, wanted.from(), wanted.to(), wanted.sensors(), progress).stream()
          .filter(item -> exact || meets(region, item.footprint()))
          .filter(
              item ->
                  item.cloudPercent() == null || item.cloudPercent() <= wanted.maxCloudPercent())
          .forEach(item -> items.put(item.granule(), item));
    }
    return joined(items.values(), progress);
  }

  /**
   * About how many scenes there are, by one request for each part of the region: clouds are not
   * asked for, a part with holes or many corners counts by its hull, and a scene of two parts
   * twice. It is 0 only where there is none.
   */
  public long count(Geometry region, LocalDate from, LocalDate to, Set<Sensor> sensors) {
    return shapes(region).stream().mapToLong(part -> stac.count(part, from, to, sensors)).sum();
  }

  /** One scene by its granule's name, at its newest revision. */
  public Optional<FoundScene> granule(GranuleId granule) {
    Collection<StacItem> items = stac.named(granule);
    if (items.stream().anyMatch(item -> !item.granule().equals(granule))) {
      throw Failures.retry("the archive answers other granules than " + granule, null);
    }
    return joined(items, count -> {}).stream().findFirst();
  }

  /**
   * What a region's granules were revised to, each at its newest revision, the first revised first.
   * Cloud is compared here, as for {@link #find}: a mark must know of cloudy granules too.
   *
   * @param progress told, now and then, how many granules have come
   */
  public Revised revised(RevisionSearch wanted, LongConsumer progress) {
    PreparedGeometry region = PreparedGeometryFactory.prepare(wanted.region());
    Map<String, UmmGranule> told = new LinkedHashMap<>();
    Map<Sensor, Instant> newest = new EnumMap<>(Sensor.class);
    wanted
        .since()
        .forEach(
            (sensor, since) -> {
              for (Polygon asked : shapes(wanted.region())) {
                boolean exact = isPart(asked, wanted.region());
                for (UmmGranule granule : granules.revised(sensor, asked, since, progress)) {
                  newest.merge(sensor, granule.revisionDate(), (a, b) -> a.isAfter(b) ? a : b);
                  if (granule.scene() == null
                      || exact
                      || meets(region, granule.scene().footprint())) {
                    told.put(granule.name(), granule);
                  }
                }
              }
            });
    List<FoundScene> scenes = new ArrayList<>();
    List<String> unfit = new ArrayList<>();
    for (UmmGranule granule : told.values()) {
      String why = unfit(granule);
      if (why != null) {
        unfit.add(granule.name() + ": " + why);
      } else if (granule.scene().cloudPercent() == null
          || granule.scene().cloudPercent() <= wanted.maxCloudPercent()) {
        scenes.add(granule.scene());
      }
    }
    scenes.sort(
        Comparator.comparing(FoundScene::revisionDate)
            .thenComparing(found -> found.scene().granule().text()));
    return new Revised(told.size(), scenes, newest, unfit);
  }

  private String unfit(UmmGranule granule) {
    if (granule.unfit() != null) {
      return granule.unfit();
    }
    return address.holds(granule.scene().assetBase())
        ? null
        : "its files lie elsewhere, at " + ArchiveAddress.shown(granule.scene().assetBase());
  }

  private List<FoundScene> joined(Collection<StacItem> items, LongConsumer progress) {
    Set<GranuleId> names = new HashSet<>();
    items.forEach(item -> names.add(item.granule()));
    Map<GranuleId, Revision> revisions = granules.revisions(names, progress);
    List<FoundScene> scenes = new ArrayList<>();
    for (StacItem item : items) {
      Revision revision = revisions.get(item.granule());
      scenes.add(
          new FoundScene(
              new Scene(item.granule(), revision.revision()),
              item.datetime(),
              item.cloudPercent(),
              item.footprint(),
              item.assetBase(),
              revision.bytes(),
              revision.date()));
    }
    scenes.sort(
        Comparator.comparing(FoundScene::datetime)
            .thenComparing(found -> found.scene().granule().text()));
    return scenes;
  }

  /** Polygons without holes that together cover the region, few enough and short enough to ask. */
  static List<Polygon> shapes(Geometry region) {
    List<Polygon> parts = new ArrayList<>();
    if (region.getNumGeometries() > MOST_SEARCHES) {
      parts.add(askable(region));
    } else {
      for (int i = 0; i < region.getNumGeometries(); i++) {
        parts.add(askable(region.getGeometryN(i)));
      }
    }
    return parts;
  }

  private static Polygon askable(Geometry part) {
    Geometry shape = part;
    if (!(shape instanceof Polygon) || shape.getNumPoints() > MOST_VERTICES) {
      shape = part.convexHull();
    }
    if (shape.getNumPoints() > MOST_VERTICES) {
      shape = part.getEnvelope();
    }
    LinearRing ring = ((Polygon) shape).getExteriorRing();
    // GeoJSON and CMR both want outer rings counter-clockwise
    return polygon(Orientation.isCCW(ring.getCoordinateSequence()) ? ring : ring.reverse());
  }

  private static Polygon polygon(LinearRing ring) {
    return ring.getFactory().createPolygon(ring);
  }

  private static boolean isPart(Polygon asked, Geometry region) {
    for (int i = 0; i < region.getNumGeometries(); i++) {
      if (region.getGeometryN(i).equalsTopo(asked)) {
        return true;
      }
    }
    return false;
  }

  /** A footprint over the antimeridian is no plain polygon: the archive's word stands for it. */
  private static boolean meets(PreparedGeometry region, Geometry footprint) {
    return footprint.getEnvelopeInternal().getWidth() > 180 || region.intersects(footprint);
  }
}
