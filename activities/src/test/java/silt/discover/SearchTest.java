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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import silt.discover.LocalArchive.Host;
import silt.scene.GranuleId;
import silt.scene.Sensor;
import silt.steps.Failures;

class SearchTest {

  private static final String STAC = "/stac/LPCLOUD/search";
  private static final String CMR = "/search/granules.umm_json";

  private LocalArchive archive;
  private Search search;
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    archive = new LocalArchive();
    search = new Search(archive.address(false));
    archive.on(
        Host.DATA,
        CMR,
        exchange -> {
          String form =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          bodies.add(form);
          List<String> names = new ArrayList<>();
          for (String pair : form.split("&")) {
            String[] parts = URLDecoder.decode(pair, StandardCharsets.UTF_8).split("=", 2);
            if (parts[0].equals("granule_ur[]")) {
              names.add(parts[1]);
            }
          }
          answerRevisions(exchange, names);
        });
  }

  @AfterEach
  void stop() {
    archive.close();
  }

  /** Two granules a page, to see the header passed on. */
  private static void answerRevisions(HttpExchange exchange, List<String> names)
      throws IOException {
    String after = exchange.getRequestHeaders().getFirst("CMR-Search-After");
    int from = after == null ? 0 : Integer.parseInt(after);
    int to = Math.min(names.size(), from + 2);
    if (from < to) {
      exchange.getResponseHeaders().set("CMR-Search-After", String.valueOf(to));
    }
    String items =
        names.subList(from, to).stream()
            .map(
                name ->
                    "{\"meta\":{\"revision-id\":3,\"revision-date\":\"2024-03-01T00:00:00.5Z\"},"
                        + "\"umm\":{\"GranuleUR\":\""
                        + name
                        + "\",\"DataGranule\":{\"ArchiveAndDistributionInformation\":[{\"Name\":"
                        + "\"Not provided\",\"Size\":2.5,\"SizeUnit\":\"MB\"}]}}}")
            .collect(Collectors.joining(","));
    json(exchange, "{\"hits\":" + names.size() + ",\"items\":[" + items + "]}");
  }

  private static String name(int second) {
    return "HLS.S30.T60GVA.2024037T2225%02d.v2.0".formatted(second);
  }

  private String item(int second, int cloud, String ring) {
    String files = archive.uri(Host.DATA) + "lp-prod-protected/HLSS30.020/" + name(second) + "/";
    return "{\"type\":\"Feature\",\"id\":\"%s\",\"properties\":{\"datetime\":\"2024-02-06T22:25:%02dZ\",\"eo:cloud_cover\":%d},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[%s]},\"assets\":{\"Fmask\":{\"href\":\"%s\"}}}"
        .formatted(name(second), second, cloud, ring, files + name(second) + ".Fmask.tif");
  }

  private String items(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> item(i, i, "[[0,0],[1,0],[1,1],[0,1],[0,0]]"))
        .collect(Collectors.joining(","));
  }

  private String page(long matched, String features, String next) {
    return "{\"type\":\"FeatureCollection\",\"features\":[%s],\"links\":[%s],\"context\":{\"matched\":%d}}"
        .formatted(
            features, next == null ? "" : "{\"rel\":\"next\",\"href\":\"" + next + "\"}", matched);
  }

  private static CampaignSearch wanted(String wkt, int maxCloud) {
    try {
      Geometry region = new WKTReader().read(wkt);
      LocalDate day = LocalDate.parse("2024-02-06");
      return new CampaignSearch(region, day, day, EnumSet.of(Sensor.S30), maxCloud);
    } catch (ParseException wrong) {
      throw new IllegalArgumentException(wkt, wrong);
    }
  }

  private List<FoundScene> find() {
    return search.find(wanted("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))", 100), count -> {});
  }

  private ApplicationFailure failureOf(Runnable asked) {
    try {
      asked.run();
    } catch (ApplicationFailure failure) {
      return failure;
    }
    throw new AssertionError("nothing failed");
  }

  @Test
  void allPagesAreReadAndJoinedWithTheirRevisions() {
    String next = archive.uri(Host.DATA) + "stac/LPCLOUD/search/more?cursor=abc";
    archive.on(Host.DATA, STAC, e -> json(e, page(5, items(0, 3), next)));
    archive.on(Host.DATA, STAC + "/more", e -> json(e, page(5, items(3, 5), null)));

    List<FoundScene> found = find();

    assertThat(found).hasSize(5);
    FoundScene first = found.get(0);
    assertThat(first.scene().key()).isEqualTo(name(0) + "/r3");
    assertThat(first.revisionDate()).isEqualTo(Instant.parse("2024-03-01T00:00:00.500Z"));
    assertThat(first.bytes()).isEqualTo(2_621_440);
    assertThat(first.datetime()).isEqualTo(Instant.parse("2024-02-06T22:25:00Z"));
    assertThat(first.assetBase().getPath())
        .isEqualTo("/lp-prod-protected/HLSS30.020/" + name(0) + "/");
    assertThat(bodies).as("pages of CMR").hasSize(4);
  }

  @Test
  void anEmptyPageThatClaimsMatchesIsTriedAgainAndIsNotNoImagery() {
    archive.on(Host.DATA, STAC, e -> json(e, page(7, "", null)));

    ApplicationFailure failure = failureOf(this::find);

    assertThat(failure.getType()).isEqualTo(Failures.RETRY);
    assertThat(failure.getOriginalMessage()).contains("7 items match, and sent 0");
  }

  @Test
  void aCountThatDoesNotAddUpIsTriedAgain() {
    archive.on(Host.DATA, STAC, e -> json(e, page(3, items(0, 2), null)));

    assertThat(failureOf(this::find).getType()).isEqualTo(Failures.RETRY);
  }

  @Test
  void aPageWithoutACountIsTriedAgain() {
    archive.on(Host.DATA, STAC, e -> json(e, "{\"features\":[],\"links\":[]}"));

    assertThat(failureOf(this::find).getType()).isEqualTo(Failures.RETRY);
  }

  @Test
  void noMatchesAreNoScenes() {
    archive.on(Host.DATA, STAC, e -> json(e, page(0, "", null)));

    assertThat(find()).isEmpty();
  }

  @Test
  void anOutageIsTriedAgainWhenTheServerSays() {
    archive.on(
        Host.DATA,
        STAC,
        e -> {
          e.getResponseHeaders().set("Retry-After", "42");
          text(e, 503, "<html>problem occurred upstream</html>");
        });

    ApplicationFailure failure = failureOf(this::find);

    assertThat(failure.getType()).isEqualTo(Failures.RETRY);
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(42));
  }

  @Test
  void aPageOfHtmlWithStatus200IsTriedAgain() {
    archive.on(Host.DATA, STAC, e -> text(e, 200, "<html>We will be back</html>"));

    ApplicationFailure failure = failureOf(this::find);

    assertThat(failure.getType()).isEqualTo(Failures.RETRY);
    assertThat(failure.getOriginalMessage()).contains("no JSON: <html>We will be back");
  }

  @Test
  void aNextPageAtAnotherHostIsNotAsked() {
    archive.on(
        Host.DATA, STAC, e -> json(e, page(5, items(0, 3), "http://127.0.0.1:9/search?cursor=x")));

    assertThatThrownBy(this::find).hasMessageContaining("none of its hosts");
  }

  @Test
  void pagesInACircleEnd() {
    String next = archive.uri(Host.DATA) + "stac/LPCLOUD/search?cursor=abc";
    archive.on(Host.DATA, STAC, e -> json(e, page(5, items(0, 3), next)));

    assertThatThrownBy(this::find).hasMessageContaining("circle");
  }

  @Test
  void aGranuleThatCmrDoesNotKnowYetIsTriedAgain() {
    archive.on(Host.DATA, STAC, e -> json(e, page(2, items(0, 2), null)));
    archive.instead(Host.DATA, CMR, e -> json(e, "{\"hits\":0,\"items\":[]}"));

    ApplicationFailure failure = failureOf(this::find);

    assertThat(failure.getType()).isEqualTo(Failures.RETRY);
    assertThat(failure.getOriginalMessage()).contains("2 granules").contains("not yet");
  }

  @Test
  void cloudierScenesAreLeftOut() {
    archive.on(Host.DATA, STAC, e -> json(e, page(5, items(0, 5), null)));

    assertThat(search.find(wanted("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))", 2), count -> {}))
        .hasSize(3);
  }

  @Test
  void aSceneInsideAHoleOfTheRegionIsLeftOut() {
    String inHole = item(1, 0, "[[4,4],[5,4],[5,5],[4,5],[4,4]]");
    String onRim = item(2, 0, "[[1,1],[5,1],[5,5],[1,5],[1,1]]");
    archive.on(Host.DATA, STAC, e -> json(e, page(2, inHole + "," + onRim, null)));

    List<FoundScene> found =
        search.find(
            wanted("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 7 2, 7 7, 2 7, 2 2))", 100),
            count -> {});

    assertThat(found).extracting(f -> f.scene().granule().text()).containsExactly(name(2));
  }

  @Test
  void eachPolygonIsSearchedByItselfAndASceneOfTwoIsFoundOnce() {
    archive.on(Host.DATA, STAC, e -> json(e, page(2, items(0, 2), null)));

    List<FoundScene> found =
        search.find(
            wanted("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))", 100),
            count -> {});

    assertThat(found).hasSize(2);
    assertThat(archive.seen(Host.DATA)).filteredOn(s -> s.uri().getPath().equals(STAC)).hasSize(2);
  }

  @Test
  void oneGranuleIsFoundByName() {
    archive.on(Host.DATA, STAC, e -> json(e, page(1, items(4, 5), null)));

    assertThat(search.granule(new GranuleId(name(4))).orElseThrow().scene().revision())
        .isEqualTo(3);
  }

  @Test
  void anUnknownGranuleIsAbsent() {
    archive.on(Host.DATA, STAC, e -> json(e, page(0, "", null)));

    assertThat(search.granule(new GranuleId(name(4)))).isEmpty();
  }

  @Test
  void aRegionOfManyPartsIsAskedForByItsHull() throws ParseException {
    String parts =
        IntStream.range(0, 30)
            .mapToObj(i -> "((%d 0, %d.5 0, %d.5 1, %d 0))".formatted(i, i, i, i))
            .collect(Collectors.joining(","));
    Geometry region = new WKTReader().read("MULTIPOLYGON (" + parts + ")");

    assertThat(Search.shapes(region))
        .singleElement()
        .satisfies(hull -> assertThat(hull.covers(region)).isTrue());
  }

  @Test
  void aCountTakesOneRequestForEachPartOfTheRegionAndReadsNoItem() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    archive.on(
        Host.DATA,
        STAC,
        exchange -> {
          asked.incrementAndGet();
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          json(exchange, page(body.contains("\"limit\":1,") ? 1234 : 0, items(0, 1), null));
        });
    LocalDate day = LocalDate.parse("2024-02-06");
    Geometry twoParts =
        new WKTReader().read("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))");

    assertThat(search.count(twoParts, day, day, EnumSet.of(Sensor.S30))).isEqualTo(2468);
    assertThat(asked).hasValue(2);
    assertThat(bodies).isEmpty();
  }
}
