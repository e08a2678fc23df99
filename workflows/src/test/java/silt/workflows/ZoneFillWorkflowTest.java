package silt.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import silt.steps.FillOrder;

class ZoneFillWorkflowTest {

  private final WorkflowWorld world = new WorkflowWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void everySceneRunThatLacksTheSetIsSummarisedOnceAndNothingIsMaskedAgain() {
    world.ledger.lacking =
        LongStream.rangeClosed(1, 45)
            .mapToObj(
                id ->
                    new FillOrder(
                        id,
                        FakeSteps.order(37).scene(),
                        FakeSteps.PRODUCT,
                        "lakes",
                        FakeSteps.artifact("mask"),
                        FakeSteps.artifact("ssc"),
                        FakeSteps.artifact("quality")))
            .toList();

    long filled =
        world.workflow(ZoneFillWorkflow.class, "zone-fill/lakes").fill("lakes", "firstlight", 0, 0);

    assertThat(filled).isEqualTo(45);
    assertThat(world.steps.filled).doesNotHaveDuplicates().hasSize(45);
    assertThat(world.steps.count("mask")).isZero();
    world.record("zone-fill/three-pages", "zone-fill/lakes");
  }
}
