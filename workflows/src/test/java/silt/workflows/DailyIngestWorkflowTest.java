package silt.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import silt.scene.Outcome;
import silt.steps.CampaignOrder;
import silt.steps.DailyFound;
import silt.steps.DailyOrder;
import silt.steps.DailyStart.CampaignBegin;
import silt.steps.Failures;
import silt.steps.Failures.Person;

class DailyIngestWorkflowTest {

  private static final DailyOrder ORDER = DailyOrder.of("north", Duration.ofHours(24), 1);

  private final WorkflowWorld world = new WorkflowWorld();
  private final FakeDaily daily = world.daily;

  @AfterEach
  void stop() {
    world.close();
  }

  private Instant now() {
    return Instant.ofEpochMilli(world.temporal.currentTimeMillis());
  }

  private DailyIngestWorkflow workflow(String run) {
    return world.workflow(DailyIngestWorkflow.class, ORDER.workflowId() + "-" + run);
  }

  private DailyFound run(String run) {
    return workflow(run).ingest(ORDER, null);
  }

  private void publish(int count) {
    for (int i = 0; i < count; i++) {
      daily.publish(now(), i, 1, now().minusSeconds(60 - i), Duration.ZERO);
    }
  }

  /** The campaign ends after the run that began it. */
  private void campaignOf(String name) {
    world
        .temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(CampaignOrder.workflowId(name))
        .getResult(CampaignProgress.class);
  }

  @Test
  void aRunStartsACampaignOverWhatIsNewWhichOutlivesIt() {
    publish(3);

    DailyFound found = run("one");

    assertThat(found).isEqualTo(new DailyFound(3, 3, 0));
    assertThat(daily.ended).containsExactly("FOUND");
    campaignOf(daily.begun.get(0));
    assertThat(world.ledger.concluded.values()).containsExactly(1, 1, 1);
    assertThat(world.ledger.runs.values())
        .extracting(FakeLedger.Run::outcome)
        .containsOnly(Outcome.OBSERVED);
    assertThat(world.steps.count("discover")).isZero();
    world.record("daily/found", "daily/north-one");
  }

  @Test
  void aRunThatFindsNothingSaysSoAndMakesNoCampaign() {
    assertThat(run("one").scenes()).isZero();

    assertThat(daily.ended).containsExactly("NOTHING");
    assertThat(daily.begun).isEmpty();
    world.record("daily/nothing", "daily/north-one");
  }

  @Test
  void anOutageOfHoursIsWaitedForAndIsNeverNoImagery() {
    publish(2);
    daily.outages.put(now().minusSeconds(1), now().plus(Duration.ofHours(7)));

    assertThat(run("one").scenes()).isEqualTo(2);

    assertThat(daily.ended).containsExactly("FOUND");
    assertThat(daily.searches).as("asked every ten minutes at most").isBetween(20, 60);
    world.record("daily/outage", "daily/north-one");
  }

  @Test
  void whatAPersonMustMendIsWaitedForAndShown() {
    publish(1);
    daily.failures.add(Failures.person(Person.TOKEN_MISSING, "no token", null));
    DailyIngestWorkflow workflow = workflow("one");
    WorkflowClient.start(workflow::ingest, ORDER, null);
    world.temporal.sleep(Duration.ofMinutes(1));

    assertThat(workflow.status())
        .isEqualTo(new DailyRunStatus("search", "search: TOKEN_MISSING: no token"));
    workflow.resume();
    WorkflowStub.fromTyped(workflow).getResult(DailyFound.class);

    assertThat(daily.waits).containsExactly("search: TOKEN_MISSING: no token", "null");
    assertThat(daily.ended).containsExactly("FOUND");
    world.record("daily/waited-for-person", "daily/north-one");
  }

  @Test
  void aSearchThatIsRefusedEndsTheRunAndTheNextOneTriesAgain() {
    publish(1);
    daily.failures.add(Failures.never(Outcome.FAILED, "CMR answered 400: no such parameter", null));

    assertThatThrownBy(() -> run("one")).isInstanceOf(WorkflowFailedException.class);
    assertThat(run("two").scenes()).isEqualTo(1);

    assertThat(daily.ended).containsExactly("FAILED: CMR answered 400: no such parameter", "FOUND");
    world.record("daily/refused", "daily/north-one");
  }

  @Test
  void aCampaignThatAnEarlierRunStoredAndNeverStartedIsStarted() {
    CampaignOrder left = new CampaignOrder("north.7", FakeSteps.PRODUCT, List.of("reaches"), 8, 1);
    world.ledger.scenes = List.of(FakeSteps.order(7));
    daily.unbegun.add(new CampaignBegin(left, 1));
    run("one");
    campaignOf("north.7");
    daily.unbegun.add(new CampaignBegin(left, 1));

    run("two");

    assertThat(daily.begun).containsExactly("north.7", "north.7");
    assertThat(world.ledger.concluded.values()).containsExactly(1);
    world.record("daily/left-behind", "daily/north-two");
  }

  @Test
  void aDisabledOneAsksNothing() {
    daily.disabled = true;
    publish(1);

    assertThat(run("one").told()).isZero();
    assertThat(daily.ended).containsExactly("DISABLED");
    assertThat(daily.searches).isZero();
  }

  @Test
  void aRunThatIsCancelledSaysSo() {
    daily.outages.put(now().minusSeconds(1), now().plus(Duration.ofDays(9)));
    DailyIngestWorkflow workflow = workflow("one");
    WorkflowClient.start(workflow::ingest, ORDER, null);
    world.temporal.sleep(Duration.ofHours(1));

    WorkflowStub.fromTyped(workflow).cancel();

    assertThatThrownBy(() -> WorkflowStub.fromTyped(workflow).getResult(DailyFound.class))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(daily.ended).containsExactly("FAILED: cancelled by an operator");
    world.record("daily/cancelled", "daily/north-one");
  }

  /**
   * One run at its time, to the end of its campaign. Each has a server of its own: the in-memory
   * one skips no time any more once a child has outlived its parent.
   */
  private void aDay(Instant due) {
    try (WorkflowWorld day = new WorkflowWorld(daily, due)) {
      day.workflow(DailyIngestWorkflow.class, ORDER.workflowId() + "-" + due).ingest(ORDER, null);
      if (daily.begun.size() > daily.ended.size()) {
        throw new AssertionError("a run began more than one campaign: " + daily.begun);
      }
      String last = daily.begun.isEmpty() ? null : daily.begun.get(daily.begun.size() - 1);
      if (last != null && daily.ended.get(daily.ended.size() - 1).equals("FOUND")) {
        day.temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub(CampaignOrder.workflowId(last))
            .getResult(CampaignProgress.class);
      }
    }
  }

  /** Thirty days at their true length, by servers whose time is skipped. */
  @Test
  void thirtyDaysMissNothingAndDoubleNothing() {
    Instant first = now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    Random dice = new Random(7);
    Set<String> published = new TreeSet<>();
    for (int day = 0; day < 30; day++) {
      Instant noon = first.plus(day, ChronoUnit.DAYS).plus(Duration.ofHours(12));
      for (int nr = 0; nr < 4; nr++) {
        // some are of days ago, some known to the search hours after they were revised
        Instant acquired = noon.minus(dice.nextInt(4) == 0 ? 12 : 1, ChronoUnit.DAYS);
        Duration lag = dice.nextInt(3) == 0 ? Duration.ofHours(dice.nextInt(23)) : Duration.ZERO;
        int second = day + 30 * (nr % 2);
        daily.publish(acquired, second, 1, noon.plusSeconds(nr), lag);
        if (dice.nextInt(5) == 0) {
          daily.publish(
              acquired, second, 2, noon.plus(Duration.ofHours(30L + dice.nextInt(60))), lag);
        }
      }
    }
    daily.outages.put(at(first, 5, 5), at(first, 5, 20));
    daily.outages.put(at(first, 11, 6), at(first, 11, 7));
    for (int day = 1; day <= 34; day++) {
      if (day < 17 || day > 19) { // nobody at work for three days
        aDay(at(first, day, 6));
      }
    }
    daily.archive.forEach(revision -> published.add(revision.key()));
    Set<String> everTold = new TreeSet<>(daily.held);

    assertThat(published).containsAll(everTold);
    // a first revision may be superseded before a run sees it; the last one of each is never missed
    daily.archive.stream()
        .filter(
            one ->
                daily.archive.stream()
                    .noneMatch(
                        other ->
                            other.granule().equals(one.granule())
                                && other.revision() > one.revision()))
        .forEach(last -> assertThat(everTold).contains(last.key()));
    assertThat(world.ledger.concluded.keySet()).isEqualTo(everTold);
    assertThat(world.ledger.concluded.values()).containsOnly(1);
    assertThat(daily.ended).hasSize(31).doesNotContain("FAILED");
  }

  private static Instant at(Instant first, int day, int hour) {
    return first.plus(day, ChronoUnit.DAYS).plus(Duration.ofHours(hour));
  }
}
