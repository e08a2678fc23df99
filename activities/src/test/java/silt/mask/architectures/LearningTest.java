package silt.mask.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import silt.mask.Torch;

/** Each network learns, by the gradients that PyTorch finds. */
class LearningTest {

  private static final int HEIGHT = 64;
  private static final int WIDTH = 96;
  private static final int LABELS = 10_002;
  private static final int PROBES = 20_000;

  @BeforeAll
  static void load() {
    Torch.require();
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAreThoseOfPyTorch(Architecture architecture) {
    Fixture fixture = Fixture.of(architecture);
    try (NDManager manager = NDManager.newBaseManager()) {
      SegmentationNetwork network = fixture.network(manager, 6);
      NDArray x =
          manager.create(SeededWeights.image(6, HEIGHT, WIDTH), new Shape(1, 6, HEIGHT, WIDTH));
      learn(network, manager, x, false);

      List<Parameter> learning = learning(network);
      assertThat(learning).hasSize(fixture.found().get("gradients").size());
      for (int i = 0; i < learning.size(); i++) {
        float[] ours = learning.get(i).getArray().getGradient().toFloatArray();
        double norm = fixture.found().get("gradients").get(i).get(0).asDouble();
        double product = fixture.found().get("gradients").get(i).get(1).asDouble();

        assertThat(
                Math.abs(product(ours, SeededWeights.uniform(PROBES + i, ours.length)) - product))
            .as("gradient of %s", learning.get(i).getId())
            .isLessThan(5e-3 * norm);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStepDownTheGradientLowersTheLoss(Architecture architecture) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Engine.getInstance().setRandomSeed(7);
      SegmentationNetwork network = architecture.create(4);
      Shape shape = new Shape(2, 4, 64, 64);
      network.initialize(manager, DataType.FLOAT32, shape);
      NDArray x = manager.create(SeededWeights.image(8, 64, 64), shape);

      double before = learn(network, manager, x, true);
      NDArray rate = manager.create(0.05f);
      for (Parameter parameter : learning(network)) {
        NDArray weights = parameter.getArray();
        weights.subi(weights.getGradient().mul(rate));
      }

      assertThat(learn(network, manager, x, true)).isLessThan(before);
    }
  }

  @Test
  void deepLabRefusesToLearnFromOneImage() {
    try (NDManager manager = NDManager.newBaseManager()) {
      SegmentationNetwork network = Architecture.DEEPLABV3PLUS_MOBILENETV2.create(6);
      Shape shape = new Shape(1, 6, 32, 32);
      network.initialize(manager, DataType.FLOAT32, shape);
      NDArray x = manager.create(shape);

      assertThatThrownBy(() -> learn(network, manager, x, true))
          .hasMessageContaining("at least 2 images");
    }
  }

  private static List<Parameter> learning(SegmentationNetwork network) {
    return network.published().values().stream().filter(Parameter::requiresGradient).toList();
  }

  /** The mean cross-entropy of seeded labels; its gradients lie in the parameters after. */
  private static double learn(
      SegmentationNetwork network, NDManager manager, NDArray x, boolean training) {
    try (NDManager brief = manager.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.zeroGradients();
      NDArray logits =
          network
              .forward(new ParameterStore(brief, false), new NDList(x), training)
              .singletonOrThrow();
      float[] values = SeededWeights.uniform(LABELS, Math.toIntExact(logits.getShape().size()));
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] > 0 ? 1 : 0;
      }
      NDArray labels = brief.create(values, logits.getShape());
      NDArray loss = logits.getNDArrayInternal().softPlus().sub(logits.mul(labels)).mean();
      collector.backward(loss);
      return loss.getFloat();
    }
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
