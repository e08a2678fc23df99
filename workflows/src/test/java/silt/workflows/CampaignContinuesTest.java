package silt.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static silt.workflows.BriefScene.LONG;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.AbstractList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import silt.scene.Outcome;
import silt.steps.CampaignOrder;
import silt.steps.Decision;
import silt.steps.Failures;
import silt.steps.Failures.Person;
import silt.steps.SceneOrder;

/**
 * A campaign continues as new with scenes in flight, and carries no more than its window. On a real
 * server, told to suggest it early: the in-memory one stops its clock for good where a scene ends
 * whose parent has continued as new, and tells no parent of a child that was terminated.
 */
@Tag("slow")
class CampaignContinuesTest {

  private static final Decision ANNA = new Decision("anna", null);
  private static final int SCENES = 60;

  private WorkflowWorld world;

  @AfterEach
  void stop() {
    if (world != null) {
      world.close();
    }
  }

  private void aServerThatSuggestsToContinueAfter(int events) {
    world = WorkflowWorld.onAServer(BriefScene.class, events);
  }

  /** A campaign of which only the long scenes are left, after some runs. */
  private CampaignWorkflow withLongScenesLeft() throws InterruptedException {
    aServerThatSuggestsToContinueAfter(150);
    world.scenes(SCENES);
    CampaignWorkflow campaign = world.begin("demo", 30);
    until(campaign, status -> done(status) == SCENES - LONG);
    assertThat(world.runs("campaign/demo").size()).isGreaterThan(1);
    assertThat(campaign.status().inFlight()).isEqualTo(LONG);
    return campaign;
  }

  private static long done(CampaignStatus status) {
    return status.finished().getOrDefault(Outcome.OBSERVED, 0L);
  }

  private static void until(CampaignWorkflow campaign, Predicate<CampaignStatus> so)
      throws InterruptedException {
    for (int tries = 0; !so.test(campaign.status()); tries++) {
      assertThat(tries).as("%s", campaign.status()).isLessThan(3000);
      Thread.sleep(100);
    }
  }

  @Test
  void scenesInFlightAreNeitherLostNorDoubledNorWaitedFor() throws InterruptedException {
    CampaignWorkflow campaign = withLongScenesLeft();

    // nobody tells the campaign of either end: an earlier run of it began them
    world.scene(1).terminate("by a test");
    world.scene(2).signal("resume");
    until(campaign, status -> done(status) == SCENES - LONG + 1);
    until(campaign, status -> status.inFlight() == LONG - 1);
    for (int number : List.of(1, 3, 4)) {
      // the first one has been begun anew
      world.scene(number).signal("resume");
    }

    assertThat(WorkflowWorld.end(campaign).finished())
        .containsExactly(Map.entry(Outcome.OBSERVED, (long) SCENES));
    assertThat(world.ledger.concluded)
        .hasSize(SCENES)
        .allSatisfy((scene, times) -> assertThat(times).as(scene).isOne());
    assertThat(world.ledger.checks).allSatisfy(asked -> assertThat(asked).hasSizeLessThan(101));
    world.record("campaign/continued-with-scenes-in-flight", world.runs("campaign/demo").get(1));
    world.record("campaign/begun-anew-after-termination", world.runs("campaign/demo").get(0));
  }

  @Test
  void whatAnEarlierRunBeganIsCancelledAndTheLabelsStay() throws InterruptedException {
    CampaignWorkflow campaign = withLongScenesLeft();
    world.ledger.wantedByOthers.add(WorkflowWorld.key(2));
    world.scene(1).terminate("by a test");

    campaign.cancel(ANNA);
    CampaignProgress progress = WorkflowWorld.end(campaign);

    assertThat(progress.finished())
        .containsExactly(
            Map.entry(Outcome.OBSERVED, (long) SCENES - LONG), Map.entry(Outcome.CANCELLED, 3L));
    assertThat(progress.elsewhere()).isEqualTo(1);
    assertThat(world.steps.outcomes.get(WorkflowWorld.key(1)).reason())
        .isEqualTo("cancelled by anna");
    WorkflowExecutionDescription shown = WorkflowStub.fromTyped(campaign).describe();
    assertThat(shown.getTypedSearchAttributes().get(Attributes.CAMPAIGN)).isEqualTo("demo");
    assertThat(shown.getMemo("campaign", String.class)).isEqualTo("demo");
    world.scene(2).signal("resume");
    world.record("campaign/cancelled-after-continuing", "campaign/demo");
  }

  @Test
  void pauseAndWindowHoldInTheNextRun() throws InterruptedException {
    aServerThatSuggestsToContinueAfter(60);
    world.scenes(40);
    CampaignWorkflow campaign = world.begin("demo", 6);
    until(campaign, status -> done(status) > 2);

    campaign.pause(ANNA);
    for (int window = 7; window < 12; window++) {
      campaign.resize(window, ANNA);
    }
    until(campaign, status -> status.inFlight() == LONG);
    int runs = world.runs("campaign/demo").size();
    until(campaign, status -> world.runs("campaign/demo").size() > runs);

    assertThat(campaign.status().state()).isEqualTo("PAUSED");
    assertThat(campaign.status().reason()).isEqualTo("paused by anna");
    assertThat(campaign.status().window()).isEqualTo(11);
    assertThat(campaign.status().inFlight()).isEqualTo(LONG);
    IntStream.rangeClosed(1, LONG).forEach(number -> world.scene(number).signal("resume"));
    campaign.resume(ANNA);
    assertThat(WorkflowWorld.end(campaign).total()).isEqualTo(40);
    assertThat(world.ledger.told()).filteredOn("PAUSED: paused by anna"::equals).hasSize(6);
  }

  @Test
  void aCampaignThatCannotSearchForDaysSaysOnceThatItWaits() throws InterruptedException {
    aServerThatSuggestsToContinueAfter(60);
    world.scenes(5);
    world.steps.missingToDiscover = Person.TOKEN_EXPIRED;
    CampaignWorkflow campaign = world.begin("demo", 6);
    for (int looks = 0; world.runs("campaign/demo").size() < 3; looks++) {
      assertThat(looks).isLessThan(100);
      until(campaign, status -> status.state().equals("PAUSED"));
      look(campaign);
    }
    world.steps.missingToDiscover = null;
    until(campaign, status -> status.state().equals("RUNNING") || look(campaign));
    until(campaign, status -> done(status) == 1 && status.inFlight() == LONG);
    IntStream.rangeClosed(1, LONG).forEach(number -> world.scene(number).signal("resume"));

    assertThat(WorkflowWorld.end(campaign).total()).isEqualTo(5);
    assertThat(world.runs("campaign/demo"))
        .allSatisfy(run -> assertThat(run.getEvents().size()).isLessThan(120));
    world.record("campaign/continued-in-discovery", world.runs("campaign/demo").get(1));
  }

  /** Lets a campaign that waits look again at once, where it still does. */
  private static boolean look(CampaignWorkflow campaign) {
    try {
      campaign.resume(ANNA);
    } catch (WorkflowUpdateException refused) {
      assertThat(refused.getCause()).hasMessageContaining("it is not paused");
    }
    return false;
  }

  @Test
  void aCampaignThatFailsWaitsForWhatAnEarlierRunBegan() throws InterruptedException {
    CampaignWorkflow campaign = withLongScenesLeft();
    world.ledger.pageFailure = Failures.never(Outcome.FAILED, "there is no such campaign", null);
    campaign.retry(ANNA);
    until(campaign, status -> status.state().equals("PAUSED"));

    assertThat(campaign.status().reason()).contains("there is no such campaign");
    assertThat(world.ledger.told()).noneMatch(told -> told.startsWith("FAILED"));
    IntStream.rangeClosed(1, LONG).forEach(number -> world.scene(number).signal("resume"));

    assertThatThrownBy(() -> WorkflowWorld.end(campaign))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(world.ledger.concluded).hasSize(SCENES);
    assertThat(world.ledger.told()).endsWith("FAILED: there is no such campaign");
    world.record("campaign/failed-after-continuing", "campaign/demo");
  }

  @Test
  void aSceneThatIsTerminatedGetsItsOutcomeFromTheCampaign() throws InterruptedException {
    aServerThatSuggestsToContinueAfter(4096);
    world.scenes(6);
    CampaignWorkflow campaign = world.begin("demo", LONG);
    until(campaign, status -> status.inFlight() == LONG);

    world.scene(1).terminate("by a test");
    until(campaign, status -> status.finished().getOrDefault(Outcome.FAILED, 0L) == 1);
    IntStream.rangeClosed(2, LONG).forEach(number -> world.scene(number).signal("resume"));

    assertThat(WorkflowWorld.end(campaign).finished())
        .containsExactly(Map.entry(Outcome.OBSERVED, 5L), Map.entry(Outcome.FAILED, 1L));
    assertThat(world.steps.outcomes.get(WorkflowWorld.key(1)).reason())
        .startsWith("the scene's workflow ended early: ");
    world.record("campaign/scene-terminated", "campaign/demo");
  }

  /** As many scenes as there are, without holding them. */
  private static List<SceneOrder> upTo(int count) {
    return new AbstractList<>() {
      @Override
      public SceneOrder get(int index) {
        return FakeSteps.order(index + 1);
      }

      @Override
      public int size() {
        return count;
      }
    };
  }

  /**
   * The most that any run of a campaign's workflow has written.
   *
   * @param input bytes of what a run was begun with
   * @param largest bytes of the largest event: the bounds of its payloads
   */
  record Size(int events, int bytes, int input, int largest) {

    static Size of(WorkflowExecutionHistory run) {
      return new Size(
          run.getEvents().size(),
          run.getEvents().stream().mapToInt(HistoryEvent::getSerializedSize).sum(),
          run.getEvents().get(0).getSerializedSize(),
          run.getEvents().stream().mapToInt(HistoryEvent::getSerializedSize).max().orElseThrow());
    }

    Size orMore(Size other) {
      return new Size(
          Math.max(events, other.events),
          Math.max(bytes, other.bytes),
          Math.max(input, other.input),
          Math.max(largest, other.largest));
    }
  }

  /** Runs what is left of a campaign of so many scenes and tells what that took. */
  private Size sizeOfTheRest(String name, long done, int scenes) {
    world.ledger.scenes = upTo(scenes);
    CampaignOrder order = WorkflowWorld.order(name, 100);
    CampaignProgress progress =
        world
            .workflow(CampaignWorkflow.class, order.workflowId())
            .run(order, new CampaignProgress(scenes, done, Map.of(Outcome.OBSERVED, done), 0));
    assertThat(progress.total()).isEqualTo(scenes);
    assertThat(world.runs(order.workflowId()).size()).isGreaterThan(1);
    return world.runs(order.workflowId()).stream().map(Size::of).reduce(Size::orMore).orElseThrow();
  }

  @Test
  void theLastOfAMillionScenesTakeAsMuchHistoryAsTheFirstOfAFewThousand() {
    aServerThatSuggestsToContinueAfter(120);
    Size few = sizeOfTheRest("few", LONG, 140);
    Size million = sizeOfTheRest("million", 999_860, 1_000_000);

    // seven thousand times the scenes; how many ends one task takes in differs from time to time
    assertThat(million.events()).isLessThan(few.events() * 3).isLessThan(1_000);
    assertThat(million.bytes()).isLessThan(few.bytes() * 3);
    assertThat(million.largest()).isLessThan(few.largest() + 1024).isLessThan(64 * 1024);
    // keys of a window at most, and the digits of a larger number
    assertThat(million.input()).isLessThan(50 * 1024);
  }

  @Test
  void theMostThatARunCanHandOverIsSmall() {
    List<String> keys =
        IntStream.rangeClosed(1, CampaignOrder.WIDEST).mapToObj(WorkflowWorld::key).toList();
    Map<Person, List<String>> blocked = new EnumMap<>(Person.class);
    Map<Person, String> why = new EnumMap<>(Person.class);
    for (Person what : Person.values()) {
      blocked.put(what, List.of());
      why.put(what, "w".repeat(Standstill.LONGEST_LINE));
    }
    blocked.put(Person.TOKEN_EXPIRED, keys);
    Map<String, String> alone = new TreeMap<>();
    for (int number = 1; number <= Standstill.ALONE_AT_MOST; number++) {
      alone.put(WorkflowWorld.key(1000 + number), "w".repeat(Standstill.LONGEST_LINE));
    }
    CampaignProgress full =
        new CampaignProgress(
            1_000_000,
            1_000_000,
            Map.of(Outcome.OBSERVED, 1_000_000L),
            0,
            new Handover(500, List.of(), blocked, why, keys, ANNA, ANNA, List.of(), alone, null));

    int bytes =
        DefaultDataConverter.STANDARD_INSTANCE.toPayload(full).orElseThrow().getSerializedSize();

    assertThat(bytes).isLessThan(60 * 1024);
  }
}
