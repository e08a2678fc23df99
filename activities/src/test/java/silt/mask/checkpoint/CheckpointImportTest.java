package silt.mask.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.mask.Convention;
import silt.mask.CropStretch;
import silt.mask.MaskClass;
import silt.mask.MaskNetwork;
import silt.mask.Torch;
import silt.mask.architectures.Architecture;
import silt.mask.architectures.Fixture;
import silt.mask.architectures.SeededWeights;
import silt.model.ModelBundle;
import silt.model.ModelCard;
import silt.model.Sha256;
import silt.model.checkpoint.TorchFile;
import silt.scene.BadInput;

class CheckpointImportTest {

  private static final Logger log = LoggerFactory.getLogger(CheckpointImportTest.class);

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    Torch.require();
  }

  /** The seeded weights of an architecture as PyTorch would save them. */
  private record Seeded(Map<String, float[]> tensors, Map<String, long[]> shapes) {

    static Seeded of(Architecture architecture) {
      Seeded seeded = new Seeded(new LinkedHashMap<>(), new LinkedHashMap<>());
      try (NDManager manager = NDManager.newBaseManager()) {
        Fixture.of(architecture)
            .network(manager, 6)
            .published()
            .forEach(
                (name, parameter) ->
                    seeded.with(
                        name,
                        parameter.getArray().toFloatArray(),
                        parameter.getArray().getShape().getShape()));
      }
      return seeded;
    }

    Seeded with(String name, float[] numbers, long... shape) {
      tensors.put(name, numbers);
      shapes.put(name, shape);
      return this;
    }

    Seeded without(String name) {
      tensors.remove(name);
      return this;
    }

    Path write(Path folder) {
      return TorchFile.ofTensors(tensors, shapes).write(folder.resolve("model.pth.tar"));
    }
  }

  private static CheckpointImport of(Path checkpoint, Architecture architecture) {
    return new CheckpointImport(
        checkpoint, architecture, "mask-imported", Map.of(), "CC0-1.0", List.of("A. Nonymous"));
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPACT_UNET", "MOBILENETV3_LRASPP_SMALL"})
  void importedWeightsGiveTheProbabilitiesOfPyTorch(Architecture architecture) {
    agreesWithPyTorch(architecture);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"COMPACT_UNET", "MOBILENETV3_LRASPP_SMALL"})
  void importedWeightsOfLargeNetworksDoSoToo(Architecture architecture) {
    agreesWithPyTorch(architecture);
  }

  private void agreesWithPyTorch(Architecture architecture) {
    Fixture fixture = Fixture.of(architecture);
    ModelBundle bundle =
        of(Seeded.of(architecture).write(folder), architecture).write(folder.resolve("bundle"));
    float[] image = SeededWeights.image(6, fixture.height(), fixture.width());
    try (MaskNetwork network = MaskNetwork.loadBlocks(bundle, true)) {
      double difference =
          fixture.difference(network.logits(image, 1, fixture.height(), fixture.width()), 6);
      log.info(
          "{}: imported, probabilities differ from PyTorch's by at most {}",
          architecture.word(),
          String.format("%.1e", difference));
      assertThat(difference).isLessThan(1e-5);
    }
  }

  @Test
  void theCardSaysWhatTheWeightsMean() {
    Path file = Seeded.of(Architecture.MOBILENETV3_LRASPP_SMALL).write(folder);
    ModelCard card =
        new CheckpointImport(
                file,
                Architecture.MOBILENETV3_LRASPP_SMALL,
                "mask-mobile",
                Map.of(MaskClass.CLOUD, 0.45),
                "CC-BY-4.0",
                List.of("A. Nonymous"))
            .write(folder.resolve("bundle"))
            .card();
    assertThat(card.name()).isEqualTo("mask-mobile");
    assertThat(card.architecture()).isEqualTo("mobilenetv3-lraspp-small");
    assertThat(card.thresholds())
        .isEqualTo(
            Map.of(
                "water",
                0.2,
                "cloudShadow",
                0.2,
                "cloud",
                0.45,
                "snowIce",
                0.2,
                "terrainShade",
                0.7));
    Convention convention = Convention.of(card);
    assertThat(convention.scaling()).isEqualTo(new CropStretch());
    assertThat(convention.output()).isEqualTo(Convention.Output.LOGITS);
    assertThat(convention.sunlit()).isFalse();
    assertThat(card.licence()).isEqualTo("CC-BY-4.0");
    assertThat(card.credits()).hasSize(2).anyMatch(credit -> credit.contains("JSTARS.2025"));
    assertThat(card.training().at("/imported/checkpoint").asText()).isEqualTo("model.pth.tar");
    assertThat(card.training().at("/imported/sha256").asText()).isEqualTo(Sha256.of(file));
  }

  @Test
  void aTensorThatIsMissingExtraOrMisshapenIsNamed() {
    Path file =
        Seeded.of(Architecture.COMPACT_UNET)
            .without("up1.conv.weight")
            .with("heads.bias", new float[4], 4)
            .with("aux.weight", new float[1], 1)
            .write(folder);
    refused(
        of(file, Architecture.COMPACT_UNET),
        "model.pth.tar does not fit compact-unet-16",
        "it lacks up1.conv.weight",
        "it has aux.weight beside",
        "heads.bias has shape [4], not [5]");
  }

  @Test
  void anArchitectureThatWouldFitIsNamed() {
    Path file = Seeded.of(Architecture.COMPACT_UNET).write(folder);
    assertThatThrownBy(
            () -> of(file, Architecture.MOBILENETV3_LRASPP_SMALL).write(folder.resolve("bundle")))
        .isInstanceOfSatisfying(
            BadInput.class,
            refusal -> {
              assertThat(refusal.getMessage())
                  .contains("it lacks backbone.trunk.first.weight")
                  .containsPattern("and \\d+ more")
                  .hasLineCount(1);
              assertThat(refusal.remedy()).contains("--architecture compact-unet-16");
            });
    assertNothingIsLeft();
  }

  @Test
  void weightsThatAreNoNumbersLeaveNothingBehind() {
    Path file =
        Seeded.of(Architecture.COMPACT_UNET)
            .with("heads.bias", new float[] {0, 0, Float.POSITIVE_INFINITY, 0, 0}, 5)
            .write(folder);
    refused(of(file, Architecture.COMPACT_UNET), "tensor heads.bias holds Infinity");
  }

  @Test
  void aFolderThatIsThereIsLeftAsItIs() throws IOException {
    Path file = Seeded.of(Architecture.COMPACT_UNET).write(folder);
    Files.writeString(Files.createDirectory(folder.resolve("bundle")).resolve("mine"), "mine");
    assertThatThrownBy(() -> of(file, Architecture.COMPACT_UNET).write(folder.resolve("bundle")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("is there already");
    assertThat(folder.resolve("bundle")).isDirectoryContaining("glob:**/mine");
    assertThatThrownBy(() -> of(file, Architecture.COMPACT_UNET).write(folder.resolve("no/bundle")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("there is no folder");
  }

  @Test
  void anOrderThatCannotBeIsRefused() {
    Path file = folder.resolve("model.pth.tar");
    Architecture network = Architecture.COMPACT_UNET;
    for (double threshold : new double[] {0, 1, -1, Double.NaN}) {
      assertThatThrownBy(
              () ->
                  new CheckpointImport(
                      file, network, "a", Map.of(MaskClass.WATER, threshold), "x", List.of()))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("water=" + threshold);
    }
    assertThatThrownBy(
            () -> new CheckpointImport(file, network, "My Net", Map.of(), "x", List.of()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("My Net");
  }

  private void refused(CheckpointImport order, String... reasons) {
    assertThatThrownBy(() -> order.write(folder.resolve("bundle")))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(reasons);
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() {
    assertThat(folder.toFile().list()).containsExactly("model.pth.tar");
  }
}
