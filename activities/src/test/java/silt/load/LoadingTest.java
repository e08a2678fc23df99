package silt.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static silt.load.LoadingWorld.SCENE;
import static silt.load.LoadingWorld.SEEN;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.db.Campaigns;
import silt.db.SceneRunRow;
import silt.db.ZoneSets;
import silt.discover.FoundScene;
import silt.scene.Outcome;
import silt.sediment.zones.Zone;
import silt.steps.ArtifactRef;
import silt.steps.CampaignOrder;
import silt.steps.Conclusion;
import silt.steps.Failures;
import silt.steps.FillOrder;
import silt.steps.ProductRef;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.steps.SceneTrail;

class LoadingTest {

  @TempDir Path folder;
  private LoadingWorld world;

  @BeforeEach
  void aDatabaseWithAReach() {
    world = new LoadingWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anObservedSceneIsStoredWithItsRowsAndWhereTheyCameFrom() throws Exception {
    SceneReport report =
        world.load.conclude(
            world.order("reaches", "cells"),
            world.trail(
                world.rows(world.reachRow("reaches"), LoadingWorld.cellRow("60/400200/5399400"))),
            SEEN);

    assertThat(report.outcome()).isEqualTo(Outcome.OBSERVED);
    assertThat(report.observations()).isEqualTo(2);
    SceneRunRow run = world.stored();
    assertThat(run.origin().gitCommit()).isEqualTo("abc");
    assertThat(run.attempts()).isEqualTo(2);
    assertThat(run.timings()).extracting("step").containsExactly("fetch", "mask", "sediment");
    assertThat(run.pixels().clearWater()).isEqualTo(40);
    assertThat(run.mask().sha256()).hasSize(64);
    assertThat(run.quality()).isNotNull();
    assertThat(run.measured().valued()).isEqualTo(40);
    assertThat(run.measured().flagged()).containsEntry("SHORE", 3L);
    assertThat(new ZoneSets(world.database).find("cells").orElseThrow().zones()).isEqualTo(1);
  }

  @Test
  void concludingTwiceDoublesNothing() throws Exception {
    SceneTrail trail =
        world.trail(
            world.rows(world.reachRow("reaches"), LoadingWorld.cellRow("60/400200/5399400")));

    world.load.conclude(world.order("reaches", "cells"), trail, SEEN);
    SceneReport again = world.load.conclude(world.order("reaches", "cells"), trail, SEEN);

    assertThat(again.observations()).isEqualTo(2);
    assertThat(new ZoneSets(world.database).find("cells").orElseThrow().zones()).isEqualTo(1);
  }

  @Test
  void aSceneThatFailedEarlyHasAnOutcomeToo() {
    SceneReport report =
        world.load.conclude(
            world.order("reaches"),
            SceneTrail.NOTHING,
            new Conclusion(Outcome.INPUT_GONE, "B04.tif is not there"));

    assertThat(report.outcome()).isEqualTo(Outcome.INPUT_GONE);
    assertThat(world.stored().reason()).isEqualTo("B04.tif is not there");
  }

  @Test
  void aLaterFailureTakesNothingAway() throws Exception {
    world.load.conclude(
        world.order("reaches"), world.trail(world.rows(world.reachRow("reaches"))), SEEN);

    SceneReport report =
        world.load.conclude(
            world.order("reaches"), SceneTrail.NOTHING, new Conclusion(Outcome.FAILED, "no luck"));

    assertThat(report.outcome()).isEqualTo(Outcome.OBSERVED);
    assertThat(world.stored().outcome()).isEqualTo("OBSERVED");
  }

  @Test
  void aCloudySceneHasNoRows() throws Exception {
    world.load.conclude(
        world.order("reaches"),
        world.trail(world.rows(world.reachRow("reaches"))),
        new Conclusion(Outcome.TOO_CLOUDY, null));

    assertThat(world.stored().outcome()).isEqualTo("TOO_CLOUDY");
  }

  @Test
  void aZoneSetThatCameLaterIsFilledOnce() throws Exception {
    world.load.conclude(world.order(), world.trail(world.rows()), SEEN);
    List<FillOrder> fills = world.ledger.fillPage("reaches", "firstlight", 0, 10).orders();
    ArtifactRef late = world.rows(world.reachRow("reaches"));

    world.load.fill(fills.get(0), late);
    world.load.fill(fills.get(0), late); // its rows file is gone by now

    assertThat(fills).hasSize(1);
    assertThat(world.ledger.fillPage("reaches", "firstlight", 0, 10).orders()).isEmpty();
    assertThat(world.stores.staging().find("rows.jsonl.gz")).isEmpty();
  }

  @Test
  void aPageHoldsWhatIsStillToDo() throws Exception {
    world.campaign("demo", "reaches");
    StoredCampaigns campaigns = new StoredCampaigns(world.database);
    campaigns.found(
        "demo",
        List.of(
            new FoundScene(
                SCENE,
                SCENE.granule().acquiredAt(),
                12.0,
                LoadingWorld.line().buffer(1),
                URI.create("https://archive.example/g/"),
                0,
                Instant.EPOCH)));
    CampaignOrder order = new CampaignOrder("demo", world.product, List.of("reaches"), 4);

    assertThat(campaigns.campaign("demo").to()).hasToString("2024-02-29");
    assertThat(world.ledger.page(order, 0, 10).scenes())
        .singleElement()
        .isEqualTo(
            new SceneOrder(
                SCENE,
                world.product,
                URI.create("https://archive.example/g/"),
                List.of("reaches"),
                "demo"));
    world.load.conclude(
        world.ledger.page(order, 0, 10).scenes().get(0),
        world.trail(world.rows(world.reachRow("reaches"))),
        SEEN);
    assertThat(world.ledger.page(order, 0, 10).scenes()).isEmpty();
    assertThat(world.ledger.page(order, 0, 10).last()).isTrue();
  }

  @Test
  void statesAndEventsAreWrittenDown() {
    world.campaign("demo");
    world.ledger.campaignState("demo", "DONE", "all seen");
    world.ledger.event("demo", null, "note", "hello");

    assertThat(new Campaigns(world.database).find("demo").orElseThrow().state()).isEqualTo("DONE");
    assertThat(new Campaigns(world.database).events("demo", 5))
        .extracting("message")
        .containsExactly("hello", "DONE: all seen");
  }

  @Test
  void zonesComeWithTheirWidth() {
    List<Zone> zones = new ArrayList<>();
    new StoredZones(world.database).zones("reaches", LoadingWorld.line().buffer(1), zones::add);

    assertThat(zones)
        .singleElement()
        .satisfies(zone -> assertThat(zone.widthM()).isEqualTo(60))
        .satisfies(zone -> assertThat(zone.externalId()).isEqualTo("r1"));
  }

  @Test
  void aProductThatIsNotStoredWaitsForAPerson() {
    SceneOrder order = world.order();
    ProductRef unknown =
        new ProductRef(
            "gone", 1, world.product.mask(), world.product.sediment(), "f32", new TreeMap<>());

    assertThatThrownBy(
            () ->
                world.load.conclude(
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
