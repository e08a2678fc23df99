package silt.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import silt.steps.Failures;
import silt.steps.FillOrder;

class ZoneFillWorkflowTest {

  private final WorkflowWorld world = new WorkflowWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void everySceneRunThatLacksTheSetIsSummarisedOnceAndNothingIsMaskedAgain() {
    world.ledger.lacking = lacking(45);

    long filled =
        world.workflow(ZoneFillWorkflow.class, "zone-fill/lakes").fill("lakes", "firstlight", 0, 0);

    assertThat(filled).isEqualTo(45);
    assertThat(world.steps.filled).doesNotHaveDuplicates().hasSize(45);
    assertThat(world.steps.count("mask")).isZero();
    world.record("zone-fill/three-pages", "zone-fill/lakes");
  }

  private static List<FillOrder> lacking(int count) {
    return LongStream.rangeClosed(1, count)
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
  }

  @Test
  void rowsThatAreGoneFromStagingAreMadeAgain() {
    world.ledger.lacking = lacking(1);
    world.steps.fillFailures.add(Failures.gone("rows.jsonl.gz is gone", null));

    assertThat(
            world
                .workflow(ZoneFillWorkflow.class, "zone-fill/lakes")
                .fill("lakes", "firstlight", 0, 0))
        .isEqualTo(1);

    assertThat(world.steps.count("summarise")).isEqualTo(2);
    assertThat(world.steps.filled).containsExactly(1L);
    world.record("zone-fill/rows-gone", "zone-fill/lakes");
  }
}
