package silt.mask.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.Convention;
import silt.mask.LogScaling;
import silt.mask.MaskClass;
import silt.mask.MaskNetwork;
import silt.model.ModelBundle;
import silt.model.ModelCard;
import silt.model.ModelKind;
import silt.scene.BadInput;

/** Bundles of networks that this code does not build. */
class TorchScriptBundleTest {

  private static final int SIDE = 32;

  @TempDir Path folder;

  private ModelBundle bundle(String module, Consumer<ObjectNode> convention) throws IOException {
    try (InputStream in = getClass().getResourceAsStream(module)) {
      Files.write(folder.resolve(MaskNetwork.MODULE), in.readAllBytes());
    }
    return bundle(convention);
  }

  private ModelBundle bundle(Consumer<ObjectNode> change) {
    ObjectNode convention =
        new Convention(LogScaling.STANDARD, 4, Convention.Output.PROBABILITIES, false).toJson();
    change.accept(convention);
    Map<String, Double> thresholds = new TreeMap<>();
    for (MaskClass c : MaskClass.values()) {
      thresholds.put(c.word(), 0.5);
    }
    return ModelBundle.write(
        folder,
        new ModelCard(
            ModelCard.FORMAT,
            "mask-foreign",
            ModelKind.MASK,
            MaskNetwork.TORCHSCRIPT,
            "two convolutions",
            MaskNetwork.INPUTS,
            "mask classes",
            convention,
            SIDE,
            thresholds,
            null,
            null,
            "Apache-2.0",
            null,
            new TreeMap<>(Map.of(MaskNetwork.MODULE, "0".repeat(64)))));
  }

  @Test
  void aModuleOfAnyArchitectureRunsAndItsProbabilitiesAreDecidedAsSuch() throws IOException {
    float[] ramp = new float[6 * SIDE * SIDE];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (float) i / ramp.length;
    }
    float[] first = {0.4499163f, 0.4875340f, 0.5108341f, 0.5688604f, 0.5405987f};
    float[] last = {0.4482092f, 0.5247685f, 0.4922607f, 0.5617357f, 0.5447115f};
    try (MaskNetwork network = MaskNetwork.load(bundle("any-architecture.pt", c -> {}))) {
      float[] said = network.logits(ramp, 1, SIDE, SIDE);
      for (int c = 0; c < 5; c++) {
        assertThat(said[c * SIDE * SIDE]).isCloseTo(first[c], within(1e-6f));
        assertThat(said[(c + 1) * SIDE * SIDE - 1]).isCloseTo(last[c], within(1e-6f));
      }
      // a probability over its threshold of one half, not a logit over 0, sets a bit
      byte[] flags = network.mask(new short[6][SIDE * SIDE], SIDE, SIDE);
      float[] zero = new float[6 * SIDE * SIDE];
      network.scaling().fill(new short[zero.length], SIDE * SIDE, zero, 0);
      float[] dark = network.logits(zero, 1, SIDE, SIDE);
      int wanted = 0;
      for (int c = 0; c < 5; c++) {
        wanted |= dark[c * SIDE * SIDE] > 0.5f ? 1 << c : 0;
      }
      assertThat(flags[0]).isEqualTo((byte) wanted).isNotEqualTo((byte) 0b11111);
    }
  }

  @Test
  void aModuleOfOtherPlanesIsRefused() {
    assertThatThrownBy(() -> MaskNetwork.load(bundle("four-planes.pt", c -> {})))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("mask-foreign", "model.pt", "4096", "5120");
  }

  @Test
  void aModuleOfOtherBandsIsRefused() {
    assertThatThrownBy(() -> MaskNetwork.load(bundle("three-bands.pt", c -> {})))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("mask-foreign", "model.pt", "3 channels");
  }

  @Test
  void aFileThatIsNoModuleIsRefused() throws IOException {
    Files.writeString(folder.resolve(MaskNetwork.MODULE), "no module");

    assertThatThrownBy(() -> MaskNetwork.load(bundle(c -> {})))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("mask-foreign", "model.pt", "TorchScript");
  }

  @Test
  void aModuleComputesInItsOwnNumericFormAlone() throws IOException {
    ModelBundle bundle = bundle("any-architecture.pt", c -> {});
    assertThatThrownBy(() -> MaskNetwork.load(bundle, NumericForm.BF16, Device.CPU))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("mask-foreign", "f32", "bf16");

    ModelBundle other = bundle("any-architecture.pt", c -> c.put("numericForm", "bf16"));
    MaskNetwork.load(other, NumericForm.BF16, Device.CPU).close();
  }

  @Test
  void itsWindowsKeepToItsStep() throws IOException {
    try (MaskNetwork network =
        MaskNetwork.load(bundle("any-architecture.pt", c -> c.put("step", 8)))) {
      assertThat(network.step()).isEqualTo(8);
    }
    assertThatThrownBy(
            () -> MaskNetwork.load(bundle("any-architecture.pt", c -> c.put("step", 24))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("24");
  }
}
