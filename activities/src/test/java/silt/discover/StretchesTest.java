package silt.discover;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import silt.discover.LocalArchive.Host;
import silt.scene.Sensor;
import silt.steps.CampaignOrder;
import silt.steps.DiscoverActivity;
import silt.steps.Discovery;
import silt.steps.ModelRef;
import silt.steps.ProductRef;

/** An archive with two scenes on each of forty days, looked through a stretch of days at a time. */
class StretchesTest {

  private static final LocalDate FIRST = LocalDate.parse("2024-01-01");
  private static final Pattern PERIOD = Pattern.compile("\"datetime\":\"(.{10})T.*?/(.{10})T");
  private static final Pattern NAME = Pattern.compile("HLS\\.S30\\.[A-Z0-9.]+v2\\.0");

  private final List<List<FoundScene>> stored = new ArrayList<>();
  private LocalArchive archive;
  private TestActivityEnvironment temporal;

  @BeforeEach
  void anArchive() throws IOException {
    archive = new LocalArchive();
    archive.on(Host.DATA, "/stac/LPCLOUD/search", this::items);
    archive.on(Host.DATA, "/search/granules.umm_json", StretchesTest::revisions);
    temporal = TestActivityEnvironment.newInstance();
  }

  @AfterEach
  void stop() {
    temporal.close();
    archive.close();
  }

  private static Stream<String> names(LocalDate day) {
    return Stream.of("60GVA", "60GVB")
        .map(
            tile ->
                "HLS.S30.T%s.%d%03dT222549.v2.0"
                    .formatted(tile, day.getYear(), day.getDayOfYear()));
  }

  private void items(HttpExchange exchange) throws IOException {
    String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher period = PERIOD.matcher(asked);
    assertThat(period.find()).isTrue();
    List<String> names =
        LocalDate.parse(period.group(1))
            .datesUntil(LocalDate.parse(period.group(2)).plusDays(1))
            .flatMap(StretchesTest::names)
            .toList();
    String folder = archive.uri(Host.DATA) + "lp-prod-protected/HLSS30.020/";
    boolean onlyCount = asked.contains("\"limit\":1,") || asked.contains("\"limit\":1}");
    String features =
        names.stream()
            .limit(onlyCount ? 1 : names.size())
            .map(
                name ->
                    """
                    {"id": "%1$s", "properties": {"datetime": "%2$sT22:25:49Z"},
                     "geometry": {"type": "Polygon", "coordinates":
                       [[[174,-38],[175,-38],[175,-37],[174,-38]]]},
                     "assets": {"Fmask": {"href": "%3$s%1$s/%1$s.Fmask.tif"}}}
                    """
                        .formatted(
                            name,
                            LocalDate.ofYearDay(
                                Integer.parseInt(name.substring(15, 19)),
                                Integer.parseInt(name.substring(19, 22))),
                            folder))
            .collect(Collectors.joining(","));
    LocalArchive.json(
        exchange, "{\"numberMatched\": %d, \"features\": [%s]}".formatted(names.size(), features));
  }

  private static void revisions(HttpExchange exchange) throws IOException {
    String asked =
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
            + exchange.getRequestURI().getRawQuery();
    List<String> names =
        NAME.matcher(URLDecoder.decode(asked, StandardCharsets.UTF_8))
            .results()
            .map(found -> found.group())
            .distinct()
            .toList();
    String items =
        names.stream()
            .map(
                name ->
                    """
                    {"meta": {"revision-id": 1, "revision-date": "2024-02-08T00:00:00Z"},
                     "umm": {"GranuleUR": "%s", "DataGranule": {
                       "ArchiveAndDistributionInformation": [{"SizeInBytes": 100}]}}}
                    """
                        .formatted(name))
            .collect(Collectors.joining(","));
    LocalArchive.json(exchange, "{\"hits\": %d, \"items\": [%s]}".formatted(names.size(), items));
  }

  private Discovery discover(int mostAtOnce) {
    CampaignTable table =
        new CampaignTable() {
          @Override
          public CampaignSearch campaign(String name) {
            return new CampaignSearch(
                new GeometryFactory().toGeometry(new Envelope(174, 175, -38, -37)),
                FIRST,
                FIRST.plusDays(39),
                EnumSet.of(Sensor.S30),
                100);
          }

          @Override
          public void found(String name, List<FoundScene> scenes) {
            stored.add(scenes);
          }
        };
    temporal.registerActivitiesImplementations(
        new Discovering(new Search(archive.address(false)), table, mostAtOnce));
    ModelRef model = new ModelRef("m", "0".repeat(64));
    ProductRef product = new ProductRef("firstlight", 1, model, model, "f32", new TreeMap<>());
    return temporal
        .newActivityStub(DiscoverActivity.class)
        .discover(new CampaignOrder("demo", product, List.of(), 1));
  }

  private List<String> all() {
    return stored.stream()
        .flatMap(List::stream)
        .map(found -> found.scene().granule().text())
        .toList();
  }

  private static List<String> days(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(FIRST::plusDays)
        .flatMap(StretchesTest::names)
        .toList();
  }

  @Test
  void aSearchOfManyScenesIsStoredStretchByStretchInTheOrderOfTime() {
    assertThat(discover(12)).isEqualTo(new Discovery(80, 8_000));

    assertThat(all()).isEqualTo(days(0, 40));
    assertThat(stored).hasSizeGreaterThan(6).allMatch(stretch -> stretch.size() <= 12);
  }

  @Test
  void aDayThatHasMoreThanIsHeldAtOnceIsOneStretch() {
    assertThat(discover(1)).isEqualTo(new Discovery(80, 8_000));
    assertThat(stored).hasSize(40);
  }

  @Test
  void aSearchOfFewScenesIsOneStretch() {
    assertThat(discover(80)).isEqualTo(new Discovery(80, 8_000));
    assertThat(stored).hasSize(1);
  }

  @Test
  void aRetryGoesOnBehindWhatWasStored() {
    temporal.setHeartbeatDetails(new Discovering.Reached(FIRST.plusDays(30), 60, 6_000));

    assertThat(discover(12)).isEqualTo(new Discovery(80, 8_000));
    assertThat(all()).isEqualTo(days(30, 40));
  }

  @Test
  void whatAnEarlierBuildToldOfItsProgressBeginsAnew() {
    temporal.setHeartbeatDetails(1_200L);

    assertThat(discover(80)).isEqualTo(new Discovery(80, 8_000));
    assertThat(all()).isEqualTo(days(0, 40));
  }
}
