package silt.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import silt.scene.Outcome;
import silt.steps.Failures;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;

class SceneWorkflowTest {

  private final WorkflowWorld world = new WorkflowWorld();
  private final SceneOrder order = FakeSteps.order(37);

  @AfterEach
  void stop() {
    world.close();
  }

  private SceneReport process() {
    return world.workflow(SceneWorkflow.class, order.workflowId()).process(order, null);
  }

  @Test
  void aSceneWithClearWaterIsObservedAndItsStagingEmptied() {
    assertThat(process().outcome()).isEqualTo(Outcome.OBSERVED);

    assertThat(world.steps.calls)
        .extracting(call -> call.split(" ")[0])
        .containsExactly("fetch", "mask", "measure", "conclude");
    world.record("scene/observed", order.workflowId());
  }

  @Test
  void theNumericFormOfTheProductVersionChoosesWhoMasks() {
    process();
    SceneOrder second = FakeSteps.in("bf16", FakeSteps.order(38));
    world.workflow(SceneWorkflow.class, second.workflowId()).process(second, null);

    assertThat(world.steps.maskQueues).containsExactly("mask", "mask-bf16");
    world.record("scene/observed-bf16", second.workflowId());
  }

  @Test
  void aCloudySceneIsToldFromOneWithoutWater() {
    world.steps.clearWater = 0;
    world.steps.cloudPixels = 80;

    assertThat(process().outcome()).isEqualTo(Outcome.TOO_CLOUDY);
    world.record("scene/too-cloudy", order.workflowId());
  }

  @Test
  void aTileOutsideTheSwathIsNotMeasured() {
    world.steps.validPixels = 0;
    world.steps.clearWater = 0;

    assertThat(process().outcome()).isEqualTo(Outcome.NO_DATA);
    assertThat(world.steps.count("measure")).isZero();
    world.record("scene/no-data", order.workflowId());
  }

  @Test
  void aPassingFaultIsTriedAgainAndTheServersDelayIsKept() {
    world.steps.fetchFailures.add(Failures.retryAfter(Duration.ofHours(3), "503", null));
    long before = world.temporal.currentTimeMillis();

    assertThat(process().outcome()).isEqualTo(Outcome.OBSERVED);

    assertThat(world.steps.count("fetch")).isEqualTo(2);
    assertThat(Duration.ofMillis(world.steps.concludedAtMillis - before))
        .isBetween(Duration.ofHours(3), Duration.ofHours(4));
    world.record("scene/retried", order.workflowId());
  }

  @Test
  void aCorruptInputEndsTheSceneWithThatOutcomeAndItsReason() {
    world.steps.fetchFailures.add(
        Failures.never(Outcome.INPUT_CORRUPT, "B04 cannot be decoded", null));

    SceneReport report = process();

    assertThat(report.outcome()).isEqualTo(Outcome.INPUT_CORRUPT);
    assertThat(report.reason()).isEqualTo("B04 cannot be decoded");
    assertThat(world.steps.count("mask")).isZero();
    assertThat(world.steps.count("release")).isEqualTo(1);
    world.record("scene/corrupt", order.workflowId());
  }

  @Test
  void anExpiredTokenHoldsTheSceneUntilItIsMended() {
    world.steps.fetchFailures.add(
        Failures.person(Failures.Person.TOKEN_EXPIRED, "the token lapsed", null));
    world.steps.fetchFailures.add(
        Failures.person(Failures.Person.TOKEN_EXPIRED, "the token lapsed", null));
    long before = world.temporal.currentTimeMillis();

    assertThat(process().outcome()).isEqualTo(Outcome.OBSERVED);

    assertThat(Duration.ofMillis(world.steps.concludedAtMillis - before))
        .isGreaterThanOrEqualTo(SceneWait.LOOK_AGAIN.multipliedBy(2));
    assertThat(world.ledger.events)
        .containsExactly("waiting fetch: TOKEN_EXPIRED: the token lapsed");
    world.record("scene/waited-for-person", order.workflowId());
  }

  @Test
  void aWaitingSceneSaysWhatForAndGoesOnWhenTold() {
    world.steps.fetchFailures.add(
        Failures.person(Failures.Person.DISK_FULL, "no room under staging", null));
    SceneWorkflow scene = world.workflow(SceneWorkflow.class, order.workflowId());
    WorkflowClient.start(scene::process, order, null);
    world.temporal.sleep(Duration.ofMinutes(5));

    assertThat(scene.status()).isEqualTo(new SceneStatus("fetch", "no room under staging"));
    scene.resume();

    assertThat(WorkflowStub.fromTyped(scene).getResult(SceneReport.class).outcome())
        .isEqualTo(Outcome.OBSERVED);
    assertThat(scene.status()).isEqualTo(new SceneStatus("done", null));
  }

  @Test
  void aCancelledSceneStoresThatItWas() {
    world.steps.fetchFailures.add(Failures.person(Failures.Person.TOKEN_MISSING, "no token", null));
    SceneWorkflow scene = world.workflow(SceneWorkflow.class, order.workflowId());
    WorkflowClient.start(scene::process, order, null);
    world.temporal.sleep(Duration.ofMinutes(5));
    WorkflowStub stub = WorkflowStub.fromTyped(scene);
    stub.cancel();

    assertThatThrownBy(() -> stub.getResult(SceneReport.class))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(FakeSteps.outcome(world.steps, order)).isEqualTo(Outcome.CANCELLED);
    assertThat(world.steps.count("release")).isEqualTo(1);
    world.record("scene/cancelled", order.workflowId());
  }

  @Test
  void whatASceneCameToCanBeSearchedForInTemporal() {
    world.scenes(1);
    CampaignWorkflow campaign = world.begin("demo", 1);
    WorkflowWorld.end(campaign);

    SearchAttributes shown = world.scene(1).describe().getTypedSearchAttributes();

    assertThat(shown.get(Attributes.CAMPAIGN)).isEqualTo("demo");
    assertThat(shown.get(Attributes.TILE)).isEqualTo("60GVA");
    assertThat(shown.get(Attributes.SENSOR)).isEqualTo("S30");
    assertThat(shown.get(Attributes.PRODUCT_VERSION)).isEqualTo("firstlight");
    assertThat(shown.get(Attributes.ACQUIRED_AT)).isEqualTo("2024-01-01T22:25:49Z");
    assertThat(shown.get(Attributes.OUTCOME)).isEqualTo("OBSERVED");
  }

  @Test
  void whatNobodyCanReleaseIsLeftToHousekeepingAndTheOutcomeStands() {
    world.steps.fetchFailures.add(Failures.never(Outcome.INPUT_GONE, "404", null));
    world.steps.releaseFails = true;

    assertThat(process().outcome()).isEqualTo(Outcome.INPUT_GONE);
    world.record("scene/unreleased", order.workflowId());
  }

  @Test
  void aDatabaseThatIsDownWhileTheTokenIsMissingLosesNothing() {
    world.steps.fetchFailures.add(Failures.person(Failures.Person.TOKEN_MISSING, "no token", null));
    world.ledger.failures.add(
        Failures.person(Failures.Person.DATABASE_DOWN, "nothing answers", null));
    world.steps.concludeFailures.add(
        Failures.person(Failures.Person.DATABASE_DOWN, "nothing answers", null));

    assertThat(process().outcome()).isEqualTo(Outcome.OBSERVED);
    assertThat(world.ledger.events).isEmpty();
    world.record("scene/database-down", order.workflowId());
  }

  private static ApplicationFailure gone(String what) {
    return Failures.gone(what + " is gone", null);
  }

  @Test
  void stagedFilesThatAreGoneAreFetchedAgainWhateverStepMissesThem() {
    world.steps.maskFailures.add(gone("B04.tif"));
    world.steps.concludeFailures.add(gone("rows.jsonl.gz"));

    assertThat(process().outcome()).isEqualTo(Outcome.OBSERVED);

    assertThat(world.steps.calls)
        .extracting(call -> call.split(" ")[0])
        .containsExactly(
            "fetch",
            "mask",
            "fetch",
            "mask",
            "measure",
            "conclude",
            "fetch",
            "mask",
            "measure",
            "conclude");
    assertThat(world.ledger.events)
        .containsExactly(
            "fetched-again mask: B04.tif is gone", "fetched-again load: rows.jsonl.gz is gone");
    world.record("scene/fetched-again", order.workflowId());
  }

  @Test
  void aSceneWhoseStagingIsGoneEachTimeEndsAsFailed() {
    for (int fetch = 1; fetch <= SceneWorkflowImpl.FETCHES_AT_MOST; fetch++) {
      world.steps.maskFailures.add(gone("B04.tif"));
    }

    SceneReport report = process();

    assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(report.reason()).isEqualTo("B04.tif is gone");
    assertThat(world.steps.count("fetch")).isEqualTo(SceneWorkflowImpl.FETCHES_AT_MOST);
    world.record("scene/gone-each-time", order.workflowId());
  }

  @Test
  void noSceneFailsOfWorkersThatAreStoppedHoweverOften() {
    for (int stop = 0; stop <= Steps.ATTEMPTS; stop++) {
      world.steps.maskFailures.add(Failures.handedBack(0, null));
    }

    assertThat(process().outcome()).isEqualTo(Outcome.OBSERVED);
    assertThat(world.steps.count("mask")).isEqualTo(Steps.ATTEMPTS + 2);
    world.record("scene/handed-back", order.workflowId());
  }

  @Test
  void attemptsThatFailedBeforeAHandBackStayCounted() {
    int before = 6;
    for (int failed = 0; failed < before; failed++) {
      world.steps.maskFailures.add(Failures.retry("no luck", null));
    }
    world.steps.maskFailures.add(Failures.handedBack(before, null));
    for (int failed = before; failed < Steps.ATTEMPTS; failed++) {
      world.steps.maskFailures.add(Failures.retry("no luck", null));
    }

    assertThat(process().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(world.steps.count("mask")).isEqualTo(Steps.ATTEMPTS + 1);
    assertThat(world.steps.maskFailures).isEmpty();
    world.record("scene/handed-back-and-failed", order.workflowId());
  }
}
