package silt.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import silt.scene.Outcome;
import silt.steps.DailyFound;
import silt.steps.DailyOrder;
import silt.steps.Failures.Person;
import silt.steps.FillOrder;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.steps.SceneTrail;
import silt.steps.TrainedModel;

/**
 * Whatever waits for a person waits without end: each run of its workflow stays small, and the next
 * one goes on where it was. A day of looks tells what years do.
 */
class WaitsForYearsTest {

  private static final Duration LONG = Duration.ofHours(20);

  /** A look and what it tells write a dozen events or two. */
  private static final int EVENTS = HistoryBound.WAITING + 50;

  private final WorkflowWorld world = new WorkflowWorld();
  private final SceneOrder order = FakeSteps.order(37);

  @AfterEach
  void stop() {
    world.close();
  }

  private SceneWorkflow begun() {
    SceneWorkflow scene = world.workflow(SceneWorkflow.class, order.workflowId());
    WorkflowClient.start(scene::process, order, null);
    return scene;
  }

  private static SceneReport end(SceneWorkflow scene) {
    return WorkflowStub.fromTyped(scene).getResult(SceneReport.class);
  }

  private List<WorkflowExecutionHistory> smallRuns(String workflowId, int events) {
    List<WorkflowExecutionHistory> runs = world.runs(workflowId);
    assertThat(runs).hasSizeGreaterThan(1);
    assertThat(runs)
        .allSatisfy(run -> assertThat(run.getEvents().size()).isLessThanOrEqualTo(events));
    return runs;
  }

  @Test
  void aSceneKeepsWhatItHasDone() {
    world.steps.missingToMask = Person.MODEL_MISSING;
    SceneWorkflow scene = begun();
    world.pass(LONG);

    assertThat(scene.status()).isEqualTo(new SceneStatus("mask", "not there yet"));
    world.steps.missingToMask = null;

    assertThat(end(scene).outcome()).isEqualTo(Outcome.OBSERVED);
    assertThat(world.steps.count("fetch")).isOne();
    assertThat(world.ledger.events).containsExactly("waiting mask: MODEL_MISSING: not there yet");
    List<WorkflowExecutionHistory> runs = smallRuns(order.workflowId(), EVENTS);
    world.record("scene/waited-long", runs.get(1));
    world.record("scene/took-over-what-was-staged", runs.get(0));
  }

  @Test
  void aSceneThatCannotBeStoredKeepsItsOutcomeAndItsReason() {
    world.steps.clearWater = 0;
    world.steps.cloudPixels = 80;
    world.steps.missingToConclude = Person.DATABASE_DOWN;
    SceneWorkflow scene = begun();
    world.pass(LONG);
    world.steps.missingToConclude = null;

    assertThat(end(scene).outcome()).isEqualTo(Outcome.TOO_CLOUDY);
    assertThat(world.steps.count("mask")).isOne();
    assertThat(world.steps.count("measure")).isOne();
    assertThat(world.steps.trails.get(order.scene().key()).measured()).isNotNull();
    world.record("scene/took-over-its-outcome", smallRuns(order.workflowId(), EVENTS).get(0));
  }

  @Test
  void aSceneIsCancelledInALaterRun() {
    world.steps.missingToMask = Person.MODEL_MISSING;
    SceneWorkflow scene = begun();
    world.pass(LONG);

    WorkflowStub.fromTyped(scene).cancel();

    assertThatThrownBy(() -> end(scene)).isInstanceOf(WorkflowFailedException.class);
    assertThat(FakeSteps.outcome(world.steps, order)).isEqualTo(Outcome.CANCELLED);
    SceneTrail trail = world.steps.trails.get(order.scene().key());
    assertThat(trail.staged()).isNotNull();
  }

  /** A run that was cancelled cannot continue as new. */
  @Test
  void aCancelledSceneThatCannotBeStoredLooksEverMoreSeldom() {
    world.steps.missingToConclude = Person.DATABASE_DOWN;
    SceneWorkflow scene = begun();
    world.pass(Duration.ofHours(1));
    WorkflowStub.fromTyped(scene).cancel();
    world.pass(LONG);

    world.steps.missingToConclude = null;

    assertThatThrownBy(() -> end(scene)).isInstanceOf(WorkflowFailedException.class);
    assertThat(FakeSteps.outcome(world.steps, order)).isEqualTo(Outcome.CANCELLED);
    assertThat(world.runs(order.workflowId())).hasSize(1);
  }

  @Test
  void aCampaignsSceneKeepsItsSlot() {
    world.scenes(1);
    world.steps.missingForAll = Person.TOKEN_EXPIRED;
    CampaignWorkflow campaign = world.begin("demo", 1);
    // its campaign lets it try every five minutes
    world.pass(Duration.ofHours(5));

    CampaignStatus waiting = campaign.status();
    world.steps.missingForAll = null;

    assertThat(waiting.state()).isEqualTo("PAUSED");
    assertThat(waiting.finished()).isEmpty();
    assertThat(waiting.inFlight()).isOne();
    assertThat(waiting.blocked()).isOne();
    assertThat(WorkflowWorld.end(campaign).finished())
        .containsExactly(Map.entry(Outcome.OBSERVED, 1L));
    assertThat(world.ledger.concluded.values()).containsOnly(1);
    assertThat(world.ledger.told()).filteredOn(told -> told.startsWith("PAUSED")).hasSize(1);
    world.record("scene/woken-often", smallRuns(FakeSteps.order(1).workflowId(), EVENTS).get(1));
  }

  @Test
  void aDailyRunKeepsItsDayAndIsShownAsWaiting() {
    DailyOrder daily = DailyOrder.of("north", Duration.ofHours(24), 1);
    world.daily.missing = Person.TOKEN_MISSING;
    DailyIngestWorkflow run =
        world.workflow(DailyIngestWorkflow.class, daily.workflowId() + "-one");
    WorkflowClient.start(run::ingest, daily, null);
    world.pass(LONG);

    assertThat(run.status())
        .isEqualTo(new DailyRunStatus("search", "search: TOKEN_MISSING: not there yet"));
    world.daily.missing = null;
    WorkflowStub.fromTyped(run).getResult(DailyFound.class);

    assertThat(world.daily.begins).hasSize(1);
    assertThat(world.daily.waits).containsExactly("search: TOKEN_MISSING: not there yet", "null");
    assertThat(world.daily.ended).containsExactly("NOTHING");
    List<WorkflowExecutionHistory> runs = smallRuns(daily.workflowId() + "-one", EVENTS);
    world.record("daily/waited-long", runs.get(1));
    world.record("daily/took-over", runs.get(0));
  }

  @Test
  void aTrainingShowsHowFarItIs() {
    world.training.missing = Person.DISK_FULL;
    TrainingWorkflow training = world.workflow(TrainingWorkflow.class, "training/ponds");
    WorkflowClient.start(training::train, FakeTraining.order(), null);
    world.pass(LONG);

    assertThat(training.status())
        .isEqualTo(new TrainingStatus(FakeTraining.after(1), "not there yet"));
    world.training.missing = null;

    WorkflowStub.fromTyped(training).getResult(TrainedModel.class);
    world.record("training/waited-long", smallRuns("training/ponds", EVENTS).get(0));
  }

  @Test
  void aZoneFillReadsItsPageAnew() {
    world.ledger.lacking =
        LongStream.rangeClosed(1, 45)
            .mapToObj(
                id ->
                    new FillOrder(
                        id,
                        order.scene(),
                        FakeSteps.PRODUCT,
                        "lakes",
                        FakeSteps.artifact("mask"),
                        FakeSteps.artifact("ssc"),
                        FakeSteps.artifact("quality")))
            .toList();
    world.steps.missingToSummarise = Person.DISK_FULL;
    ZoneFillWorkflow fill = world.workflow(ZoneFillWorkflow.class, "zone-fill/lakes");
    WorkflowClient.start(fill::fill, "lakes", "firstlight", 0L, 0L);
    world.pass(Duration.ofHours(2));
    world.steps.missingToSummarise = null;

    assertThat(WorkflowStub.fromTyped(fill).getResult(Long.class)).isEqualTo(45);
    assertThat(world.steps.filled).doesNotHaveDuplicates().hasSize(45);
    assertThat(world.runs("zone-fill/lakes")).hasSizeGreaterThan(1);
  }
}
