package silt.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import silt.scene.Outcome;
import silt.steps.Decision;
import silt.steps.Failures;
import silt.steps.Failures.Person;

/**
 * Whatever happens to a scene, its slot is free again and its outcome stored. What becomes of a
 * child that is terminated in its parent's run is shown on a real server: the in-memory one tells
 * no parent.
 */
class CampaignEndsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final WorkflowWorld world = new WorkflowWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void aSceneWhoseWorkflowFailsGetsItsOutcomeFromTheCampaign() {
    world.scenes(3);
    // its result, then that it failed: neither can be stored by the scene itself
    world.steps.concludeFailures.add(Failures.never(Outcome.FAILED, "rows are torn", null));
    world.steps.concludeFailures.add(Failures.never(Outcome.FAILED, "rows are torn", null));
    CampaignWorkflow campaign = world.begin("demo", 1);

    CampaignProgress progress = WorkflowWorld.end(campaign);

    assertThat(progress.finished())
        .containsExactly(Map.entry(Outcome.OBSERVED, 2L), Map.entry(Outcome.FAILED, 1L));
    assertThat(world.steps.outcomes.get(WorkflowWorld.key(1)).reason())
        .isEqualTo("the scene's workflow ended early: rows are torn");
    world.record("campaign/scene-failed", "campaign/demo");
    world.record("scene/could-not-store", FakeSteps.order(1).workflowId());
  }

  @Test
  void anOutcomeThatNobodyCanStoreIsToldAndHoldsUpNothing() {
    world.scenes(2);
    for (int times = 0; times < 3; times++) {
      world.steps.concludeFailures.add(Failures.never(Outcome.FAILED, "rows are torn", null));
    }
    CampaignWorkflow campaign = world.begin("demo", 1);

    assertThat(WorkflowWorld.end(campaign).total()).isEqualTo(2);
    assertThat(world.ledger.events)
        .containsExactly(
            "unrecorded the scene's workflow ended early: rows are torn; rows are torn");
    assertThat(world.ledger.told()).endsWith("DONE");
    world.record("campaign/unrecorded", "campaign/demo");
  }

  @Test
  void aSceneThatAPersonCancelsFreesItsSlot() {
    world.scenes(3);
    world.steps.takes.put(WorkflowWorld.key(1), Duration.ofDays(1));
    CampaignWorkflow campaign = world.begin("demo", 1);
    world.pass(MINUTE);

    world.scene(1).cancel();

    assertThat(WorkflowWorld.end(campaign).finished())
        .containsExactly(Map.entry(Outcome.OBSERVED, 2L), Map.entry(Outcome.CANCELLED, 1L));
    world.record("campaign/scene-cancelled", "campaign/demo");
  }

  @Test
  void twoCampaignsOverTheSameScenesShareOneResult() {
    world.scenes(12);
    world.steps.allTake = Duration.ofMinutes(7);
    CampaignWorkflow one = world.begin("one", 3);
    world.pass(Duration.ofSeconds(3));
    CampaignWorkflow other = world.begin("other", 5);

    CampaignProgress first = WorkflowWorld.end(one);
    CampaignProgress second = WorkflowWorld.end(other);

    assertThat(world.ledger.concluded)
        .hasSize(12)
        .allSatisfy((k, times) -> assertThat(times).isOne());
    assertThat(first.total() + second.total()).isBetween(12L, 24L);
    assertThat(world.ledger.told()).filteredOn("DONE"::equals).hasSize(2);
    assertThat(world.ledger.runs.values())
        .extracting(FakeLedger.Run::campaign)
        .contains("one", "other");
    world.record("campaign/two-at-once", "campaign/other");
  }

  @Test
  void aSceneThatAnotherCampaignGaveUpIsBegunAnew() {
    world.scenes(1);
    world.steps.takes.put(WorkflowWorld.key(1), Duration.ofDays(1));
    CampaignWorkflow one = world.begin("one", 1);
    world.pass(MINUTE);
    CampaignWorkflow other = world.begin("other", 1);
    world.pass(MINUTE);
    assertThat(other.status().elsewhere()).isEqualTo(1);

    world.steps.takes.clear();
    world.scene(1).cancel();

    assertThat(WorkflowWorld.end(one).finished()).containsExactly(Map.entry(Outcome.CANCELLED, 1L));
    assertThat(WorkflowWorld.end(other).finished())
        .containsExactly(Map.entry(Outcome.OBSERVED, 1L));
    world.record("campaign/begun-anew", "campaign/other");
  }

  @Test
  void aStuckSceneHoldsUpNoOther() {
    world.scenes(40);
    world.steps.takes.put(WorkflowWorld.key(1), Duration.ofDays(1));
    world.steps.allTake = Duration.ofMinutes(1);
    CampaignWorkflow campaign = world.begin("demo", 4);

    world.pass(Duration.ofHours(1));

    assertThat(campaign.status().finished()).containsExactly(Map.entry(Outcome.OBSERVED, 39L));
    assertThat(WorkflowWorld.end(campaign).total()).isEqualTo(40);
  }

  @Test
  void aSceneThatWaitsForAPersonWhenItsCampaignIsCancelledEnds() {
    world.scenes(2);
    world.steps.missingForAll = Person.TOKEN_MISSING;
    CampaignWorkflow campaign = world.begin("demo", 2);
    world.pass(MINUTE);

    campaign.cancel(new Decision("anna", null));

    assertThat(WorkflowWorld.end(campaign).finished())
        .containsExactly(Map.entry(Outcome.CANCELLED, 2L));
    world.record("scene/cancelled-while-it-waited", FakeSteps.order(1).workflowId());
  }

  @Test
  void aCampaignThatCannotReadItsTableHasFailedAndSaysWhy() {
    world.scenes(2);
    world.ledger.pageFailure = Failures.never(Outcome.FAILED, "there is no such campaign", null);
    CampaignWorkflow campaign = world.begin("demo", 2);

    assertThatThrownBy(() -> WorkflowWorld.end(campaign))
        .rootCause()
        .hasMessageContaining("there is no such campaign");
    assertThat(world.ledger.told()).endsWith("FAILED: there is no such campaign");
    world.record("campaign/failed", "campaign/demo");
  }

  @Test
  void aStateThatTheDatabaseRefusesEndsTheCampaignAndItsEndIsStored() {
    world.scenes(2);
    world.ledger.moveFailures.add(Failures.never(Outcome.FAILED, "no such state", null));
    CampaignWorkflow campaign = world.begin("demo", 2);

    assertThatThrownBy(() -> WorkflowWorld.end(campaign))
        .rootCause()
        .hasMessageContaining("no such state");
    assertThat(world.ledger.told()).endsWith("FAILED: no such state");
    world.record("campaign/state-refused", "campaign/demo");
  }

  @Test
  void aCampaignThatFailsWaitsForItsScenesAndCanBeCancelledMeanwhile() {
    world.scenes(4);
    world.steps.allTake = Duration.ofDays(1);
    CampaignWorkflow campaign = world.begin("demo", 5);
    world.pass(MINUTE);
    world.ledger.pageFailure = Failures.never(Outcome.FAILED, "there is no such campaign", null);
    campaign.retry(new Decision("anna", null));
    world.pass(MINUTE);

    CampaignStatus failing = campaign.status();
    assertThat(failing.state()).isEqualTo("PAUSED");
    assertThat(failing.reason())
        .isEqualTo("FAILED when its scenes in flight have ended: there is no such campaign");
    assertThat(failing.inFlight()).isPositive();
    world.ledger.wantedByOthers.add(WorkflowWorld.key(1));
    campaign.cancel(new Decision("anna", null));

    assertThatThrownBy(() -> WorkflowWorld.end(campaign)).rootCause().isNotNull();
    assertThat(world.ledger.told()).endsWith("FAILED: there is no such campaign");
    assertThat(world.ledger.runs).doesNotContainKey(WorkflowWorld.key(1)).isNotEmpty();
    world.record("campaign/failed-with-scenes-in-flight", "campaign/demo");
  }
}
