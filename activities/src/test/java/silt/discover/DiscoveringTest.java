package silt.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import silt.discover.LocalArchive.Host;
import silt.scene.Sensor;
import silt.steps.CampaignOrder;
import silt.steps.DiscoverActivity;
import silt.steps.Discovery;
import silt.steps.ModelRef;
import silt.steps.ProductRef;

class DiscoveringTest {

  private static final String NAME = "HLS.L30.T60GVA.2024037T222549.v2.0";

  private final List<FoundScene> table = new ArrayList<>();
  private LocalArchive archive;
  private TestActivityEnvironment temporal;
  private DiscoverActivity step;

  @BeforeEach
  void start() throws IOException {
    archive = new LocalArchive();
    temporal = TestActivityEnvironment.newInstance();
    temporal.registerActivitiesImplementations(
        new Discovering(
            new Search(archive.address(false)),
            new CampaignTable() {
              @Override
              public CampaignSearch campaign(String name) {
                Coordinate[] ring = {
                  new Coordinate(174, -38), new Coordinate(175, -38),
                  new Coordinate(175, -37), new Coordinate(174, -38)
                };
                LocalDate day = LocalDate.parse("2024-02-06");
                return new CampaignSearch(
                    new GeometryFactory().createPolygon(ring),
                    day,
                    day,
                    EnumSet.allOf(Sensor.class),
                    100);
              }

              @Override
              public void found(String name, List<FoundScene> scenes) {
                table.addAll(scenes);
              }
            }));
    step = temporal.newActivityStub(DiscoverActivity.class);
  }

  @AfterEach
  void stop() {
    temporal.close();
    archive.close();
  }

  private Discovery discover() {
    ModelRef model = new ModelRef("m", "0".repeat(64));
    ProductRef product = new ProductRef("firstlight", 1, model, model, "f32", new TreeMap<>());
    return step.discover(new CampaignOrder("demo", product, List.of(), 1));
  }

  @Test
  void whatIsFoundStandsInTheCampaignsTable() {
    String folder = archive.uri(Host.DATA) + "lp-prod-protected/HLSL30.020/" + NAME + "/";
    archive.on(
        Host.DATA,
        "/stac/LPCLOUD/search",
        e ->
            LocalArchive.json(
                e,
                """
                {"numberMatched": 1, "features": [{"id": "%s",
                  "properties": {"datetime": "2024-02-06T22:25:49.123Z"},
                  "geometry": {"type": "MultiPolygon", "coordinates":
                    [[[[174,-38],[175,-38],[175,-37],[174,-38]]]]},
                  "assets": {"Fmask": {"href": "%s"}}}]}
                """
                    .formatted(NAME, folder + NAME + ".Fmask.tif")));
    archive.on(
        Host.DATA,
        "/search/granules.umm_json",
        e ->
            LocalArchive.json(
                e,
                """
                {"hits": 1, "items": [{
                  "meta": {"revision-id": 2, "revision-date": "2024-02-08T00:00:00Z"},
                  "umm": {"GranuleUR": "%s", "DataGranule": {
                    "ArchiveAndDistributionInformation": [{"SizeInBytes": 84868254}]}}}]}
                """
                    .formatted(NAME)));

    assertThat(discover()).isEqualTo(new Discovery(1, 84_868_254));
    assertThat(table).extracting(f -> f.scene().key()).containsExactly(NAME + "/r2");
    assertThat(table.get(0).cloudPercent()).isNull();
  }

  @ParameterizedTest(name = "{0} {1} Retry-After {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "429 | {}        | 7  | retry after PT7S",
        "503 | down      | 60 | retry after PT1M",
        "500 | {}        |    | retry after null",
        "502 | <html>    |    | retry after null",
        "504 | timed out |    | retry after null",
        "418 | teapot    |    | retry after null",
        "404 | no route  |    | retry after null",
        "400 | bad bbox  |    | never:FAILED after null",
        "200 | <html>    |    | retry after null"
      })
  void thisAnswerIsOfThisClass(int status, String body, String retryAfter, String expected) {
    archive.on(
        Host.DATA,
        "/stac/LPCLOUD/search",
        e -> {
          if (retryAfter != null) {
            e.getResponseHeaders().set("Retry-After", retryAfter);
          }
          LocalArchive.text(e, status, body);
        });

    assertThatThrownBy(this::discover)
        .satisfies(
            failed -> {
              ApplicationFailure failure = (ApplicationFailure) failed.getCause();
              assertThat(failure.getType() + " after " + failure.getNextRetryDelay())
                  .isEqualTo(expected);
            });
  }

  @Test
  void aFailedSearchLeavesTheTableAlone() {
    archive.on(Host.DATA, "/stac/LPCLOUD/search", e -> LocalArchive.text(e, 503, "down"));

    assertThatThrownBy(this::discover).isInstanceOf(RuntimeException.class);
    assertThat(table).isEmpty();
  }
}
