package silt.mask.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import silt.mask.architectures.Architecture;

/** The graphs that the service runs, against the blocks that training knows. */
class FormsTest {

  private static final int SIDE = 128;

  @TempDir Path folder;

  private NetworkForm graph(Architecture architecture, NumericForm form) throws IOException {
    return Forms.graph(
        architecture, Weights.BANDS, Weights.write(architecture, folder), form, Device.CPU);
  }

  private NetworkForm blocks(Architecture architecture, boolean folded) throws IOException {
    return Forms.blocks(architecture, Weights.BANDS, Weights.write(architecture, folder), folded);
  }

  @ParameterizedTest
  @EnumSource
  void theGraphSaysWhatTheBlocksSay(Architecture architecture) throws IOException {
    float[] windows = Weights.windows(2, SIDE);
    try (NetworkForm graph = graph(architecture, NumericForm.F32);
        NetworkForm blocks = blocks(architecture, false);
        NetworkForm folded = blocks(architecture, true)) {
      float[] measure = blocks.logits(windows, 2, SIDE, SIDE);
      float[] logits = graph.logits(windows, 2, SIDE, SIDE);

      assertThat(logits).hasSize(2 * 5 * SIDE * SIDE);
      assertThat(Weights.apart(logits, measure)).isLessThan(1e-5);
      assertThat(Weights.apart(folded.logits(windows, 2, SIDE, SIDE), measure)).isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bfloat16StaysNearAndDoesSomething(Architecture architecture) throws IOException {
    float[] windows = Weights.windows(1, SIDE);
    try (NetworkForm f32 = graph(architecture, NumericForm.F32);
        NetworkForm bf16 = graph(architecture, NumericForm.BF16)) {
      double apart =
          Weights.apart(f32.logits(windows, 1, SIDE, SIDE), bf16.logits(windows, 1, SIDE, SIDE));

      assertThat(apart).isBetween(1e-5, 0.05);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWindowIsTheSameAloneAndInABatch(Architecture architecture) throws IOException {
    float[] windows = Weights.windows(3, SIDE);
    int one = windows.length / 3;
    for (NumericForm form : NumericForm.values()) {
      try (NetworkForm graph = graph(architecture, form)) {
        float[] together = graph.logits(windows, 3, SIDE, SIDE);
        float[] alone = graph.logits(Arrays.copyOfRange(windows, 2 * one, 3 * one), 1, SIDE, SIDE);

        int plane = 5 * SIDE * SIDE;
        assertThat(Weights.apart(Arrays.copyOfRange(together, 2 * plane, 3 * plane), alone))
            .isLessThan(form == NumericForm.F32 ? 1e-5 : 1e-2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void otherSizesThanTheTracedOneGoToo(Architecture architecture) throws IOException {
    float[] windows = Weights.windows(1, 192);
    int high = 192;
    try (NetworkForm graph = graph(architecture, NumericForm.F32);
        NetworkForm blocks = blocks(architecture, false)) {
      float[] wide = Arrays.copyOf(windows, Weights.BANDS * high * 64);

      assertThat(Weights.apart(graph.logits(wide, 1, high, 64), blocks.logits(wide, 1, high, 64)))
          .isLessThan(1e-5);
    }
  }
}
