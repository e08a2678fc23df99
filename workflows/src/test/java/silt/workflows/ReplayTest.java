package silt.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Histories that earlier builds wrote must replay on this one, or a deploy would break the scenes
 * in flight. A change that breaks one goes behind {@code Workflow.getVersion}; a recorded history
 * is never replaced, new ones are added: {@code mvn test -pl workflows -Dsilt.recordHistories=DIR}.
 */
class ReplayTest {

  private static final Map<String, Class<?>> IMPLEMENTATIONS =
      Map.of(
          "scene", SceneWorkflowImpl.class,
          "campaign", CampaignWorkflowImpl.class,
          "daily", DailyIngestWorkflowImpl.class,
          "zone-fill", ZoneFillWorkflowImpl.class,
          "training", TrainingWorkflowImpl.class);

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
    Class<?> implementation = IMPLEMENTATIONS.get(file.getParent().getFileName().toString());
    WorkflowReplayer.replayWorkflowExecution(Files.readString(file), implementation);
  }

  @Test
  void everyWorkflowHasAHistory() throws IOException, URISyntaxException {
    assertThat(histories())
        .extracting(file -> file.getParent().getFileName().toString())
        .containsAll(IMPLEMENTATIONS.keySet());
  }
}
