package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static silt.db.World.asked;
import static silt.db.World.scenes;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WithoutResultTest {

  private World world;
  private WithoutResult without;

  @BeforeEach
  void twoCampaignsOverTheSameScenes() {
    world = new World();
    without = new WithoutResult(world.database);
    for (String name : List.of("one", "two")) {
      world.campaigns.create(asked(name));
      world.campaigns.addScenes(name, scenes(4));
    }
    world.ended(0, "TOO_CLOUDY", "one");
    world.ended(1, "FAILED", "one");
    world.ended(2, "INPUT_CORRUPT", "two");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void eachSceneIsToldOfOnceWithWhatFailedInFront() {
    assertThat(without.list(null, null, 10))
        .extracting(SceneWithoutResult::outcome)
        .containsExactlyInAnyOrder("FAILED", "INPUT_CORRUPT", null)
        .endsWith((String) null);
    assertThat(without.list("one", null, 10))
        .hasSize(3)
        .allMatch(scene -> scene.campaign().equals("one"))
        .allMatch(scene -> !scene.whatToDo().isBlank());
    assertThat(without.list("one", null, 1)).hasSize(1);
  }

  @Test
  void whatHasBeenWithoutForLongerIsLeftOut() {
    Instant failedBefore = World.STARTED.plusSeconds(3600);

    assertThat(without.list(null, failedBefore, 10))
        .singleElement()
        .satisfies(scene -> assertThat(scene.outcome()).isNull());
    assertThat(without.list(null, Instant.now().plusSeconds(3600), 10)).isEmpty();
  }

  @Test
  void aSceneThatFailedAloneIsAmongThem() {
    SceneRow alone = world.stored("L30", "60GVA", World.NOON.plusSeconds(7), 1);
    world.runs.record(World.run(alone, "first", "FAILED"), List.of(), List.of());

    assertThat(without.list(null, null, 10))
        .filteredOn(scene -> scene.campaign() == null)
        .singleElement()
        .satisfies(
            scene ->
                assertThat(scene.whatToDo())
                    .contains("deploy/silt scene run " + alone.granuleId()));
    assertThat(without.list("one", null, 10)).noneMatch(scene -> scene.campaign() == null);
  }

  @Test
  void howACampaignEndedDecidesHowItIsTakenUpAgain() {
    world.campaigns.setState("one", "CANCELLED");
    world.campaigns.setState("two", "DONE");

    assertThat(without.list("one", null, 10))
        .anySatisfy(
            scene -> assertThat(scene.whatToDo()).contains("deploy/silt campaign resume one"));
    assertThat(without.list("two", null, 10))
        .anySatisfy(
            scene ->
                assertThat(scene.whatToDo()).contains("up again: deploy/silt campaign retry two"));
  }

  @Test
  void aCampaignThatThereIsNotIsRefused() {
    assertThatThrownBy(() -> without.list("nowhere", null, 10))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("nowhere");
  }
}
