package silt.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.db.Campaigns;
import silt.db.RetryFilter;
import silt.discover.FoundScene;
import silt.scene.GranuleId;
import silt.scene.Outcome;
import silt.scene.Scene;
import silt.steps.CampaignOrder;
import silt.steps.Conclusion;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.steps.SceneTrail;
import silt.steps.WindowCheck;
import silt.workflows.SceneHandover;
import silt.workflows.SceneStatus;
import silt.workflows.SceneWorkflow;

class ReconcilingTest {

  /** A scene that never ends by itself. */
  public static final class Endless implements SceneWorkflow {

    @Override
    public SceneReport process(SceneOrder order, SceneHandover from) {
      Workflow.await(() -> false);
      return null;
    }

    @Override
    public SceneStatus status() {
      return null;
    }

    @Override
    public void resume() {}
  }

  private static final String QUEUE = "scenes";

  @TempDir Path folder;
  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private LoadingWorld world;
  private CampaignOrder campaign;
  private List<SceneOrder> scenes;

  @BeforeEach
  void aCampaignOfSixScenes() {
    world = new LoadingWorld(folder);
    world.campaign("demo");
    world.campaign("other");
    campaign = new CampaignOrder("demo", world.product, List.of(), 8);
    new StoredCampaigns(world.database)
        .found("demo", IntStream.range(10, 16).mapToObj(ReconcilingTest::found).toList());
    scenes = world.ledger.page(campaign, 0, 10).scenes();
    temporal.newWorker(QUEUE).registerWorkflowImplementationTypes(Endless.class);
    temporal.start();
  }

  @AfterEach
  void close() {
    temporal.close();
    world.close();
  }

  private static FoundScene found(int day) {
    Scene scene = new Scene(new GranuleId("HLS.S30.T60GVA.20240%dT222549.v2.0".formatted(day)), 1);
    return new FoundScene(
        scene,
        scene.granule().acquiredAt(),
        12.0,
        LoadingWorld.line().buffer(1),
        URI.create("https://archive.example/g/"),
        0,
        Instant.EPOCH);
  }

  private String key(int nr) {
    return scenes.get(nr).scene().key();
  }

  private void ended(int nr, Outcome outcome, String by) {
    SceneOrder order = scenes.get(nr);
    world.load.conclude(
        new SceneOrder(order.scene(), order.product(), order.assetBase(), List.of(), by),
        SceneTrail.NOTHING,
        new Conclusion(outcome, "because"));
  }

  private WorkflowStub begun(int nr) {
    WorkflowClient client = temporal.getWorkflowClient();
    SceneWorkflow scene =
        client.newWorkflowStub(
            SceneWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(QUEUE)
                .setWorkflowId(scenes.get(nr).workflowId())
                .build());
    WorkflowClient.start(scene::process, scenes.get(nr), null);
    return WorkflowStub.fromTyped(scene);
  }

  private List<String> keys() {
    return scenes.stream().map(order -> order.scene().key()).toList();
  }

  @Test
  void theDatabaseTellsWhatEndedAndTemporalWhatIsInHand() {
    ended(0, Outcome.FAILED, "demo");
    ended(1, Outcome.TOO_CLOUDY, "other");
    ended(2, Outcome.FAILED, "other");
    begun(3);
    begun(4).terminate("by hand");

    WindowCheck check =
        new Reconciling(world.database, new InHand(temporal.getWorkflowClient())::of)
            .check(campaign, keys());

    assertThat(check.ended()).isEqualTo(Map.of(key(0), Outcome.FAILED, key(1), Outcome.TOO_CLOUDY));
    assertThat(check.running()).containsExactly(key(3));
    assertThat(check.free()).containsExactly(scenes.get(2), scenes.get(4), scenes.get(5));
  }

  @Test
  void aSceneThatEndsBetweenTheTwoQuestionsIsNotDoneTwice() {
    WindowCheck check =
        new Reconciling(
                world.database,
                asked -> {
                  ended(0, Outcome.NO_DATA, "other");
                  return Set.of();
                })
            .check(campaign, List.of(key(0), key(1)));

    assertThat(check.ended()).isEqualTo(Map.of(key(0), Outcome.NO_DATA));
    assertThat(check.free()).containsExactly(scenes.get(1));
  }

  @Test
  void aFailureWhoseRetryIsAskedForIsFree() {
    ended(0, Outcome.FAILED, "demo");
    new Campaigns(world.database).retry("demo", RetryFilter.ALL, "anna");

    assertThat(
            new Reconciling(world.database, asked -> Set.of())
                .check(campaign, List.of(key(0)))
                .free())
        .containsExactly(scenes.get(0));
  }

  @Test
  void onlyWhatAnotherOpenCampaignHasToDoIsWantedByOthers() {
    new StoredCampaigns(world.database).found("other", List.of(found(10), found(11)));
    ended(0, Outcome.TOO_CLOUDY, "demo");
    Reconciling reconciling = new Reconciling(world.database, asked -> Set.of());

    assertThat(reconciling.wantedByOthers(campaign, keys())).containsExactly(key(1));
    world.ledger.campaignState("other", "DONE", null);
    assertThat(reconciling.wantedByOthers(campaign, keys())).isEmpty();
    assertThat(reconciling.wantedByOthers(campaign, List.of())).isEmpty();
  }

  @Test
  void aSceneThatIsNotTheCampaignsIsAFault() {
    assertThatThrownBy(
            () ->
                new Reconciling(world.database, asked -> Set.of())
                    .check(campaign, List.of(LoadingWorld.SCENE.key())))
        .hasMessageContaining("no longer holds");
  }
}
