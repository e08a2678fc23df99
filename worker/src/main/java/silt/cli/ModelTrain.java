package silt.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import silt.load.CodeVersion;
import silt.model.ModelKind;
import silt.scene.BadInput;
import silt.steps.TrainingOrder;
import silt.training.loop.MaskTraining;

/** Trains a mask network, here or as a workflow. */
@Command(
    name = "train",
    description = {
      "Train a mask network on datasets and write its bundle.",
      "Stopped (Ctrl-C) or cut off, the same command goes on after the last epoch that was finished."
    })
@Examples({
  "deploy/silt model train --architecture compact-unet-16 --data ./hls --init none --out ./my-mask",
  "from random weights, on all sites",
  "deploy/silt model train --architecture compact-unet-16 --data ./hls,./sky --fold 2/5 --init ./a --out ./b",
  "on from a bundle, the second of five folds of sites left to judge by",
  "deploy/silt model train --architecture segnet --data ./hls --init none --out ./my-segnet --durable",
  "as a workflow, which survives a reboot; some worker must serve training"
})
final class ModelTrain implements Callable<Integer> {

  private static final String NO_INIT = "none";

  private final Session session;

  @Option(
      names = "--kind",
      paramLabel = "mask",
      defaultValue = "mask",
      description = "what it is for (default: ${DEFAULT-VALUE})")
  String kind;

  @Option(
      names = "--architecture",
      required = true,
      paramLabel = "WORD",
      description = "the network, e.g. compact-unet-16")
  String architecture;

  @Option(
      names = "--data",
      required = true,
      split = ",",
      paramLabel = "DATASET",
      description = "dataset folders")
  List<Path> data;

  @Option(
      names = "--fold",
      paramLabel = "K/N",
      defaultValue = "none",
      description = "leave the k-th of n folds of sites to judge by (default: ${DEFAULT-VALUE})")
  String fold;

  @Option(
      names = "--shares",
      split = ",",
      paramLabel = "SOURCE=SHARE",
      description = {
        "of the squares that each dataset or source gives (default: as many as it has pixels);",
        "SOURCE:CLASS stands for its chips with over 1 %% of a class, SOURCE:CLASS:0.001-0.1 for a range"
      })
  Map<String, Double> shares = Map.of();

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "SITE|SENSOR|SOURCE",
      description = "neither train nor choose by these")
  List<String> without = List.of();

  @Option(
      names = "--choose",
      split = ",",
      paramLabel = "CLASS=SOURCE",
      description =
          "datasets or sources, parted by +, whose truth chooses a class's epoch and threshold"
              + " (default: all)")
  Map<String, String> choose = Map.of();

  @Option(
      names = "--init",
      required = true,
      paramLabel = "BUNDLE|none",
      description = "a bundle's weights to begin from, or random ones")
  String init;

  @Option(
      names = "--init-partial",
      description = "make those weights of --init anew that do not fit")
  boolean initPartial;

  @Option(
      names = "--convention",
      paramLabel = "standard|published",
      description = "how reflectance enters (default: as in --init, else standard)")
  String convention;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description =
          "the bundle to be; OUT.training beside it holds what a stopped run goes on from")
  Path out;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "of the model (default: as the folder)")
  String name;

  // no group: picocli begins a group anew where one of its options comes twice, and forgets the
  // others
  @Mixin TrainingOptions plan = new TrainingOptions();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "of one operation of the network (default: all processors)")
  Integer threads;

  @Option(
      names = "--durable",
      description = "as the workflow training/NAME, and follow it; Ctrl-C leaves it running")
  boolean durable;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  ModelTrain(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (ModelVerify.kind(kind) != ModelKind.MASK) {
      throw new BadInput(
          "--kind " + kind + ": this command trains masks",
          "Choose mask; silt calibrate fits sediment to samples.");
    }
    TrainingOrder order = order();
    if (durable) {
      return new TrainingFollow(session, json).run(order);
    }
    try (MaskTraining training =
        new MaskTraining(order, threads(), CodeVersion.running().commit())) {
      return new TrainingHere(session.terminal(), json).run(training, order);
    }
  }

  private Map<String, List<String>> choosers() {
    Map<String, List<String>> choosers = new TreeMap<>();
    choose.forEach((task, sources) -> choosers.put(task, List.of(sources.split("\\+", -1))));
    return choosers;
  }

  private int threads() {
    int most = Runtime.getRuntime().availableProcessors();
    if (threads != null && (threads < 1 || threads > most)) {
      throw new BadInput("--threads " + threads, "Give 1 to " + most + " on this machine.");
    }
    return threads == null ? most : threads;
  }

  private TrainingOrder order() {
    return new TrainingOrder(
        name == null ? nameOf(out) : name,
        place(out),
        architecture,
        convention,
        data.stream().map(ModelTrain::place).toList(),
        fold,
        shares,
        without,
        choosers(),
        init.equals(NO_INIT) ? null : place(Path.of(init)),
        initPartial,
        plan.plan());
  }

  private static String nameOf(Path folder) {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
  }

  /** Without the slash that Java gives folders that are there: the same place, the same URI. */
  private static URI place(Path folder) {
    String uri = folder.toAbsolutePath().normalize().toUri().toString();
    return URI.create(
        uri.length() > 8 && uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri);
  }
}
