package silt.archive.stac;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Geometry;
import silt.archive.Catalogue;
import silt.archive.Footprints;
import silt.archive.Granule;
import silt.archive.HlsCollection;
import silt.archive.InvalidParameter;
import silt.archive.Page;

/**
 * A search as CMR-STAC understands it, oddities included: a page never holds more than 100 though
 * far more may be asked for, {@code query} knows cloud cover alone and takes {@code lt} for {@code
 * lte}, and a bound of 0 counts as none.
 */
final class StacQuery {

  static final int DEFAULT_LIMIT = 10;
  static final int MOST_PER_PAGE = 100;
  private static final int MOST_ASKED = 5000;
  private static final String BBOX_REFUSAL =
      "BBOX must be in the form of 'bbox=swLon,swLat,neLon,neLat' with valid latitude and"
          + " longitude.";
  private static final List<String> SORT_FIELDS =
      List.of("startDate", "endDate", "id", "title", "eo:cloud_cover", "datetime");

  private final int limit;
  private final Optional<Geometry> area;
  private final Optional<DateInterval> time;
  private final Set<String> ids;
  private final List<String> collections;
  private final Optional<Double> leastCloud;
  private final Optional<Double> mostCloud;
  private final Comparator<Granule> order;
  private final Optional<Long> after;

  /** Reads the parameters of a request, those of its body first; refuses what the service does. */
  StacQuery(JsonNode parameters) {
    limit = limit(parameters.path("limit"));
    Optional<Geometry> box = box(parameters.path("bbox"));
    JsonNode intersects = parameters.path("intersects");
    if (box.isPresent() && !intersects.isMissingNode()) {
      throw new InvalidParameter(
          "Query params BBOX and INTERSECTS are mutually exclusive. You may only use one at a"
              + " time.");
    }
    area = intersects.isMissingNode() ? box : Optional.of(Footprints.of(intersects));
    time = text(parameters.path("datetime")).map(DateInterval::parse);
    ids = Set.copyOf(words(parameters.path("ids")));
    collections = words(parameters.path("collections"));
    JsonNode cloud = parameters.path("query").path("eo:cloud_cover");
    mostCloud = firstBound(cloud, "lt", "lte");
    leastCloud = firstBound(cloud, "gt", "gte");
    order = order(parameters.path("sortby"));
    after = text(parameters.path("cursor")).map(Cursors::conceptNumber);
  }

  int limit() {
    return limit;
  }

  Page page(Catalogue catalogue) {
    Stream<Granule> found = catalogue.granules().stream().filter(this::wants);
    return Page.of(found, order, after, Math.min(limit, MOST_PER_PAGE));
  }

  private boolean wants(Granule granule) {
    return (ids.isEmpty() || ids.contains(granule.id()))
        && (collections.isEmpty() || collections.stream().anyMatch(id -> isOf(granule, id)))
        && time.map(interval -> interval.touches(granule)).orElse(true)
        && mostCloud.map(most -> granule.cloudCover() <= most).orElse(true)
        && leastCloud.map(least -> granule.cloudCover() >= least).orElse(true)
        && area.map(shape -> shape.intersects(Footprints.of(granule.footprint()))).orElse(true);
  }

  private static boolean isOf(Granule granule, String collectionId) {
    return HlsCollection.byStacId(collectionId).filter(granule.collection()::equals).isPresent();
  }

  private static int limit(JsonNode value) {
    Optional<Double> asked = number(value);
    if (asked.isEmpty() || asked.get() == 0) {
      return DEFAULT_LIMIT;
    }
    if (asked.get() < 0 || asked.get() > MOST_ASKED) {
      throw new InvalidParameter("Limit must be between 0 and " + MOST_ASKED);
    }
    return asked.get().intValue();
  }

  private static Optional<Geometry> box(JsonNode value) {
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    List<Double> n = new ArrayList<>();
    for (String word : words(value)) {
      try {
        n.add(Double.valueOf(word));
      } catch (NumberFormatException unclear) {
        throw new InvalidParameter(BBOX_REFUSAL);
      }
    }
    if (n.size() == 6) {
      n = List.of(n.get(0), n.get(1), n.get(3), n.get(4));
    }
    boolean valid =
        n.size() == 4
            && Math.abs(n.get(0)) <= 180
            && Math.abs(n.get(2)) <= 180
            && Math.abs(n.get(1)) <= 90
            && Math.abs(n.get(3)) <= 90
            && n.get(0) <= n.get(2)
            && n.get(1) <= n.get(3);
    if (!valid) {
      throw new InvalidParameter(BBOX_REFUSAL);
    }
    return Optional.of(Footprints.box(n.get(0), n.get(1), n.get(2), n.get(3)));
  }

  private static Optional<Double> firstBound(JsonNode cloud, String strict, String inclusive) {
    return number(cloud.path(strict))
        .filter(bound -> bound != 0)
        .or(() -> number(cloud.path(inclusive)).filter(bound -> bound != 0));
  }

  private static Comparator<Granule> order(JsonNode sortby) {
    Comparator<Granule> order = null;
    for (String field : sortFields(sortby)) {
      boolean descending = field.startsWith("-");
      String name = field.replaceFirst("^[-+]", "").replaceFirst("^properties\\.", "");
      if (!SORT_FIELDS.contains(name)) {
        throw new InvalidParameter(
            "Invalid sort field(s). Valid fields are: " + String.join(", ", SORT_FIELDS));
      }
      Comparator<Granule> next = by(name);
      next = descending ? next.reversed() : next;
      order = order == null ? next : order.thenComparing(next);
    }
    return order == null ? Catalogue.CMR_ORDER : order.thenComparing(Catalogue.CMR_ORDER);
  }

  /** As words with a minus before those that descend, from either form that STAC allows. */
  static List<String> sortFields(JsonNode sortby) {
    if (!sortby.isArray() || sortby.isEmpty() || !sortby.get(0).isObject()) {
      return words(sortby);
    }
    List<String> fields = new ArrayList<>();
    for (JsonNode each : sortby) {
      String sign = each.path("direction").asText("asc").equals("desc") ? "-" : "";
      fields.add(sign + each.path("field").asText());
    }
    return fields;
  }

  private static Comparator<Granule> by(String field) {
    return switch (field) {
      case "id", "title" -> Comparator.comparing(Granule::id);
      case "eo:cloud_cover" -> Comparator.comparingInt(Granule::cloudCover);
      case "endDate" -> Comparator.comparing(Granule::end);
      default -> Comparator.comparing(Granule::start);
    };
  }

  private static Optional<String> text(JsonNode value) {
    return value.isMissingNode() || value.asText().isBlank()
        ? Optional.empty()
        : Optional.of(value.asText());
  }

  private static Optional<Double> number(JsonNode value) {
    try {
      return text(value).map(Double::valueOf);
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }

  /** A list, or words with commas between them. */
  private static List<String> words(JsonNode value) {
    List<String> words = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(each -> words.addAll(words(each)));
    } else if (!value.isMissingNode()) {
      Arrays.stream(value.asText().split(","))
          .map(String::strip)
          .filter(word -> !word.isEmpty())
          .forEach(words::add);
    }
    return words;
  }
}
