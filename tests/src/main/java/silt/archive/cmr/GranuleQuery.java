package silt.archive.cmr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import silt.archive.Catalogue;
import silt.archive.Footprints;
import silt.archive.Granule;
import silt.archive.InvalidParameter;

/**
 * A granule search in CMR's words. Several values of one parameter mean any of them, several
 * parameters all of them; a parameter that is not known is refused by name.
 */
final class GranuleQuery {

  static final int MOST_PER_PAGE = 2000;
  private static final int DEFAULT_PAGE = 10;
  private static final Pattern SEARCH_AFTER = Pattern.compile("\\[.*,\\s*\\d+,\\s*(\\d+)\\]");
  private static final Pattern PATTERN_OPTION =
      Pattern.compile("options\\[([a-z_]+)\\]\\[pattern\\]");
  private static final Set<String> IGNORED =
      Set.of("page_size", "sort_key", "token", "pretty", "page_num", "echo_compatible");

  private final List<Predicate<Granule>> conditions = new ArrayList<>();
  private final Set<String> patterns = new HashSet<>();
  private final int pageSize;
  private final Comparator<Granule> order;
  private final Optional<Long> after;

  /**
   * Reads form or query parameters, names with or without {@code []}.
   *
   * @param searchAfter the header {@code CMR-Search-After} of the page before, where there was one
   */
  GranuleQuery(Map<String, List<String>> parameters, Optional<String> searchAfter) {
    parameters.forEach(
        (name, values) -> {
          Matcher option = PATTERN_OPTION.matcher(name);
          if (option.matches() && values.contains("true")) {
            patterns.add(option.group(1));
          }
        });
    parameters.forEach((name, values) -> read(name.replaceFirst("\\[\\d*\\]$", ""), values));
    if (parameters.keySet().stream().noneMatch(GranuleQuery::narrows)) {
      throw new InvalidParameter(
          "The CMR does not allow querying across granules in all collections. You should limit"
              + " your query using conditions that identify one or more collections, such as"
              + " provider, concept_id, short_name, or entry_title.");
    }
    pageSize = pageSize(first(parameters, "page_size"));
    order = order(parameters);
    after = searchAfter.map(GranuleQuery::conceptNumber);
  }

  int pageSize() {
    return pageSize;
  }

  Comparator<Granule> order() {
    return order;
  }

  /** The concept number after which this page starts. */
  Optional<Long> after() {
    return after;
  }

  boolean wants(Granule granule) {
    return conditions.stream().allMatch(condition -> condition.test(granule));
  }

  private static boolean narrows(String name) {
    return name.matches(
        "(collection_concept_id|concept_id|echo_collection_id|short_name|entry_title|provider"
            + "|provider_id)(\\[\\d*\\])?");
  }

  private void read(String name, List<String> values) {
    switch (name) {
      case "collection_concept_id", "echo_collection_id" ->
          any(values, (granule, value) -> granule.collection().conceptId().equals(value));
      case "concept_id" ->
          any(
              values,
              (granule, value) ->
                  granule.conceptId().equals(value)
                      || granule.collection().conceptId().equals(value));
      case "short_name" ->
          any(values, (granule, value) -> granule.collection().name().equalsIgnoreCase(value));
      case "version" -> any(values, (granule, value) -> value.equals("2.0"));
      case "entry_title" ->
          any(values, (granule, value) -> granule.collection().title().equalsIgnoreCase(value));
      case "provider", "provider_id" ->
          any(values, (granule, value) -> value.equalsIgnoreCase("LPCLOUD"));
      case "granule_ur", "readable_granule_name", "producer_granule_id" ->
          named(values, patterns.contains(name));
      case "temporal" ->
          within(values, (granule, span) -> span.touches(granule.start(), granule.end()));
      case "revision_date" ->
          within(
              values,
              (granule, span) -> span.touches(granule.revisionDate(), granule.revisionDate()));
      case "updated_since" ->
          any(
              values,
              (granule, value) -> !granule.revisionDate().isBefore(TimeSpan.instant(value)));
      case "bounding_box" -> boxes(values);
      case "polygon" -> polygons(values);
      case "cloud_cover" ->
          any(values, (granule, value) -> inRange(granule.cloudCover(), value.split(",", -1), 0));
      case "attribute" -> values.forEach(this::attribute);
      default -> {
        if (!IGNORED.contains(name) && !name.startsWith("options[")) {
          throw new InvalidParameter("Parameter [" + name + "] was not recognized.");
        }
      }
    }
  }

  private interface Test {
    boolean of(Granule granule, String value);
  }

  private interface SpanTest {
    boolean of(Granule granule, TimeSpan span);
  }

  private void any(List<String> values, Test test) {
    conditions.add(granule -> values.stream().anyMatch(value -> test.of(granule, value)));
  }

  private void within(List<String> values, SpanTest test) {
    List<TimeSpan> spans = values.stream().map(TimeSpan::parse).toList();
    conditions.add(granule -> spans.stream().anyMatch(span -> test.of(granule, span)));
  }

  /** Names are compared without case; stars and question marks count where the request says so. */
  private void named(List<String> values, boolean pattern) {
    if (!pattern) {
      Set<String> names = new HashSet<>();
      values.forEach(value -> names.add(value.toUpperCase(Locale.ROOT)));
      conditions.add(granule -> names.contains(granule.id().toUpperCase(Locale.ROOT)));
      return;
    }
    List<Pattern> patterns =
        values.stream()
            .map(value -> "\\Q" + value.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E")
            .map(regex -> Pattern.compile(regex, Pattern.CASE_INSENSITIVE))
            .toList();
    conditions.add(
        granule -> patterns.stream().anyMatch(each -> each.matcher(granule.id()).matches()));
  }

  private void boxes(List<String> values) {
    List<Geometry> boxes = new ArrayList<>();
    for (String value : values) {
      String[] n = value.split(",", -1);
      try {
        boxes.add(
            Footprints.box(
                Double.parseDouble(n[0]),
                Double.parseDouble(n[1]),
                Double.parseDouble(n[2]),
                Double.parseDouble(n[3])));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException unclear) {
        throw new InvalidParameter("[" + value + "] is not a valid URL encoded bounding_box");
      }
    }
    conditions.add(
        granule ->
            boxes.stream().anyMatch(box -> box.intersects(Footprints.of(granule.footprint()))));
  }

  /** {@code lon,lat,lon,lat,...}, closed and counter-clockwise, as CMR's documentation asks. */
  private void polygons(List<String> values) {
    List<Geometry> areas = values.stream().map(GranuleQuery::polygon).toList();
    conditions.add(
        granule ->
            areas.stream().anyMatch(area -> area.intersects(Footprints.of(granule.footprint()))));
  }

  private static Geometry polygon(String value) {
    String[] numbers = value.split(",", -1);
    List<Coordinate> ring = new ArrayList<>();
    try {
      for (int i = 0; i + 1 < numbers.length; i += 2) {
        ring.add(
            new Coordinate(Double.parseDouble(numbers[i]), Double.parseDouble(numbers[i + 1])));
      }
    } catch (NumberFormatException unclear) {
      throw new InvalidParameter("[" + value + "] is not a valid URL encoded polygon");
    }
    if (numbers.length % 2 != 0 || ring.size() < 4) {
      throw new InvalidParameter("[" + value + "] is not a valid URL encoded polygon");
    }
    if (!ring.get(0).equals2D(ring.get(ring.size() - 1))) {
      throw new InvalidParameter(
          "Polygon boundary was not closed. The first and last points of the boundary must be"
              + " equal.");
    }
    Coordinate[] closed = ring.toArray(new Coordinate[0]);
    if (!Orientation.isCCW(closed)) {
      throw new InvalidParameter(
          "The polygon boundary points are listed in the wrong order (clockwise vs counter"
              + " clockwise). Points should be listed in counter clockwise order.");
    }
    return new GeometryFactory().createPolygon(closed);
  }

  /** {@code string,MGRS_TILE_ID,60GVA} or {@code int,CLOUD_COVERAGE,0,30}. */
  private void attribute(String value) {
    String[] parts = value.split(",", -1);
    String name = parts.length < 3 ? "" : parts[1];
    conditions.add(
        switch (name) {
          case "MGRS_TILE_ID" -> granule -> granule.tile().equalsIgnoreCase(parts[2]);
          case "CLOUD_COVERAGE" -> granule -> inRange(granule.cloudCover(), parts, 2);
          case "SPATIAL_COVERAGE" -> granule -> inRange(100, parts, 2);
          default ->
              throw new InvalidParameter("[" + value + "] is an invalid additional attribute");
        });
  }

  private static boolean inRange(int value, String[] parts, int from) {
    try {
      String least = parts[from];
      String most = parts.length > from + 1 ? parts[from + 1] : least;
      return (least.isBlank() || value >= Double.parseDouble(least))
          && (most.isBlank() || value <= Double.parseDouble(most));
    } catch (NumberFormatException unclear) {
      throw new InvalidParameter("[" + String.join(",", parts) + "] is not a valid range");
    }
  }

  private static int pageSize(Optional<String> asked) {
    try {
      int size = asked.map(Integer::parseInt).orElse(DEFAULT_PAGE);
      if (size < 0 || size > MOST_PER_PAGE) {
        throw new InvalidParameter("page_size must be a number between 0 and " + MOST_PER_PAGE);
      }
      return size;
    } catch (NumberFormatException unclear) {
      throw new InvalidParameter("page_size must be a number between 0 and " + MOST_PER_PAGE);
    }
  }

  private static Comparator<Granule> order(Map<String, List<String>> parameters) {
    String key = first(parameters, "sort_key").or(() -> first(parameters, "sort_key[]")).orElse("");
    String name = key.replaceFirst("^[-+]", "");
    Comparator<Granule> order =
        switch (name) {
          case "granule_ur", "readable_granule_name" -> Comparator.comparing(Granule::id);
          case "revision_date" -> Comparator.comparing(Granule::revisionDate);
          case "cloud_cover" -> Comparator.comparingInt(Granule::cloudCover);
          case "", "start_date", "provider" -> Comparator.comparing(Granule::start);
          case "end_date" -> Comparator.comparing(Granule::end);
          default ->
              throw new InvalidParameter("[" + name + "] is not a valid sort key for granules.");
        };
    return (key.startsWith("-") ? order.reversed() : order).thenComparing(Catalogue.CMR_ORDER);
  }

  private static long conceptNumber(String searchAfter) {
    Matcher matcher = SEARCH_AFTER.matcher(searchAfter);
    if (!matcher.matches()) {
      throw new InvalidParameter(
          "search-after header value is invalid, must be in the form of a JSON array.");
    }
    return Long.parseLong(matcher.group(1));
  }

  private static Optional<String> first(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }
}
