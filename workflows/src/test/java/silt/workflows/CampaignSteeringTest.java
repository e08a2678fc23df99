package silt.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import silt.scene.Outcome;
import silt.steps.Decision;
import silt.steps.Failures;

/** What an operator can do with a campaign that runs, and what it refuses. */
class CampaignSteeringTest {

  private static final Decision ANNA = new Decision("anna", "disk is being moved");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final WorkflowWorld world = new WorkflowWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  private void hourlyScenes(int count) {
    world.scenes(count);
    world.steps.allTake = Duration.ofHours(1);
  }

  @Test
  void aPausedCampaignLetsItsScenesEndAndBeginsNone() {
    hourlyScenes(6);
    CampaignWorkflow campaign = world.begin("demo", 2);
    world.pass(MINUTE);

    CampaignStatus paused = campaign.pause(ANNA);
    world.pass(Duration.ofDays(2));
    CampaignStatus later = campaign.status();

    assertThat(paused.state()).isEqualTo("PAUSED");
    assertThat(paused.reason()).isEqualTo("paused by anna: disk is being moved");
    assertThat(paused.inFlight()).isEqualTo(2);
    assertThat(later.inFlight()).isZero();
    assertThat(later.finished()).containsExactly(Map.entry(Outcome.OBSERVED, 2L));
    assertThat(world.steps.count("fetch")).isEqualTo(4); // two scenes, two tries each

    CampaignStatus resumed = campaign.resume(new Decision("ben", null));

    assertThat(resumed.state()).isEqualTo("RUNNING");
    assertThat(WorkflowWorld.end(campaign).finished())
        .containsExactly(Map.entry(Outcome.OBSERVED, 6L));
    assertThat(world.ledger.told())
        .containsExactly(
            "DISCOVERING",
            "RUNNING",
            "PAUSED: paused by anna: disk is being moved",
            "RUNNING",
            "DONE");
    assertThat(world.ledger.moves)
        .extracting(move -> move.operator())
        .containsExactly(null, null, "anna", "ben", null);
    world.record("campaign/paused-resumed", "campaign/demo");
  }

  @Test
  void aWiderWindowIsFilledAtOnceAndANarrowerOneRunsDownToItsSize() {
    hourlyScenes(20);
    CampaignWorkflow campaign = world.begin("demo", 2);
    world.pass(MINUTE);

    assertThat(campaign.resize(5, ANNA).window()).isEqualTo(5);
    world.pass(MINUTE);
    assertThat(campaign.status().inFlight()).isEqualTo(5);

    campaign.resize(1, ANNA);
    world.pass(MINUTE);
    assertThat(campaign.status().inFlight()).isEqualTo(5);
    world.pass(Duration.ofMinutes(90));
    assertThat(campaign.status().inFlight()).isEqualTo(1);

    assertThat(WorkflowWorld.end(campaign).finished())
        .containsExactly(Map.entry(Outcome.OBSERVED, 20L));
    assertThat(world.ledger.moves).extracting(move -> move.window()).containsExactly(2, 2, 5, 1, 1);
    world.record("campaign/resized", "campaign/demo");
  }

  @Test
  void aCancelledCampaignTakesItsScenesAlongButNoneThatAnotherWants() {
    hourlyScenes(5);
    world.ledger.wantedByOthers.add(WorkflowWorld.key(2));
    CampaignWorkflow campaign = world.begin("demo", 3);
    world.pass(MINUTE);

    CampaignStatus cancelling = campaign.cancel(ANNA);
    CampaignProgress progress = WorkflowWorld.end(campaign);

    assertThat(cancelling.state()).isIn("CANCELLING", "CANCELLED");
    assertThat(progress.finished()).containsExactly(Map.entry(Outcome.CANCELLED, 2L));
    assertThat(progress.elsewhere()).isEqualTo(1);
    world.scene(2).getResult(Object.class);
    assertThat(world.ledger.runs.get(WorkflowWorld.key(1)).outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(world.ledger.runs.get(WorkflowWorld.key(2)).outcome()).isEqualTo(Outcome.OBSERVED);
    assertThat(world.ledger.runs).hasSize(3);
    assertThat(world.ledger.told())
        .containsExactly(
            "DISCOVERING",
            "RUNNING",
            "RUNNING: cancelled by anna: disk is being moved",
            "CANCELLED: cancelled by anna: disk is being moved");
    world.record("campaign/cancelled", "campaign/demo");
  }

  @Test
  void temporalsOwnCancellationDoesTheSame() {
    hourlyScenes(5);
    CampaignWorkflow campaign = world.begin("demo", 3);
    world.pass(MINUTE);

    WorkflowStub.fromTyped(campaign).cancel("enough");

    assertThatThrownBy(() -> WorkflowWorld.end(campaign))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(world.ledger.runs).hasSize(3);
    assertThat(world.ledger.runs.values())
        .extracting(FakeLedger.Run::outcome)
        .containsOnly(Outcome.CANCELLED);
    assertThat(world.ledger.told())
        .last()
        .asString()
        .startsWith("CANCELLED: cancelled by Temporal");
    world.record("campaign/cancelled-in-temporal", "campaign/demo");
  }

  @Test
  void aPausedCampaignCanBeCancelled() {
    hourlyScenes(5);
    CampaignWorkflow campaign = world.begin("demo", 1);
    world.pass(MINUTE);
    campaign.pause(ANNA);

    campaign.cancel(ANNA);

    assertThat(WorkflowWorld.end(campaign).finished())
        .containsExactly(Map.entry(Outcome.CANCELLED, 1L));
  }

  @Test
  void aCampaignIsCancelledWhileItDiscovers() {
    world.scenes(5);
    world.steps.missingToDiscover = Failures.Person.TOKEN_EXPIRED;
    CampaignWorkflow campaign = world.begin("demo", 1);
    world.pass(MINUTE);
    assertThat(campaign.status().state()).isEqualTo("PAUSED");

    // nothing is left to wait for, and the in-memory server loses the answer to an update that
    // comes
    // with the workflow's end; the real one does not
    WorkflowStub.fromTyped(campaign)
        .startUpdate("cancel", WorkflowUpdateStage.ACCEPTED, CampaignStatus.class, ANNA);

    assertThat(WorkflowWorld.end(campaign).total()).isZero();
    assertThat(world.ledger.told()).last().asString().startsWith("CANCELLED");
    world.record("campaign/cancelled-in-discovery", "campaign/demo");
  }

  @Test
  void scenesThatWereMarkedAreTriedAgainWhileOthersAreInFlight() {
    world.scenes(4);
    world.steps.takes.put(WorkflowWorld.key(4), Duration.ofDays(1));
    world.steps.fetchFailuresOf.put(
        WorkflowWorld.key(2), Failures.never(Outcome.INPUT_GONE, "404", null));
    CampaignWorkflow campaign = world.begin("demo", 4);
    world.pass(Duration.ofHours(1));
    assertThat(campaign.status().finished()).containsEntry(Outcome.INPUT_GONE, 1L);

    world.ledger.retries.add(WorkflowWorld.key(2));
    campaign.retry(ANNA);
    CampaignProgress progress = WorkflowWorld.end(campaign);

    assertThat(progress.finished())
        .containsEntry(Outcome.INPUT_GONE, 1L)
        .containsEntry(Outcome.OBSERVED, 4L);
    assertThat(world.ledger.concluded)
        .containsEntry(WorkflowWorld.key(2), 2)
        .containsEntry(WorkflowWorld.key(4), 1);
    world.record("campaign/retried", "campaign/demo");
  }

  @Test
  void whatMakesNoSenseIsRefusedInOneLine() {
    hourlyScenes(2);
    CampaignWorkflow campaign = world.begin("demo", 2);
    world.pass(MINUTE);

    assertRefused(() -> campaign.resume(ANNA), "it is not paused, and none of its scenes waits");
    assertRefused(() -> campaign.resize(0, ANNA), "a window is 1 to 500 scenes, not 0");
    assertRefused(() -> campaign.resize(501, ANNA), "a window is 1 to 500 scenes, not 501");
    assertRefused(() -> campaign.resize(2, ANNA), "its window is 2 scenes already");
    campaign.pause(ANNA);
    assertRefused(() -> campaign.pause(ANNA), "it is paused already");
    world.steps.stopsConcluding = true;
    campaign.cancel(ANNA);
    assertRefused(() -> campaign.cancel(ANNA), "it is being cancelled");
    assertRefused(() -> campaign.pause(ANNA), "it is being cancelled");
    assertRefused(() -> campaign.retry(ANNA), "it is being cancelled");
    assertThat(campaign.status().state()).isEqualTo("CANCELLING");
    world.steps.stopsConcluding = false;
    WorkflowWorld.end(campaign);
  }

  private static void assertRefused(ThrowingCallable command, String message) {
    assertThatThrownBy(command)
        .isInstanceOf(WorkflowUpdateException.class)
        .cause()
        .hasMessageContaining(message);
  }
}
