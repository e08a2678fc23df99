package silt.discover;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Polygon;
import silt.discover.JsonExchange.Answer;
import silt.scene.BadInput;
import silt.scene.GranuleId;
import silt.scene.Sensor;
import silt.steps.Failures;

/** CMR's granule search: the only one that tells a granule's revision, and searches by it. */
final class GranuleSearch {

  /** Granules named in one request. */
  private static final int BATCH = 500;

  /** The most that CMR gives at once. */
  private static final int PAGE = 2000;

  /** CMR's own form of an instant. */
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final String SEARCH_AFTER = "CMR-Search-After";
  private static final Map<String, Double> UNIT_BYTES =
      Map.of("KB", 1024.0, "MB", 1024.0 * 1024, "GB", 1024.0 * 1024 * 1024);

  private final ArchiveAddress address;
  private final JsonExchange exchange;

  GranuleSearch(ArchiveAddress address, ArchiveHttp http) {
    this.address = address;
    this.exchange = new JsonExchange(http);
  }

  /**
   * @param bytes of all the granule's files, 0 where CMR does not say
   */
  record Revision(int revision, Instant date, long bytes) {}

  /** The revision of each granule; one that CMR does not know is a failure to retry. */
  Map<GranuleId, Revision> revisions(Collection<GranuleId> granules, LongConsumer progress) {
    Map<GranuleId, Revision> known = new HashMap<>();
    for (Sensor sensor : Sensor.values()) {
      List<GranuleId> ofSensor = granules.stream().filter(g -> g.sensor() == sensor).toList();
      for (int from = 0; from < ofSensor.size(); from += BATCH) {
        ask(sensor, ofSensor.subList(from, Math.min(ofSensor.size(), from + BATCH)), known);
        progress.accept(known.size());
      }
    }
    List<GranuleId> unknown = granules.stream().filter(g -> !known.containsKey(g)).toList();
    if (!unknown.isEmpty()) {
      throw Failures.retry(
          unknown.size()
              + " granules are in STAC and not yet in CMR's granule search, e.g. "
              + unknown.get(0),
          null);
    }
    return known;
  }

  /**
   * Granules of a collection that were revised at or after a time and whose footprint meets a
   * polygon, each at its newest revision, the first revised first.
   *
   * @param area its outer ring counter-clockwise, as CMR wants it; holes are not asked for
   */
  List<UmmGranule> revised(Sensor sensor, Polygon area, Instant since, LongConsumer progress) {
    List<String> form = form(sensor);
    // later revisions come to stand behind, not between pages that have been read
    form.add("sort_key=revision_date");
    form.add(encoded("revision_date[]") + "=" + encoded(MILLIS.format(since) + ","));
    form.add(encoded("polygon[]") + "=" + encoded(ring(area)));
    List<UmmGranule> granules = new ArrayList<>();
    everyItem(
        form,
        item -> {
          granules.add(UmmGranule.of(item));
          progress.accept(granules.size());
        });
    return granules;
  }

  private void ask(Sensor sensor, List<GranuleId> batch, Map<GranuleId, Revision> known) {
    List<String> form = form(sensor);
    batch.forEach(g -> form.add(encoded("granule_ur[]") + "=" + encoded(g.text())));
    everyItem(form, item -> read(item, known));
  }

  private static List<String> form(Sensor sensor) {
    List<String> form = new ArrayList<>();
    form.add("collection_concept_id=" + sensor.cmrConceptId());
    form.add("page_size=" + PAGE);
    return form;
  }

  /**
   * Follows the pages; each item once, and as many as CMR says there are, or a failure to retry.
   */
  private void everyItem(List<String> form, Consumer<JsonNode> taken) {
    URI uri = address.cmr().resolve("granules.umm_json");
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    Set<String> received = new HashSet<>();
    long hits;
    while (true) {
      Answer answer = exchange.post(uri, headers, String.join("&", form));
      hits = hits(answer);
      JsonNode items = answer.json().path("items");
      for (JsonNode item : items) {
        if (received.add(item.at("/umm/GranuleUR").asText())) {
          taken.accept(item);
        }
      }
      Optional<String> after = answer.headers().firstValue(SEARCH_AFTER);
      if (items.isEmpty() || after.isEmpty()) {
        break;
      }
      if (after.get().equals(headers.put(SEARCH_AFTER, after.get()))) {
        throw Failures.retry("CMR's pages lead in a circle", null);
      }
    }
    if (received.size() != hits) {
      throw Failures.retry(
          "CMR says that " + hits + " granules match, and sent " + received.size(), null);
    }
  }

  /** Longitude and latitude in turn, the first point again at the end. */
  private static String ring(Polygon area) {
    return Arrays.stream(area.getExteriorRing().getCoordinates())
        .map(point -> point.x + "," + point.y)
        .collect(Collectors.joining(","));
  }

  private static long hits(Answer answer) {
    JsonNode hits = answer.json().path("hits");
    if (hits.isIntegralNumber()) {
      return hits.asLong();
    }
    return answer
        .headers()
        .firstValue("CMR-Hits")
        .filter(text -> text.matches("\\d{1,12}"))
        .map(Long::parseLong)
        .orElseThrow(() -> Failures.retry("CMR's reply does not say how many match", null));
  }

  private static void read(JsonNode item, Map<GranuleId, Revision> known) {
    JsonNode meta = item.path("meta");
    String name = item.at("/umm/GranuleUR").asText();
    int revision = meta.path("revision-id").asInt();
    try {
      if (revision < 1) {
        throw Failures.retry("CMR gives " + name + " no revision", null);
      }
      known.put(
          new GranuleId(name),
          new Revision(
              revision,
              Instant.parse(meta.path("revision-date").asText()),
              bytes(item.at("/umm/DataGranule/ArchiveAndDistributionInformation"))));
    } catch (BadInput foreign) {
      throw Failures.retry("CMR answers " + name + ", which was not asked for", foreign);
    } catch (DateTimeException unreadable) {
      throw Failures.retry("CMR gives " + name + " no readable revision date", unreadable);
    }
  }

  /** Of all files of a granule together, 0 where CMR does not say. */
  static long bytes(JsonNode files) {
    long sum = 0;
    for (JsonNode file : files) {
      JsonNode exact = file.path("SizeInBytes");
      sum +=
          exact.isNumber()
              ? exact.asLong()
              : Math.round(
                  file.path("Size").asDouble()
                      * UNIT_BYTES.getOrDefault(file.path("SizeUnit").asText(), 0.0));
    }
    return sum;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
