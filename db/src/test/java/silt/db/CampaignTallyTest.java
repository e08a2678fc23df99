package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static silt.db.World.asked;
import static silt.db.World.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The counts that are kept are those that a look at every scene would give. */
class CampaignTallyTest {

  private static final String KEPT =
      """
      select campaign || ' ' || scenes || ' ' || observed || ' ' || too_cloudy || ' ' || failed || ' '
             || finished || ' ' || waiting
      from silt.campaign_progress order by campaign
      """;

  private static final String COUNTED =
      """
      select c.name || ' ' || count(cs.scene_id) || ' ' || count(*) filter (where r.outcome = 'OBSERVED')
             || ' ' || count(*) filter (where r.outcome = 'TOO_CLOUDY')
             || ' ' || count(*) filter (where r.outcome = 'FAILED') || ' ' || count(r.outcome)
             || ' ' || count(cs.scene_id) - count(r.outcome)
      from silt.campaign c
      left join silt.campaign_scene cs on cs.campaign_id = c.campaign_id
      left join silt.scene_run r on r.scene_id = cs.scene_id and r.product_version_id = c.product_version_id
      group by c.campaign_id order by c.name
      """;

  private World world;

  @BeforeEach
  void aWorld() {
    world = new World();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void countsAreTrue() {
    assertThat(Ask.strings(world.reader, KEPT)).isEqualTo(Ask.strings(world.reader, COUNTED));
  }

  @Test
  void scenesThatEndWhileCampaignsAreFilledAreCountedOnceInEach() throws Exception {
    List<SceneRow> all = scenes(120);
    world.scenes.upsert(all);
    for (String name : List.of("one", "two", "three")) {
      world.campaigns.create(asked(name));
    }
    ExecutorService threads = Executors.newFixedThreadPool(5);
    try {
      List<Future<?>> work = new ArrayList<>();
      for (String name : List.of("one", "two", "three")) {
        work.add(
            threads.submit(
                () -> {
                  for (int from = 0; from < all.size(); from += 10) {
                    world.campaigns.addScenes(name, all.subList(from, from + 10));
                  }
                }));
      }
      for (int part = 0; part < 2; part++) {
        int first = part;
        work.add(
            threads.submit(
                () -> {
                  for (int day = first; day < all.size(); day += 2) {
                    world.ended(day, "FAILED", "one");
                    world.ended(day, day % 3 == 0 ? "TOO_CLOUDY" : "FAILED", "two");
                  }
                }));
      }
      for (Future<?> done : work) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }

    countsAreTrue();
    assertThat(world.campaigns.progress("three").finished()).isEqualTo(120);
    assertThat(world.campaigns.progress("three").byOutcome()).containsEntry("TOO_CLOUDY", 40L);
  }

  @Test
  void aSceneThatComesToAnotherOutcomeLeavesTheFirst() {
    world.campaigns.create(asked("demo"));
    world.campaigns.addScenes("demo", scenes(2));
    world.ended(0, "FAILED", "demo");
    world.ended(0, "TOO_CLOUDY", "demo");
    countsAreTrue();

    assertThat(world.campaigns.progress("demo").byOutcome()).containsOnlyKeys("TOO_CLOUDY");
  }

  @Test
  void aRunThatIsTakenBackIsNotCounted() {
    world.campaigns.create(asked("demo"));
    world.campaigns.addScenes("demo", scenes(2));
    world.ended(0, "FAILED", null);
    Ask.run(world.owner, "delete from silt.scene_run");

    assertThat(world.campaigns.progress("demo").finished()).isZero();
  }

  @Test
  void theChangesAreFoldedSoThatTheyStayFew() {
    world.campaigns.create(asked("demo"));
    world.campaigns.addScenes("demo", scenes(200));
    for (int day = 0; day < 200; day++) {
      world.ended(day, "TOO_CLOUDY", "demo");
    }

    countsAreTrue();
    assertThat(Ask.count(world.owner, "silt.campaign_tally")).isLessThan(70);
  }

  @Test
  void aCampaignThatIsTakenBackTakesItsCountsAlong() {
    world.campaigns.create(asked("demo"));
    world.campaigns.addScenes("demo", scenes(2));
    world.ended(0, "FAILED", null);

    assertThat(world.campaigns.remove("demo")).isTrue();
    assertThat(Ask.count(world.owner, "silt.campaign_tally")).isZero();
  }
}
