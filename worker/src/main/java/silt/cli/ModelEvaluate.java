package silt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.model.ModelKind;
import silt.scene.BadInput;

/** Judges bundles: masks on pixels that they never saw, sediment beside samples from the water. */
@Command(
    name = "evaluate",
    description = {
      "Judge a mask bundle on sites it never saw, beside tests, trees and other bundles;",
      "or a sediment bundle on match-ups, beside published algorithms and other bundles."
    })
@Examples({
  "deploy/silt model evaluate ./my-bundle --data ./hls --fold 2/5 --against fmask,mndwi --report out",
  "one fold beside two tests: a table, out/report.json and out/report.html",
  "deploy/silt model evaluate ./fold-1 ./fold-2 --data ./hls --against fmask,trees-context",
  "two bundles by folds, each on the sites that it alone never saw, in one table",
  "deploy/silt model evaluate ./my-bundle --data ./shadows --against ./other-bundle --by date",
  "beside another bundle, and date by date",
  "deploy/silt model evaluate ssc-gloria-1 --kind ssc --data matchups.csv --against nechad,switching --report out",
  "sediment beside samples, without and with calibration to the other stations"
})
final class ModelEvaluate implements Callable<Integer> {

  private final Session session;

  @Parameters(
      paramLabel = "BUNDLE",
      arity = "0..*",
      description =
          "folder, zip or registered name; several of masks are judged as one, each on what it alone"
              + " never saw")
  List<String> bundles = List.of();

  @Option(
      names = "--kind",
      paramLabel = "mask|ssc",
      defaultValue = "mask",
      description = "what it is for (default: ${DEFAULT-VALUE})")
  String kind;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      split = ",",
      required = true,
      description = "dataset folders to judge on; for sediment a file of match-ups")
  List<Path> data;

  @Option(
      names = "--against",
      paramLabel = "WHAT",
      split = ",",
      description = {
        "rows beside it: fmask, ndwi, mndwi, otsu, bright-dark, trees, trees-context, a bundle,"
            + " a folder of bundles by folds, a teacher's .onnx;",
        "for sediment nechad, nechad-nir, switching or a bundle"
      })
  List<String> against = List.of();

  @Option(
      names = "--report",
      paramLabel = "FOLDER",
      description = "write report.json and report.html here")
  Path report;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  @Mixin MaskEvaluateOptions masks = new MaskEvaluateOptions();

  @Mixin SscEvaluateOptions sediment = new SscEvaluateOptions();

  ModelEvaluate(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (ModelVerify.kind(kind) == ModelKind.MASK) {
      if (sediment.skipBad) {
        throw new BadInput(
            "--kind mask: --skip-bad is of match-ups", "Leave it away, or choose --kind ssc.");
      }
      return new MaskEvaluate(session, this).call();
    }
    if (masks.given()) {
      throw new BadInput(
          "--kind ssc: folds and other options of masks mean nothing there",
          "Leave them away, or choose --kind mask.");
    }
    return new SscEvaluate(session, this).call();
  }

  static Path writable(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException refused) {
      throw new BadInput(
          "--report " + folder + ": is no folder that can be made", "Name another.", refused);
    }
    if (!Files.isWritable(folder)) {
      throw new BadInput("--report " + folder + ": cannot be written", "Name another.");
    }
    return folder;
  }
}
