package silt.mask.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.Test;
import silt.mask.Torch;

class CompactUnetTest {

  private static final Shape INPUT = new Shape(1, 6, 160, 160);

  @Test
  void foldingTheNormalisationsLeavesTheLogitsAsTheyWere() {
    Torch.require();
    try (NDManager manager = NDManager.newBaseManager()) {
      CompactUnet network = fresh(manager);
      NDArray x = manager.randomNormal(INPUT);
      float[] plain = logits(network, manager, x);
      network.fold(manager);

      assertThat(logits(network, manager, x))
          .usingComparatorWithPrecision(1e-3f)
          .containsExactly(plain);
    }
  }

  @Test
  void aPixelSeesOverAHundredPixelsOfScene() {
    Torch.require();
    try (NDManager manager = NDManager.newBaseManager()) {
      CompactUnet network = fresh(manager);
      network.fold(manager);
      NDArray x = manager.randomNormal(INPUT);
      float[] before = logits(network, manager, x);
      NDArray changed = x.duplicate();
      changed.set(new ai.djl.ndarray.index.NDIndex(":, :, 80, 28"), 50f);
      float[] after = logits(network, manager, changed);
      int pixel = 80 * 160 + 80;

      assertThat((double) Math.abs(after[pixel] - before[pixel])).isGreaterThan(0);
    }
  }

  @Test
  void theSizeIsAsTheCardsSay() {
    Torch.require();
    try (NDManager manager = NDManager.newBaseManager()) {
      long weights =
          fresh(manager).getParameters().values().stream()
              .mapToLong(p -> p.getArray().getShape().size())
              .sum();

      assertThat(weights).isCloseTo(420_000L, within(30_000L));
    }
  }

  private static CompactUnet fresh(NDManager manager) {
    CompactUnet network = new CompactUnet(6);
    network.initialize(manager, DataType.FLOAT32, INPUT);
    return network;
  }

  private static float[] logits(CompactUnet network, NDManager manager, NDArray x) {
    return network
        .forward(new ParameterStore(manager, false), new NDList(x), false)
        .singletonOrThrow()
        .toFloatArray();
  }
}
