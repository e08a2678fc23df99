package silt.discover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.discover.JsonExchange.Answer;
import silt.scene.BadInput;
import silt.scene.GranuleId;
import silt.scene.Sensor;
import silt.steps.Failures;

/**
 * Item search at CMR-STAC, as it behaves and not as its pages promise: 100 items a page whatever is
 * asked for, {@code next} by cursor and GET even after a POST, outer rings only.
 *
 * <p>Cloud is not asked for here: the server has returned empty pages to cloud queries (cmr-stac
 * issue 239), and ignores a limit of 0. It is compared afterwards.
 */
final class StacSearch {

  private static final Logger LOG = LoggerFactory.getLogger(StacSearch.class);

  /** What CMR-STAC trims every page to. */
  private static final int PAGE = 100;

  private final ArchiveAddress address;
  private final JsonExchange exchange;

  StacSearch(ArchiveAddress address, ArchiveHttp http) {
    this.address = address;
    this.exchange = new JsonExchange(http);
  }

  /**
   * Items whose footprint meets the outer ring of a polygon.
   *
   * @param progress told how many items have come
   */
  Collection<StacItem> within(
      Polygon area, LocalDate from, LocalDate to, Set<Sensor> sensors, LongConsumer progress) {
    return allPages(query(area, from, to, sensors), progress);
  }

  /** How many items that would be, by one request for one of them. */
  long count(Polygon area, LocalDate from, LocalDate to, Set<Sensor> sensors) {
    return matched(ask(query(area, from, to, sensors).put("limit", 1)).json());
  }

  private static ObjectNode query(Polygon area, LocalDate from, LocalDate to, Set<Sensor> sensors) {
    ObjectNode query = query(sensors);
    // the last second of a day belongs to it to the end
    query.put("datetime", from + "T00:00:00Z/" + to + "T23:59:59.999Z");
    ObjectNode intersects = query.putObject("intersects");
    intersects.put("type", "Polygon");
    var ring = intersects.putArray("coordinates").addArray();
    for (Coordinate c : area.getExteriorRing().getCoordinates()) {
      ring.addArray().add(c.x).add(c.y);
    }
    return query;
  }

  /** The item of this id, if there is one. */
  Collection<StacItem> named(GranuleId granule) {
    ObjectNode query = query(Set.of(granule.sensor()));
    query.putArray("ids").add(granule.text());
    return allPages(query, items -> {});
  }

  private static ObjectNode query(Set<Sensor> sensors) {
    ObjectNode query = JsonExchange.JSON.createObjectNode();
    var collections = query.putArray("collections");
    sensors.stream().sorted().forEach(s -> collections.add(s.stacCollection()));
    return query.put("limit", PAGE);
  }

  private Collection<StacItem> allPages(ObjectNode query, LongConsumer progress) {
    Map<GranuleId, StacItem> items = new LinkedHashMap<>();
    Set<String> received = new HashSet<>();
    Set<URI> asked = new HashSet<>();
    Answer page = ask(query);
    long matched = matched(page.json());
    while (true) {
      JsonNode features = page.json().path("features");
      if (features.isEmpty() && received.size() < matched) {
        throw contradiction(received.size(), matched);
      }
      for (JsonNode item : features) {
        if (received.add(item.path("id").asText())) {
          keep(item, items);
        }
      }
      progress.accept(received.size());
      URI next = next(page.json());
      if (next == null) {
        break;
      }
      if (!asked.add(next)) {
        throw Failures.retry("the archive's pages lead in a circle", null);
      }
      page = exchange.get(next);
    }
    if (received.size() != matched) {
      throw contradiction(received.size(), matched);
    }
    return items.values();
  }

  private Answer ask(ObjectNode query) {
    return exchange.post(
        address.stac().resolve("search"),
        Map.of("Content-Type", "application/json", "Accept", "application/geo+json"),
        query.toString());
  }

  private void keep(JsonNode item, Map<GranuleId, StacItem> items) {
    try {
      StacItem read = StacItem.of(item);
      if (!address.holds(read.assetBase())) {
        throw new IllegalArgumentException(
            "item " + read.granule() + " has its files elsewhere: " + read.assetBase());
      }
      items.put(read.granule(), read);
    } catch (BadInput foreign) {
      LOG.warn("left out of the search: {}", foreign.getMessage());
    } catch (IllegalArgumentException incomplete) {
      throw Failures.retry(incomplete.getMessage(), incomplete);
    }
  }

  /** {@code numberMatched} of the STAC API, or {@code context.matched} of its older extension. */
  private static long matched(JsonNode page) {
    for (JsonNode count : List.of(page.path("numberMatched"), page.at("/context/matched"))) {
      if (count.isIntegralNumber()) {
        return count.asLong();
      }
    }
    throw Failures.retry("the archive's search page does not say how many items match", null);
  }

  private static URI next(JsonNode page) {
    for (JsonNode link : page.path("links")) {
      if ("next".equals(link.path("rel").asText())) {
        try {
          return URI.create(link.path("href").asText());
        } catch (IllegalArgumentException unreadable) {
          throw Failures.retry("the archive's next page has an unreadable address", unreadable);
        }
      }
    }
    return null;
  }

  private static RuntimeException contradiction(long received, long matched) {
    return Failures.retry(
        "the archive says that " + matched + " items match, and sent " + received, null);
  }
}
