package silt.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import silt.scene.BadInput;

/** Files that PyTorch wrote; {@code make_checkpoints.py} beside them tells what they hold. */
class CheckpointTest {

  private static final Path FIXTURES = Path.of("src/test/resources/silt/model/checkpoint");

  @TempDir private Path folder;

  private static Checkpoint open(String name) {
    return Checkpoint.open(FIXTURES.resolve(name));
  }

  private static float[] ramp(int from, int to) {
    float[] ramp = new float[to - from];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = ((from + i) * 7 % 11 - 5) / 8f;
    }
    return ramp;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.pth.tar",
        "protocol3.pth.tar",
        "protocol4.pth.tar",
        "protocol5.pth.tar",
        "half.pth.tar",
        "bfloat16.pth.tar",
        "published.pth.tar"
      })
  void readsTheWeightsUnderTheirNamesWhereverTheyAreKept(String name) throws IOException {
    try (Checkpoint checkpoint = open(name)) {
      Map<String, List<Long>> expected = new LinkedHashMap<>();
      expected.put("conv.weight", List.of(3L, 2L, 3L, 3L));
      for (String each : List.of("conv.bias", "norm.weight", "norm.bias")) {
        expected.put(each, List.of(3L));
      }
      expected.put("norm.running_mean", List.of(3L));
      expected.put("norm.running_var", List.of(3L));
      assertThat(checkpoint.shapes()).containsExactlyEntriesOf(expected);
      assertThat(checkpoint.floats("conv.weight")).containsExactly(ramp(0, 54));
      assertThat(checkpoint.floats("norm.running_var")).containsExactly(ramp(0, 3));
    }
  }

  @Test
  void tellsThePlainNumbersBesideTheWeights() throws IOException {
    try (Checkpoint checkpoint = open("published.pth.tar")) {
      assertThat(checkpoint.numbers())
          .containsExactlyInAnyOrderEntriesOf(Map.of("epoch", 46L, "best_perf", 0.2142));
    }
  }

  @Test
  void readsViewsOfSharedStorages() throws IOException {
    try (Checkpoint checkpoint = open("views.pth.tar")) {
      float[] whole = ramp(0, 24);
      assertThat(checkpoint.floats("shared")).containsExactly(ramp(3, 9));
      float[] transposed = new float[24];
      for (int i = 0; i < 24; i++) {
        transposed[i] = whole[i % 4 * 6 + i / 4];
      }
      assertThat(checkpoint.floats("transposed")).containsExactly(transposed);
      assertThat(checkpoint.floats("stepped"))
          .containsExactly(
              whole[1], whole[2], whole[9], whole[10], whole[13], whole[14], whole[21], whole[22]);
      assertThat(checkpoint.floats("expanded")).hasSize(6).containsOnly(whole[5]);
      assertThat(checkpoint.floats("channels_last")).containsExactly(ramp(0, 12));
      assertThat(checkpoint.floats("parameter")).containsExactly(ramp(0, 4));
      assertThat(checkpoint.shapes().get("single")).isEmpty();
      assertThat(checkpoint.floats("single")).containsExactly(ramp(0, 1));
      assertThat(checkpoint.floats("empty")).isEmpty();
    }
  }

  @Test
  void readsEveryTypeOfNumber() throws IOException {
    try (Checkpoint checkpoint = open("views.pth.tar")) {
      assertThat(checkpoint.floats("float64")).containsExactly(ramp(0, 5));
      assertThat(checkpoint.floats("int64")).containsExactly(-3, 0, 1 << 20);
      assertThat(checkpoint.floats("int32")).containsExactly(-3, 7);
      assertThat(checkpoint.floats("int16")).containsExactly(-3, 7);
      assertThat(checkpoint.floats("int8")).containsExactly(-3, 7);
      assertThat(checkpoint.floats("uint8")).containsExactly(3, 200);
      assertThat(checkpoint.floats("bool")).containsExactly(1, 0);
      assertThat(checkpoint.floats("half")).containsExactly(65504, 0x1p-24f, -0x1p-14f, -0f);
      float near = checkpoint.floats("bfloat16")[0];
      assertThat(near).isBetween(0.99e38f, 1.01e38f);
      assertThat(checkpoint.floats("bfloat16")).containsExactly(near, 0x1p-130f, -3);
    }
  }

  @Test
  void readsStoragesOfABigEndianMachine() throws IOException {
    Path file =
        TorchFile.of(
                Pickled.start()
                    .codes('}')
                    .text("weight")
                    .tensor("0", 2, List.of(2L), List.of(1L))
                    .codes('s')
                    .end())
            .with("archive/byteorder", TorchFile.ascii("big"))
            .with("archive/data/0", ByteBuffer.allocate(8).putFloat(1.5f).putFloat(-2f).array())
            .write(folder.resolve("big.pth"));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.floats("weight")).containsExactly(1.5f, -2f);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          before-1.6.pth | is in the format that PyTorch wrote before 1.6
          whole-model.pth | holds a torch.nn.modules.container.Sequential, not a state_dict
          torchscript.pt | is a TorchScript module, not a checkpoint
          complex.pth | holds no state_dict
          README.md | is no zip
          no-such.pth | there is no such file
          """)
  void whatHoldsNoWeightsIsRefusedByWhatItIs(String name, String reason) {
    assertThatThrownBy(() -> open(name))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(name)
        .hasMessageContaining(reason);
  }

  @Test
  void aTensorThatHoldsNoNumberIsRefused() throws IOException {
    Path file =
        TorchFile.ofTensors(
                Map.of("weight", new float[] {1, Float.NaN}), Map.of("weight", new long[] {2}))
            .write(folder.resolve("nan.pth"));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThatThrownBy(() -> checkpoint.floats("weight"))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("tensor weight holds NaN");
    }
  }
}
