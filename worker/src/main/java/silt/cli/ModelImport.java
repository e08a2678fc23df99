package silt.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Terminal;
import silt.config.NearestName;
import silt.mask.MaskClass;
import silt.mask.architectures.Architecture;
import silt.mask.checkpoint.CheckpointImport;
import silt.model.ModelBundle;
import silt.scene.BadInput;

/** Makes a bundle of a PyTorch checkpoint. */
@Command(
    name = "import",
    description = "Make a mask bundle of a PyTorch checkpoint; nothing in the file is run.")
@Examples({
  "deploy/silt model import model.pth.tar --architecture deeplabv3plus-resnet34 --out ./deeplab",
  "a published checkpoint",
  "deploy/silt model import m.pth --architecture segnet --out ./s --licence CC-BY-4.0"
      + " --threshold water=0.3",
  "with its licence, and another threshold"
})
final class ModelImport implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "CHECKPOINT", description = "a file that torch.save wrote")
  Path checkpoint;

  @Option(
      names = "--architecture",
      paramLabel = "WORD",
      required = true,
      description = "the network that the weights are of, e.g. mobilenetv3-lraspp-small")
  String architecture;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      required = true,
      description = "the bundle's folder, which must not be there yet")
  Path out;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "what the bundle is called (default: mask-WORD)")
  String name;

  @Option(
      names = "--threshold",
      paramLabel = "CLASS=P",
      description =
          "a class is there over this probability (default: as published; several may be given)")
  Map<String, Double> thresholds = new TreeMap<>();

  @Option(
      names = "--licence",
      paramLabel = "SPDX",
      defaultValue = CheckpointImport.LICENCE_UNKNOWN,
      description = "of the weights, which the file does not say (default: unknown)")
  String licence;

  @Option(
      names = "--credit",
      paramLabel = "TEXT",
      description = "a name that must be given with the weights (several may be given)")
  List<String> credits = List.of();

  ModelImport(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Architecture network = Architecture.of(architecture);
    ModelBundle bundle =
        new CheckpointImport(
                checkpoint,
                network,
                name == null ? "mask-" + network.word() : name,
                byClass(),
                licence,
                credits)
            .write(out);
    tell(session.terminal(), out, bundle, licence);
    return 0;
  }

  /** What any import ends with: where the bundle is, and that its licence is not known. */
  static void tell(Terminal terminal, Path out, ModelBundle bundle, String licence) {
    terminal.say(
        "wrote " + out + ": model " + bundle.card().name() + ", sha256 " + bundle.sha256());
    if (licence.equals(CheckpointImport.LICENCE_UNKNOWN)) {
      terminal.note("the licence of these weights is not known; ask before you use or share them");
    }
  }

  private Map<MaskClass, Double> byClass() {
    Map<MaskClass, Double> byClass = new EnumMap<>(MaskClass.class);
    List<String> words = Arrays.stream(MaskClass.values()).map(MaskClass::word).toList();
    thresholds.forEach(
        (word, threshold) -> {
          if (!words.contains(word)) {
            throw new BadInput(
                "--threshold " + word + "=" + threshold + ": there is no such class",
                NearestName.hint(word, words));
          }
          byClass.put(MaskClass.values()[words.indexOf(word)], threshold);
        });
    return byClass;
  }
}
