package silt.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.testing.TestActivityEnvironment;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.Database;
import silt.db.ModelRow;
import silt.db.PrivatePostgres;
import silt.db.ProductRow;
import silt.db.Products;
import silt.db.SceneRunRow;
import silt.db.SceneRuns;
import silt.db.ZoneRow;
import silt.db.ZoneSetRow;
import silt.db.ZoneSets;
import silt.discover.FoundScene;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.scene.Outcome;
import silt.scene.Scene;
import silt.sediment.zones.MeasuredZone;
import silt.sediment.zones.SscStatistics;
import silt.sediment.zones.Zone;
import silt.sediment.zones.ZoneRows;
import silt.staging.FileStore;
import silt.staging.Stores;
import silt.steps.ArtifactRef;
import silt.steps.CampaignOrder;
import silt.steps.Conclusion;
import silt.steps.Failures;
import silt.steps.FillOrder;
import silt.steps.LedgerActivity;
import silt.steps.LoadActivity;
import silt.steps.MaskedScene;
import silt.steps.MeasuredScene;
import silt.steps.ProductRef;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.steps.SceneTrail;
import silt.steps.StagedScene;
import silt.steps.StepRun;

class LoadingTest {

  private static final Scene SCENE =
      new Scene(new GranuleId("HLS.S30.T60GVA.2024037T222549.v2.0"), 1);
  private static final Conclusion SEEN = new Conclusion(Outcome.OBSERVED, null);
  private static final GeometryFactory GEOMETRY = new GeometryFactory();

  @TempDir Path folder;
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private Database database;
  private Stores stores;
  private LoadActivity load;
  private LedgerActivity ledger;
  private ProductRef product;
  private long reach;

  @BeforeEach
  void aDatabaseWithAReach() {
    database = Database.open(PrivatePostgres.writer(PrivatePostgres.shared().freshDatabase()), 4);
    stores =
        new Stores(
            new FileStore(folder.resolve("staging")),
            new FileStore(folder.resolve("products")),
            folder.resolve("scratch"));
    product =
        Ledger.recipe(
            new Products(database)
                .create(
                    ProductRow.of(
                        "firstlight",
                        1,
                        ModelRow.of("mask", "m", "a".repeat(64), "{}", "file:///m"),
                        ModelRow.of("ssc", "s", "b".repeat(64), "{}", "file:///s"),
                        new TreeMap<>(Map.of("minPixels", "3")),
                        "f32")));
    new ZoneSets(database)
        .load(
            ZoneSetRow.of("reaches", "reach", "made up", "1", "c".repeat(64)),
            List.of(ZoneRow.of("r1", "Wairau", line(), 60.0)).stream());
    reach = new ZoneSets(database).zonesWithin("reaches", line().buffer(1)).get(0).id();
    temporal.registerActivitiesImplementations(
        new Loading(database, stores, new CodeVersion("0.1.0", "abc")), new Ledger(database));
    load = temporal.newActivityStub(LoadActivity.class);
    ledger = temporal.newActivityStub(LedgerActivity.class);
  }

  @AfterEach
  void close() {
    temporal.close();
    database.close();
  }

  private static Geometry line() {
    return GEOMETRY.createLineString(
        new Coordinate[] {new Coordinate(173.9, -41.4), new Coordinate(174, -41.5)});
  }

  private SceneOrder order(String... zoneSets) {
    return new SceneOrder(
        SCENE, product, URI.create("https://archive.example/g/"), List.of(zoneSets), null);
  }

  private static StepRun run(String step) {
    Instant start = Instant.parse("2024-02-07T00:00:00Z");
    return new StepRun(step, start, start.plusSeconds(9), 2, "host1", false);
  }

  private ArtifactRef rows(MeasuredZone... zones) throws Exception {
    Path file = folder.resolve("rows.gz");
    ZoneRows.write(file, List.of(zones)::forEach);
    return stores.staging().put("rows.jsonl.gz", file);
  }

  private SceneTrail trail(ArtifactRef rows) throws Exception {
    Path raster = Files.writeString(folder.resolve("raster.tif"), "pixels");
    ArtifactRef file = stores.products().put("raster.tif", raster);
    return new SceneTrail(
        new StagedScene(
            Map.of(Band.FMASK, file, Band.NIR, file),
            Map.of(Band.FMASK, "https://a.example/F.tif", Band.NIR, "https://a.example/N.tif"),
            "https",
            run("fetch")),
        new MaskedScene(file, 90, 50, 1, 2, 3, 4, 40, run("mask")),
        new MeasuredScene(
            file, rows, 40, 1, run("sediment"), file, new TreeMap<>(Map.of("SHORE", 3L))));
  }

  private MeasuredZone reachRow(String set) {
    return new MeasuredZone(
        set,
        reach,
        "r1",
        80,
        50,
        40,
        0.8,
        0,
        new SscStatistics(30, 31, 10, 20, 40, 50, 9, 18.0, 47.0));
  }

  private static MeasuredZone cellRow(String name) {
    return new MeasuredZone("cells", 0, name, 100, 10, 0, 0.5, 2, null);
  }

  private SceneRunRow stored() {
    return new SceneRuns(database).find(SCENE.granule().text(), null, "firstlight").orElseThrow();
  }

  @Test
  void anObservedSceneIsStoredWithItsRowsAndWhereTheyCameFrom() throws Exception {
    SceneReport report =
        load.conclude(
            order("reaches", "cells"),
            trail(rows(reachRow("reaches"), cellRow("60/400200/5399400"))),
            SEEN);

    assertThat(report.outcome()).isEqualTo(Outcome.OBSERVED);
    assertThat(report.observations()).isEqualTo(2);
    SceneRunRow run = stored();
    assertThat(run.origin().gitCommit()).isEqualTo("abc");
    assertThat(run.attempts()).isEqualTo(2);
    assertThat(run.timings()).extracting("step").containsExactly("fetch", "mask", "sediment");
    assertThat(run.pixels().clearWater()).isEqualTo(40);
    assertThat(run.mask().sha256()).hasSize(64);
    assertThat(run.quality()).isNotNull();
    assertThat(run.measured().valued()).isEqualTo(40);
    assertThat(run.measured().flagged()).containsEntry("SHORE", 3L);
    assertThat(new ZoneSets(database).find("cells").orElseThrow().zones()).isEqualTo(1);
  }

  @Test
  void concludingTwiceDoublesNothing() throws Exception {
    SceneTrail trail = trail(rows(reachRow("reaches"), cellRow("60/400200/5399400")));

    load.conclude(order("reaches", "cells"), trail, SEEN);
    SceneReport again = load.conclude(order("reaches", "cells"), trail, SEEN);

    assertThat(again.observations()).isEqualTo(2);
    assertThat(new ZoneSets(database).find("cells").orElseThrow().zones()).isEqualTo(1);
  }

  @Test
  void aSceneThatFailedEarlyHasAnOutcomeToo() {
    SceneReport report =
        load.conclude(
            order("reaches"),
            SceneTrail.NOTHING,
            new Conclusion(Outcome.INPUT_GONE, "B04.tif is not there"));

    assertThat(report.outcome()).isEqualTo(Outcome.INPUT_GONE);
    assertThat(stored().reason()).isEqualTo("B04.tif is not there");
  }

  @Test
  void aLaterFailureTakesNothingAway() throws Exception {
    load.conclude(order("reaches"), trail(rows(reachRow("reaches"))), SEEN);

    SceneReport report =
        load.conclude(
            order("reaches"), SceneTrail.NOTHING, new Conclusion(Outcome.FAILED, "no luck"));

    assertThat(report.outcome()).isEqualTo(Outcome.OBSERVED);
    assertThat(stored().outcome()).isEqualTo("OBSERVED");
  }

  @Test
  void aCloudySceneHasNoRows() throws Exception {
    load.conclude(
        order("reaches"),
        trail(rows(reachRow("reaches"))),
        new Conclusion(Outcome.TOO_CLOUDY, null));

    assertThat(stored().outcome()).isEqualTo("TOO_CLOUDY");
  }

  @Test
  void aZoneSetThatCameLaterIsFilledOnce() throws Exception {
    load.conclude(order(), trail(rows()), SEEN);
    List<FillOrder> fills = ledger.fillPage("reaches", "firstlight", 0, 10).orders();
    ArtifactRef late = rows(reachRow("reaches"));

    load.fill(fills.get(0), late);
    load.fill(fills.get(0), late); // its rows file is gone by now

    assertThat(fills).hasSize(1);
    assertThat(ledger.fillPage("reaches", "firstlight", 0, 10).orders()).isEmpty();
    assertThat(stores.staging().find("rows.jsonl.gz")).isEmpty();
  }

  @Test
  void aPageHoldsWhatIsStillToDo() throws Exception {
    new Campaigns(database)
        .create(
            CampaignRow.of(
                "demo",
                line().buffer(1),
                Instant.parse("2024-02-01T00:00:00Z"),
                Instant.parse("2024-03-01T00:00:00Z"),
                List.of("S30"),
                80,
                List.of("reaches"),
                "firstlight",
                "sample"));
    StoredCampaigns campaigns = new StoredCampaigns(database);
    campaigns.found(
        "demo",
        List.of(
            new FoundScene(
                SCENE,
                SCENE.granule().acquiredAt(),
                12.0,
                line().buffer(1),
                URI.create("https://archive.example/g/"),
                0,
                Instant.EPOCH)));
    CampaignOrder order = new CampaignOrder("demo", product, List.of("reaches"), 4);

    assertThat(campaigns.campaign("demo").to()).hasToString("2024-02-29");
    assertThat(ledger.page(order, 0, 10).scenes())
        .singleElement()
        .isEqualTo(
            new SceneOrder(
                SCENE,
                product,
                URI.create("https://archive.example/g/"),
                List.of("reaches"),
                "demo"));
    load.conclude(
        ledger.page(order, 0, 10).scenes().get(0), trail(rows(reachRow("reaches"))), SEEN);
    assertThat(ledger.page(order, 0, 10).scenes()).isEmpty();
    assertThat(ledger.page(order, 0, 10).last()).isTrue();
  }

  @Test
  void statesAndEventsAreWrittenDown() {
    aPage();
    ledger.campaignState("demo", "DONE", "all seen");
    ledger.event("demo", null, "note", "hello");

    assertThat(new Campaigns(database).find("demo").orElseThrow().state()).isEqualTo("DONE");
    assertThat(new Campaigns(database).events("demo", 5))
        .extracting("message")
        .containsExactly("hello", "DONE: all seen");
  }

  private void aPage() {
    new Campaigns(database)
        .create(
            CampaignRow.of(
                "demo",
                line().buffer(1),
                Instant.parse("2024-02-01T00:00:00Z"),
                Instant.parse("2024-03-01T00:00:00Z"),
                List.of("S30"),
                80,
                List.of(),
                "firstlight",
                "sample"));
  }

  @Test
  void zonesComeWithTheirWidth() {
    List<Zone> zones = new ArrayList<>();
    new StoredZones(database).zones("reaches", line().buffer(1), zones::add);

    assertThat(zones)
        .singleElement()
        .satisfies(zone -> assertThat(zone.widthM()).isEqualTo(60))
        .satisfies(zone -> assertThat(zone.externalId()).isEqualTo("r1"));
  }

  @Test
  void aProductThatIsNotStoredWaitsForAPerson() {
    SceneOrder order = order();
    ProductRef unknown =
        new ProductRef("gone", 1, product.mask(), product.sediment(), "f32", new TreeMap<>());

    assertThatThrownBy(
            () ->
                load.conclude(
                    new SceneOrder(order.scene(), unknown, order.assetBase(), List.of(), null),
                    SceneTrail.NOTHING,
                    new Conclusion(Outcome.FAILED, "x")))
        .satisfies(
            failure ->
                assertThat(Failures.needsPerson(failure)).contains(Failures.Person.DATABASE_UNFIT));
  }

  @Test
  void outsideOfAJarTheCommitIsUnknown() {
    assertThat(CodeVersion.running().commit()).isNotBlank();
  }
}
