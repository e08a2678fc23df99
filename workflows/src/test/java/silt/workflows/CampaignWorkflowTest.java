package silt.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import silt.scene.Outcome;
import silt.steps.CampaignOrder;
import silt.steps.Failures;
import silt.steps.SceneOrder;

/**
 * That a terminated child gets its outcome is shown on a real server: the in-memory one tells no
 * parent.
 */
class CampaignWorkflowTest {

  private final WorkflowWorld world = new WorkflowWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  private static CampaignOrder order(int window) {
    return new CampaignOrder("demo", FakeSteps.PRODUCT, List.of("reaches"), window);
  }

  private CampaignProgress run(int window) {
    CampaignOrder order = order(window);
    return world
        .workflow(CampaignWorkflow.class, order.workflowId())
        .run(order, CampaignProgress.START);
  }

  private void scenes(int count) {
    world.ledger.scenes = IntStream.rangeClosed(1, count).mapToObj(FakeSteps::order).toList();
  }

  @Test
  void everySceneOfEveryPageEndsWithAnOutcome() {
    scenes(12);
    world.ledger.pageSize = 5;

    CampaignProgress progress = run(4);

    assertThat(progress.discovered()).isEqualTo(12);
    assertThat(progress.finished()).containsExactly(Map.entry(Outcome.OBSERVED, 12L));
    assertThat(world.steps.outcomes).hasSize(12);
    assertThat(world.ledger.told()).containsExactly("DISCOVERING", "RUNNING", "DONE");
    world.record("campaign/three-pages", "campaign/demo");
  }

  @Test
  void noMoreScenesAreInFlightThanTheWindowHolds() {
    scenes(10);
    world.steps.fetchMillis = 30;

    run(3);

    assertThat(world.steps.mostInFetch.get()).isBetween(2, 3);
  }

  @Test
  void aFailedSceneHoldsUpNoOther() {
    scenes(3);
    world.steps.fetchFailures.add(Failures.never(Outcome.INPUT_GONE, "404", null));

    CampaignProgress progress = run(1);

    assertThat(progress.finished())
        .containsEntry(Outcome.INPUT_GONE, 1L)
        .containsEntry(Outcome.OBSERVED, 2L);
    world.record("campaign/one-gone", "campaign/demo");
  }

  @Test
  void aSceneThatIsInHandElsewhereIsWatchedAndCountsByItsOutcome() {
    scenes(2);
    SceneOrder busy = world.ledger.scenes.get(0);
    world.steps.fetchFailures.add(Failures.person(Failures.Person.TOKEN_MISSING, "no token", null));
    SceneWorkflow other = world.workflow(SceneWorkflow.class, busy.workflowId());
    WorkflowClient.start(other::process, busy, null);
    world.temporal.sleep(Duration.ofMinutes(1));

    CampaignProgress progress = run(2);

    assertThat(progress.finished()).containsExactly(Map.entry(Outcome.OBSERVED, 2L));
    assertThat(world.ledger.concluded.values()).containsOnly(1);
    world.record("campaign/watched-elsewhere", "campaign/demo");
  }

  /** Each reads its page before the other has ended the scenes that stand in it. */
  @Test
  void twoCampaignsOverTheSameScenesDoEachOnce() {
    scenes(12);
    world.steps.fetchMillis = 20;
    CampaignOrder other = new CampaignOrder("other", FakeSteps.PRODUCT, List.of("reaches"), 2);
    CampaignWorkflow beside = world.workflow(CampaignWorkflow.class, other.workflowId());
    WorkflowClient.start(beside::run, other, CampaignProgress.START);

    CampaignProgress progress = run(1);
    CampaignProgress besides = WorkflowStub.fromTyped(beside).getResult(CampaignProgress.class);

    assertThat(progress.finished()).containsExactly(Map.entry(Outcome.OBSERVED, 12L));
    assertThat(besides.finished()).containsExactly(Map.entry(Outcome.OBSERVED, 12L));
    assertThat(world.ledger.concluded).hasSize(12);
    assertThat(world.ledger.concluded.values()).containsOnly(1);
  }

  @Test
  void aCampaignWithoutScenesIsDone() {
    assertThat(run(5).total()).isZero();
    assertThat(world.ledger.told()).endsWith("DONE");
  }
}
