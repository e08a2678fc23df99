package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import silt.installation.Patience;
import silt.installation.Worker;
import silt.workflows.CampaignWorkflowImpl;
import silt.workflows.SceneWorkflowImpl;

/**
 * A new build takes over from an old one with scenes in flight, and an old one where none is left.
 */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SuccessionTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SCENES = 4;

  private static Installation installation;
  private static WorkflowServiceStubs temporal;
  private static WorkflowClient client;
  private static Worker second;

  @BeforeAll
  static void aCampaignWhoseScenesAllWaitForTheArchive() throws IOException {
    installation = Installation.withSmallScenes(SCENES);
    temporal =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(installation.temporal().address())
                .build());
    client = WorkflowClient.newInstance(temporal);
    installation
        .archive()
        .faults()
        .add(
            JSON.readTree(
                """
                {"match": "B03.tif", "kind": "status", "status": 503, "retryAfterS": 2}
                """));
    Worker first = worker("first");
    current("first", 1);
    installation.done(
        "campaign",
        "start",
        "handed-on",
        "--region",
        installation.home().resolve("archive/region.geojson").toString(),
        "--from",
        "2024-01-01",
        "--to",
        "2024-01-31",
        "--cells");
    Patience.until(
        Duration.ofMinutes(2), "every scene is under way", () -> scenes().count() == SCENES);

    second = worker("second");
    current("second", 1);
    first.stop();
    installation.archive().faults().clear();
    Patience.until(
        Duration.ofMinutes(4),
        "every scene has an outcome",
        () -> installation.count("select count(*) from silt.scene_run") == SCENES);
    Patience.until(
        Duration.ofMinutes(1),
        "the campaign is done",
        () -> installation.sql("select state from silt.campaign").equals(List.of("DONE")));
  }

  @AfterAll
  static void bringDown() {
    temporal.shutdownNow();
    installation.close();
  }

  private static Worker worker(String build) {
    return installation.startWorker(Map.of("JAVA_TOOL_OPTIONS", "-Dsilt.buildId=" + build));
  }

  /** Waits until a worker of the build has taken over so often. */
  private static void current(String build, int times) {
    Patience.until(
        Duration.ofMinutes(4),
        "workflows run by build " + build,
        () ->
            installation
                    .workerLogs()
                    .split("workflows run by this build, " + build + ", from now on", -1)
                    .length
                == times + 1);
    assertThat(current()).isEqualTo(build);
  }

  private static String current() {
    return temporal
        .blockingStub()
        .describeWorkerDeployment(
            DescribeWorkerDeploymentRequest.newBuilder()
                .setNamespace("default")
                .setDeploymentName("silt")
                .build())
        .getWorkerDeploymentInfo()
        .getRoutingConfig()
        .getCurrentDeploymentVersion()
        .getBuildId();
  }

  private static String said(Worker worker) {
    try {
      return Files.readString(worker.log());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Stream<WorkflowExecution> scenes() {
    return client
        .listExecutions("WorkflowType = 'SceneWorkflow'")
        .map(found -> found.getExecution());
  }

  /** The builds that decided in a workflow, in order. */
  private static List<String> builds(WorkflowExecutionHistory history) {
    return history.getEvents().stream()
        .filter(HistoryEvent::hasWorkflowTaskCompletedEventAttributes)
        .map(
            event ->
                event.getWorkflowTaskCompletedEventAttributes().getDeploymentVersion().getBuildId())
        .distinct()
        .toList();
  }

  @Test
  @Order(1)
  void scenesThatTheOldBuildBeganAreEndedByTheNew() {
    assertThat(scenes().toList())
        .hasSize(SCENES)
        .allSatisfy(
            scene ->
                assertThat(builds(client.fetchHistory(scene.getWorkflowId())))
                    .containsExactly("first", "second"));
    assertThat(installation.sql("select distinct outcome from silt.scene_run"))
        .isSubsetOf("OBSERVED", "NO_CLEAR_WATER", "TOO_CLOUDY");
  }

  @Test
  @Order(2)
  void whatBothDecidedReplays() throws Exception {
    for (WorkflowExecution scene : scenes().toList()) {
      WorkflowReplayer.replayWorkflowExecution(
          client.fetchHistory(scene.getWorkflowId()), SceneWorkflowImpl.class);
    }
    WorkflowReplayer.replayWorkflowExecution(
        client.fetchHistory("campaign/handed-on"), CampaignWorkflowImpl.class);
  }

  @Test
  @Order(3)
  void anOldBuildThatComesBackStandsByUntilNobodyElseIsThere() {
    Worker again = worker("first");
    Patience.until(
        Duration.ofMinutes(1),
        "it says that it stands by",
        () -> said(again).contains("run by second; this worker stands by"));
    assertThat(current()).isEqualTo("second");

    second.stop();

    current("first", 2);
    assertThat(again.isAlive()).isTrue();
  }
}
