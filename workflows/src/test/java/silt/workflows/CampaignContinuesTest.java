package silt.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.AbstractList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import silt.scene.Outcome;
import silt.steps.CampaignOrder;
import silt.steps.Conclusion;
import silt.steps.Decision;
import silt.steps.Failures.Person;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.steps.SceneTrail;

/** A campaign continues as new with scenes in flight, and never carries more than its window. */
class CampaignContinuesTest {

  /** A scene that is nothing but its end: campaigns are what is looked at here. */
  public static final class Ends implements SceneWorkflow {

    @Override
    public SceneReport process(SceneOrder order) {
      if (order.scene().key().compareTo(WorkflowWorld.key(LONG)) <= 0) {
        Workflow.await(Duration.ofDays(3), () -> resumed);
      }
      return Steps.load()
          .conclude(order, SceneTrail.NOTHING, new Conclusion(Outcome.OBSERVED, null));
    }

    private boolean resumed;

    @Override
    public SceneStatus status() {
      return new SceneStatus("load", null);
    }

    @Override
    public void resume() {
      resumed = true;
    }
  }

  /** The first so many scenes last three days each. */
  private static final int LONG = 4;

  private static final Decision ANNA = new Decision("anna", null);

  private final WorkflowWorld world = new WorkflowWorld(Ends.class);

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void scenesInFlightAreNeitherLostNorDoubledNorWaitedFor() {
    world.scenes(1100);
    CampaignWorkflow campaign = world.begin("demo", 60);
    world.pass(Duration.ofHours(1));

    // all others are done, so that the run after the first has begun them
    CampaignStatus status = campaign.status();
    assertThat(status.finished()).containsExactly(Map.entry(Outcome.OBSERVED, 1096L));
    assertThat(status.inFlight()).isEqualTo(4);
    assertThat(world.runs("campaign/demo").size()).isGreaterThan(1);

    // nobody tells the campaign of either end
    world.scene(1).terminate("by a test");
    world.scene(2).signal("resume");
    world.pass(Duration.ofMinutes(3));

    assertThat(campaign.status().finished()).containsExactly(Map.entry(Outcome.OBSERVED, 1097L));
    assertThat(campaign.status().inFlight()).isEqualTo(3);
    assertThat(WorkflowWorld.end(campaign).finished())
        .containsExactly(Map.entry(Outcome.OBSERVED, 1100L));
    assertThat(world.ledger.concluded)
        .hasSize(1100)
        .allSatisfy((scene, times) -> assertThat(times).as(scene).isOne());
  }

  @Test
  void whatOperatorsDecidedHoldsInTheNextRun() {
    world.scenes(1100);
    CampaignWorkflow campaign = world.begin("demo", 5);
    campaign.resize(60, ANNA);
    world.pass(Duration.ofHours(1));
    assertThat(world.runs("campaign/demo").size()).isGreaterThan(1);
    assertThat(campaign.status().window()).isEqualTo(60);

    // that those nobody else wants are cancelled is shown on a real server: the in-memory one comes
    // to a stop where a scene is cancelled whose parent has continued as new
    world.ledger.wantedByOthers.addAll(
        List.of(WorkflowWorld.key(2), WorkflowWorld.key(3), WorkflowWorld.key(4)));
    world.scene(1).terminate("by a test");
    campaign.cancel(ANNA);
    CampaignProgress progress = WorkflowWorld.end(campaign);

    assertThat(progress.finished())
        .containsExactly(Map.entry(Outcome.OBSERVED, 1096L), Map.entry(Outcome.CANCELLED, 1L));
    assertThat(progress.elsewhere()).isEqualTo(3);
    assertThat(world.steps.outcomes.get(WorkflowWorld.key(1)).reason())
        .isEqualTo("cancelled by anna");
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
    Size few = sizeOfTheRest("few", LONG, 1_100);
    Size million = sizeOfTheRest("million", 998_900, 1_000_000);

    // how many completions one task takes in differs from time to time, and so do events a little
    assertThat(million.events()).isLessThan(few.events() * 5 / 4).isLessThan(12_000);
    assertThat(million.bytes()).isLessThan(few.bytes() * 5 / 4);
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
    CampaignProgress full =
        new CampaignProgress(
            1_000_000,
            1_000_000,
            Map.of(Outcome.OBSERVED, 1_000_000L),
            0,
            new Handover(500, List.of(), blocked, why, keys, ANNA, ANNA, List.of()));

    int bytes =
        DefaultDataConverter.STANDARD_INSTANCE.toPayload(full).orElseThrow().getSerializedSize();

    assertThat(bytes).isLessThan(50 * 1024);
  }
}
