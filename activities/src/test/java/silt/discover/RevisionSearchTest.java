package silt.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static silt.discover.LocalArchive.json;
import static silt.discover.LocalArchive.text;

import com.sun.net.httpserver.HttpExchange;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import silt.discover.LocalArchive.Host;
import silt.scene.Sensor;
import silt.steps.Failures;

class RevisionSearchTest {

  private static final String CMR = "/search/granules.umm_json";
  private static final Instant SINCE = Instant.parse("2024-02-05T00:00:00Z");

  private LocalArchive archive;
  private Search search;
  private final List<String> forms = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    archive = new LocalArchive();
    search = new Search(archive.address(false));
  }

  @AfterEach
  void stop() {
    archive.close();
  }

  private static String name(int second) {
    return "HLS.S30.T60GVA.2024037T2225%02d.v2.0".formatted(second);
  }

  private String folder(int second) {
    return archive.uri(Host.DATA) + "lp-prod-protected/HLSS30.020/" + name(second) + "/";
  }

  private String item(int second, int revision, String date, String cloud) {
    return item(second, revision, date, cloud, folder(second));
  }

  private static String item(int second, int revision, String date, String cloud, String folder) {
    return """
        {"meta": {"revision-id": %d, "revision-date": "%s"},
         "umm": {"GranuleUR": "%s",
          "TemporalExtent": {"RangeDateTime": {"BeginningDateTime": "2024-02-06T22:25:%02d.124Z"}},
          "AdditionalAttributes": [{"Name": "CLOUD_COVERAGE", "Values": ["%s"]}],
          "SpatialExtent": {"HorizontalSpatialDomain": {"Geometry": {"GPolygons": [{"Boundary":
            {"Points": [{"Longitude": 0, "Latitude": 0}, {"Longitude": 1, "Latitude": 0},
              {"Longitude": 1, "Latitude": 1}, {"Longitude": 0, "Latitude": 0}]}}]}}},
          "RelatedUrls": [
            {"URL": "s3://lp-prod-protected/x.tif", "Type": "GET DATA VIA DIRECT ACCESS"},
            {"URL": "%s%s.Fmask.tif", "Type": "GET DATA"}],
          "DataGranule": {"ArchiveAndDistributionInformation": [{"SizeInBytes": 900}]}}}
        """
        .formatted(revision, date, name(second), second, cloud, folder, name(second));
  }

  /** Answers two items a page, by the number that CMR-Search-After hands on. */
  private void holds(String... items) {
    archive.on(
        Host.DATA,
        CMR,
        exchange -> {
          String after = exchange.getRequestHeaders().getFirst("CMR-Search-After");
          int from = after == null ? 0 : Integer.parseInt(after);
          int to = Math.min(items.length, from + 2);
          remember(exchange);
          if (from < to) {
            exchange.getResponseHeaders().set("CMR-Search-After", String.valueOf(to));
          }
          json(
              exchange,
              "{\"hits\":%d,\"items\":[%s]}"
                  .formatted(
                      items.length,
                      List.of(items).subList(from, to).stream().collect(Collectors.joining(","))));
        });
  }

  private void remember(HttpExchange exchange) throws IOException {
    forms.add(
        URLDecoder.decode(
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
            StandardCharsets.UTF_8));
  }

  private Revised find(int maxCloud) {
    try {
      return search.revised(
          new RevisionSearch(
              new WKTReader().read("POLYGON ((0 0, 0 1, 1 1, 1 0, 0 0))"),
              Map.of(Sensor.S30, SINCE),
              maxCloud),
          count -> {});
    } catch (ParseException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  @Test
  void whatWasRevisedIsToldWithItsRevisionOverAllPages() {
    holds(
        item(1, 1, "2024-02-05T06:00:00.000Z", "10"),
        item(2, 3, "2024-02-07T06:00:00.500Z", "20"),
        item(3, 1, "2024-02-06T06:00:00.000Z", "30"));

    Revised revised = find(100);

    assertThat(revised.scenes())
        .extracting(found -> found.scene().key())
        .containsExactly(name(1) + "/r1", name(3) + "/r1", name(2) + "/r3");
    FoundScene last = revised.scenes().get(2);
    assertThat(last.datetime()).isEqualTo("2024-02-06T22:25:02.124Z");
    assertThat(last.cloudPercent()).isEqualTo(20);
    assertThat(last.bytes()).isEqualTo(900);
    assertThat(last.assetBase()).hasToString(folder(2));
    assertThat(last.footprint().getArea()).isEqualTo(0.5);
    assertThat(revised.newest())
        .containsExactly(Map.entry(Sensor.S30, Instant.parse("2024-02-07T06:00:00.500Z")));
    assertThat(revised.told()).isEqualTo(3);
    assertThat(forms).hasSize(3);
  }

  @Test
  void theQuestionNamesCollectionRegionAndAnOpenSpanOfRevisionDates() {
    holds();

    assertThat(find(100).newest()).isEmpty();

    assertThat(forms.get(0))
        .contains("collection_concept_id=" + Sensor.S30.cmrConceptId())
        .contains("revision_date[]=2024-02-05T00:00:00.000Z,&")
        .contains("polygon[]=0.0,0.0,1.0,0.0,1.0,1.0,0.0,1.0,0.0,0.0")
        .contains("sort_key=revision_date")
        .doesNotContain("cloud");
  }

  @Test
  void aCloudyGranuleIsLeftOutAndMovesTheMarkAllTheSame() {
    holds(
        item(1, 1, "2024-02-05T06:00:00.000Z", "10"), item(2, 1, "2024-02-08T06:00:00.000Z", "99"));

    Revised revised = find(60);

    assertThat(revised.scenes()).hasSize(1);
    assertThat(revised.told()).isEqualTo(2);
    assertThat(revised.newest().get(Sensor.S30)).isEqualTo("2024-02-08T06:00:00Z");
  }

  @Test
  void aGranuleWithoutFilesIsNamedAndHoldsUpNoOther() {
    holds(
        item(1, 1, "2024-02-05T06:00:00.000Z", "10"),
        item(2, 1, "2024-02-06T06:00:00.000Z", "10").replace("\"GET DATA\"", "\"GET SERVICE\""),
        item(3, 1, "2024-02-06T06:00:00.000Z", "10", "http://127.0.0.1:9/elsewhere/"));

    Revised revised = find(100);

    assertThat(revised.scenes()).hasSize(1);
    assertThat(revised.unfit())
        .hasSize(2)
        .anyMatch(line -> line.equals(name(2) + ": its record tells of no file"))
        .anyMatch(line -> line.contains("its files lie elsewhere, at http://127.0.0.1:9/"));
  }

  @Test
  void pagesThatDoNotAddUpToTheirHitsAreAFailureToRetry() {
    archive.on(
        Host.DATA,
        CMR,
        exchange ->
            json(
                exchange,
                "{\"hits\":3,\"items\":[" + item(1, 1, "2024-02-05T06:00:00.000Z", "1") + "]}"));

    assertThatThrownBy(() -> find(100))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo(Failures.RETRY);
              assertThat(failure.getOriginalMessage()).contains("3 granules match, and sent 1");
            });
  }

  @Test
  void aGranuleThatTwoPagesTellIsOneGranule() {
    String twice = item(1, 1, "2024-02-05T06:00:00.000Z", "10");
    archive.on(
        Host.DATA,
        CMR,
        exchange -> {
          String after = exchange.getRequestHeaders().getFirst("CMR-Search-After");
          if (!"2".equals(after)) {
            exchange.getResponseHeaders().set("CMR-Search-After", after == null ? "1" : "2");
          }
          json(exchange, "{\"hits\":1,\"items\":[" + ("2".equals(after) ? "" : twice) + "]}");
        });

    assertThat(find(100).scenes()).hasSize(1);
  }

  @Test
  void anOutageIsTriedAgainWhenTheServerSaysAndIsNeverNoImagery() {
    archive.on(
        Host.DATA,
        CMR,
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "30");
          text(exchange, 503, "down for hours");
        });

    List<Duration> delays = new ArrayList<>();
    assertThatThrownBy(() -> find(100))
        .isInstanceOfSatisfying(
            ApplicationFailure.class, failure -> delays.add(failure.getNextRetryDelay()));
    assertThat(delays).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void aRecordWithoutItsRevisionDateIsAFailureToRetry() {
    holds(item(1, 1, "soon", "10"));

    assertThatThrownBy(() -> find(100)).hasMessageContaining("revision date");
  }
}
