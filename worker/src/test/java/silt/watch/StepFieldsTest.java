package silt.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StepFieldsTest {

  private static final String SCENE = "scene/HLS.S30.T60GVA.2024037T222549.v2.0/r1/firstlight";

  @Test
  void aStepsLineTellsSceneCampaignWorkflowRunStepAndAttempt() {
    assertThat(
            StepFields.of(
                Map.of(
                    "WorkflowId", SCENE,
                    "RunId", "0a1b",
                    "ActivityType", "Fetch",
                    "campaign", "demo",
                    "attempt", "3")))
        .containsExactly(
            Map.entry("scene", "HLS.S30.T60GVA.2024037T222549.v2.0/r1"),
            Map.entry("campaign", "demo"),
            Map.entry("workflow", SCENE),
            Map.entry("run", "0a1b"),
            Map.entry("step", "fetch"),
            Map.entry("attempt", "3"));
  }

  @Test
  void aCampaignsOwnLineTellsItsName() {
    assertThat(StepFields.of(Map.of("WorkflowId", "campaign/demo", "RunId", "1")))
        .containsEntry("campaign", "demo")
        .doesNotContainKey("scene");
  }

  @Test
  void whatAThreadDidBeforeIsNotToldOfALineOfTheProcess() {
    assertThat(StepFields.of(Map.of("campaign", "demo", "attempt", "3"))).isEmpty();
  }
}
