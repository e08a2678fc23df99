package silt.mask.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.mask.architectures.Architecture;
import silt.mask.architectures.SeededWeights;

/** The graphs that the service runs, against the blocks that training knows. */
class FormsTest {

  private static final Logger LOG = LoggerFactory.getLogger(FormsTest.class);

  /** Of the sums' order alone; weights that were never trained amplify it. */
  private static final double ROUNDING = 2e-5;

  @TempDir Path folder;

  private static NetworkForm graph(Architecture architecture, Weights weights, NumericForm form) {
    return Forms.graph(architecture, Weights.BANDS, weights.file(), form, Device.CPU);
  }

  @ParameterizedTest
  @EnumSource
  void inFloat32TheGraphSaysWhatTheBlocksSayAndInBfloat16Nearly(Architecture architecture)
      throws IOException {
    Weights weights = Weights.of(architecture, folder);
    int high = weights.height();
    int wide = weights.width();
    float[] image = weights.windows(1);
    try (NetworkForm f32 = graph(architecture, weights, NumericForm.F32);
        NetworkForm bf16 = graph(architecture, weights, NumericForm.BF16);
        NetworkForm blocks = Forms.blocks(architecture, Weights.BANDS, weights.file(), false)) {
      float[] measure = blocks.logits(image, 1, high, wide);
      float[] full = f32.logits(image, 1, high, wide);
      float[] half = bf16.logits(image, 1, high, wide);
      LOG.info(
          "{}: f32 at most {} from the blocks, bf16 {} and {} in the mean",
          architecture.word(),
          Weights.apart(full, measure),
          Weights.apart(half, measure),
          Weights.meanApart(half, measure));

      assertThat(measure).hasSize(5 * high * wide);
      near(architecture, full, measure);
      // it is another arithmetic, so it may not be equal either
      assertThat(Weights.meanApart(half, measure)).isBetween(1e-5, 0.05);
    }
  }

  /**
   * SegNet puts a maximum back where it was found, and which of four nearly equal values is the
   * largest hangs on the order of sums: there, single pixels differ.
   */
  private static void near(Architecture architecture, float[] logits, float[] measure) {
    if (architecture == Architecture.SEGNET) {
      assertThat(Weights.shareBeyond(ROUNDING, logits, measure)).isLessThan(0.05);
    } else {
      assertThat(Weights.apart(logits, measure)).isLessThan(ROUNDING);
    }
  }

  @ParameterizedTest
  @EnumSource
  void otherSizesThanTheTracedOneGoToo(Architecture architecture) throws IOException {
    Weights weights = Weights.of(architecture, folder);
    int high = architecture.up(150);
    float[] narrow = SeededWeights.image(Weights.BANDS, high, 64);
    try (NetworkForm graph = graph(architecture, weights, NumericForm.F32);
        NetworkForm blocks = Forms.blocks(architecture, Weights.BANDS, weights.file(), false)) {

      near(architecture, graph.logits(narrow, 1, high, 64), blocks.logits(narrow, 1, high, 64));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWindowIsTheSameAloneAndInABatch(Architecture architecture) throws IOException {
    Weights weights = Weights.of(architecture, folder);
    int high = weights.height();
    int wide = weights.width();
    float[] windows = weights.windows(3);
    int of = windows.length / 3;
    int plane = 5 * high * wide;
    for (NumericForm form : NumericForm.values()) {
      try (NetworkForm graph = graph(architecture, weights, form)) {
        float[] together = graph.logits(windows, 3, high, wide);
        float[] alone = graph.logits(Arrays.copyOfRange(windows, 2 * of, 3 * of), 1, high, wide);

        float[] last = Arrays.copyOfRange(together, 2 * plane, 3 * plane);
        assertThat(Weights.apart(last, alone)).isLessThan(1e-5);
      }
    }
  }
}
