package silt.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import silt.model.ModelKind;
import silt.scene.BadInput;

/** Trains a model: a mask network on datasets, or a sediment model on field measurements. */
@Command(
    name = "train",
    description = {
      "Train a mask network on datasets, or a sediment model on field measurements.",
      "A mask training that was stopped (Ctrl-C) or cut off goes on after the last finished epoch by"
          + " the same command."
    })
@Examples({
  "deploy/silt model train --architecture compact-unet-16 --data ./hls --init none --out ./my-mask",
  "from random weights, on all sites",
  "deploy/silt model train --architecture compact-unet-16 --data ./hls,./sky --fold 2/5 --init ./a --out ./b",
  "on from a bundle, the second of five folds of sites left to judge by",
  "deploy/silt model train --architecture segnet --data ./hls --init none --out ./my-segnet --durable",
  "as a workflow, which survives a reboot; some worker must serve training",
  "deploy/silt model train --kind ssc --data ./gloria --out ./my-ssc --against trees --report out",
  "sediment on GLORIA's tables: judged on organisations left out, beside boosted trees"
})
final class ModelTrain implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--kind",
      paramLabel = "mask|ssc",
      defaultValue = "mask",
      description = "what it is for (default: ${DEFAULT-VALUE})")
  String kind;

  @Option(
      names = "--data",
      required = true,
      split = ",",
      paramLabel = "FOLDER",
      description = "dataset folders; for sediment the one with GLORIA's three tables")
  List<Path> data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description =
          "the bundle to be; of masks, OUT.training beside it holds what a stopped run goes on from")
  Path out;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "of the model (default: as the folder)")
  String name;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  // no groups: picocli begins a group anew where one of its options comes twice, and forgets the
  // others
  @Mixin MaskTrainOptions masks = new MaskTrainOptions();

  @Mixin TrainingOptions plan = new TrainingOptions();

  @Mixin SscTrainOptions sediment = new SscTrainOptions();

  ModelTrain(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (ModelVerify.kind(kind) == ModelKind.MASK) {
      if (sediment.given()) {
        throw new BadInput(
            "--kind mask: --engine, --against and --report of this command are sediment's",
            "Leave them away, or choose --kind ssc.");
      }
      return new MaskTrain(session, this).call();
    }
    if (masks.given() || plan.given()) {
      throw new BadInput(
          "--kind ssc: a network's options, such as --architecture, --fold and --epochs, mean nothing there",
          "Leave them away, or choose --kind mask.");
    }
    return new SscTrain(session, this).call();
  }

  /** The model's name: as told, else as the folder to be. */
  String modelName() {
    return name == null ? nameOf(out) : name;
  }

  static String nameOf(Path folder) {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
  }
}
