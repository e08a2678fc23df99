package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.mask.Torch;
import silt.mask.architectures.Architecture;
import silt.mask.architectures.Fixture;
import silt.model.checkpoint.TorchFile;

/** {@code silt model import}: a bundle that loads, or one line and nothing. */
class ModelImportTest {

  @TempDir private Path home;
  private Path checkpoint;

  @BeforeEach
  void writeACheckpoint() {
    Map<String, float[]> tensors = new LinkedHashMap<>();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    Torch.require();
    try (NDManager manager = NDManager.newBaseManager()) {
      Fixture.of(Architecture.COMPACT_UNET)
          .network(manager, 6)
          .published()
          .forEach(
              (name, parameter) -> {
                tensors.put(name, parameter.getArray().toFloatArray());
                shapes.put(name, parameter.getArray().getShape().getShape());
              });
    }
    checkpoint = TorchFile.ofTensors(tensors, shapes).write(home.resolve("model.pth.tar"));
  }

  private CommandLineOf imported(String options) {
    String line = "model import " + options;
    return CommandLineOf.run(home, line.replace("HOME", home.toString()).strip().split(" "));
  }

  @Test
  void makesABundleThatLoads() {
    CommandLineOf made =
        imported(
            "HOME/model.pth.tar --architecture compact-unet-16 --out HOME/bundle --name mask-mine"
                + " --licence CC-BY-4.0 --credit Nonymous --threshold water=0.25");
    assertThat(made.err()).isEmpty();
    assertThat(made.out()).contains("bundle: model mask-mine, sha256 ");
    assertThat(made.status()).isZero();
    assertThat(CommandLineOf.run(home, "model", "verify", home.resolve("bundle").toString()).out())
        .contains("mask-mine (mask): 1 files, every sha256 as its card says, loads");
    assertThat(CommandLineOf.run(home, "model", "show", home.resolve("bundle").toString()).out())
        .contains("water=0.25")
        .contains("licence   CC-BY-4.0")
        .contains("credit    Nonymous");
  }

  @Test
  void saysThatTheLicenceIsNotKnown() {
    CommandLineOf made =
        imported("HOME/model.pth.tar --architecture compact-unet-16 --out HOME/bundle");
    assertThat(made.err()).contains("the licence of these weights is not known").hasLineCount(1);
    assertThat(CommandLineOf.run(home, "model", "show", home.resolve("bundle").toString()).out())
        .contains("licence   unknown");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HOME/no.pth --architecture segnet --out HOME/bundle | no.pth: there is no such file | torch.save
          HOME/text.pth --architecture segnet --out HOME/bundle | text.pth: it is no zip | torch.save
          HOME/model.pth.tar --architecture vgg --out HOME/bundle | architecture vgg: is unknown | segnet
          HOME/model.pth.tar --architecture segnet --out HOME/bundle | lacks backbone.first.weight | compact-unet-16
          HOME/model.pth.tar --architecture compact-unet-16 --out HOME | is there already | Name a new folder
          HOME/model.pth.tar --architecture compact-unet-16 --out HOME/no/b | there is no folder | Make that folder
          HOME/model.pth.tar --architecture segnet --out HOME/bundle --name A/B | --name A/B | lower-case
          HOME/model.pth.tar --architecture segnet --out HOME/bundle --threshold watr=1 | watr=1.0 | water
          HOME/model.pth.tar --architecture segnet --out HOME/bundle --threshold water=2 | water=2.0 | 0.2
          HOME/model.pth.tar --architecture segnet --out HOME/bundle --threshold water | water | --help
          HOME/model.pth.tar --architecture segnet | --out | --help
          """)
  void whatCannotBeImportedIsRefusedInOneLine(String options, String thing, String wayOut)
      throws IOException {
    Files.writeString(home.resolve("text.pth"), "weights");
    CommandLineOf refusal = imported(options);
    assertThat(refusal.err().strip()).startsWith("silt: ").contains(thing).hasLineCount(1);
    assertThat(refusal.err().substring(refusal.err().indexOf("; "))).contains(wayOut);
    assertThat(refusal.out()).isEmpty();
    assertThat(refusal.status()).isEqualTo(2);
    assertThat(home.toFile().list()).containsExactlyInAnyOrder("model.pth.tar", "text.pth");
  }
}
