package silt.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Histories that earlier builds wrote must replay on this one, or a deploy would break the scenes
 * in flight. A change that breaks one goes behind {@code Workflow.getVersion}; a recorded history
 * is never replaced, new ones are added: {@code mvn test -pl workflows -Dsilt.recordHistories=DIR}.
 */
class ReplayTest {

  private static TestWorkflowEnvironment temporal;
  private static Worker worker;

  @BeforeAll
  static void aWorkerThatIsNotHurried() {
    temporal = TestWorkflowEnvironment.newInstance();
    worker = temporal.newWorker("replay", WorkflowWorld.UNHURRIED);
    worker.registerWorkflowImplementationTypes(
        SceneWorkflowImpl.class,
        CampaignWorkflowImpl.class,
        DailyIngestWorkflowImpl.class,
        ZoneFillWorkflowImpl.class,
        TrainingWorkflowImpl.class);
  }

  @AfterAll
  static void stop() {
    temporal.close();
  }

  private static List<Path> histories() throws IOException, URISyntaxException {
    Path root = Path.of(ReplayTest.class.getResource("/histories").toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> replays() throws IOException, URISyntaxException {
    return histories().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getParent().getFileName() + "/" + file.getFileName(), () -> replay(file)));
  }

  private static void replay(Path file) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        WorkflowExecutionHistory.fromJson(Files.readString(file)), worker);
  }

  @Test
  void everyWorkflowHasAHistory() throws IOException, URISyntaxException {
    assertThat(histories())
        .extracting(file -> file.getParent().getFileName().toString())
        .contains("scene", "campaign", "daily", "zone-fill", "training");
  }
}
