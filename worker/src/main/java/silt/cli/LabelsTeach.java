package silt.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.cli.terminal.Progress;
import silt.mask.MaskClass;
import silt.scene.BadInput;
import silt.training.data.Dataset;
import silt.training.data.DatasetCard;
import silt.training.data.Fold;
import silt.training.data.Part;
import silt.training.judge.trees.Features;
import silt.training.teacher.Teaching;
import silt.training.teacher.TreesTeaching;

/** Lets a published model write soft labels. */
@Command(
    name = "teach",
    description = {
      "Let a published ONNX model tell what it sees in every chip of its level: soft labels that"
          + " training may learn from. What it does not know stays unknown.",
      "Or let boosted trees tell, which are fitted to the dataset's own sites that train under"
          + " --fold and tell of those alone: they know what shores look like, where witnesses"
          + " disagree and the truth is unknown.",
      "The teacher's licence and credit go into the dataset, and from there into the cards of"
          + " models."
    })
@Examples({
  "deploy/silt labels teach --model model_6b_l2a.onnx --data ./hls",
  "cloud and shadow by ukis-csmask (Apache-2.0), which is known by its sha256",
  "deploy/silt labels teach --model mine.onnx --data ./hls",
  "any other, told of by mine.teacher.json beside it",
  "deploy/silt labels teach --model trees-context --classes water --fold 2/5 --data ./hls-fold-2",
  "for a training with the same --fold"
})
final class LabelsTeach implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--model",
      paramLabel = "TEACHER.onnx|trees|trees-context",
      required = true,
      description = "the model's file, or trees that see a pixel alone or with its neighbours")
  String model;

  @Option(
      names = "--classes",
      split = ",",
      paramLabel = "CLASS",
      description = "that trees tell of (default: water)")
  List<String> classes = List.of();

  @Option(
      names = "--fold",
      paramLabel = "K/N|none",
      description = "whose training sites the trees are fitted to (default: none)")
  String fold;

  @Option(
      names = "--data",
      paramLabel = "DATASET",
      required = true,
      description = "the dataset's folder; X.soft.tif is written beside every X.tif")
  Path data;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  LabelsTeach(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Dataset dataset = Dataset.open(data);
    for (Features features : Features.values()) {
      if (features.word().equals(model)) {
        return byTrees(features, dataset);
      }
    }
    if (fold != null || !classes.isEmpty()) {
      throw new BadInput(
          "--fold and --classes: " + model + " was fitted elsewhere and knows what it knows",
          "Leave them out, or give --model trees-context.");
    }
    Teaching.Taught taught;
    try (Progress progress = new Progress(session.terminal(), "teach", "chips", 0)) {
      int total = dataset.entries().size();
      taught = Teaching.teach(Path.of(model), dataset, chips -> progress.at(chips, total, ""));
    }
    if (json) {
      Json.print(session.terminal(), taught);
      return 0;
    }
    session
        .terminal()
        .say(
            "%s (%s) told of %s in %d chips%s"
                .formatted(
                    taught.teacher().name(),
                    taught.teacher().licence(),
                    String.join(", ", taught.teacher().knows()),
                    taught.chips(),
                    taught.leftOut() == 0
                        ? ""
                        : "; %d left out, of another level or with estimated bands"
                            .formatted(taught.leftOut())));
    return 0;
  }

  private int byTrees(Features features, Dataset dataset) {
    Set<MaskClass> asked = EnumSet.noneOf(MaskClass.class);
    for (String word : classes.isEmpty() ? List.of(MaskClass.WATER.word()) : classes) {
      asked.add(
          Arrays.stream(MaskClass.values())
              .filter(c -> c.word().equals(word))
              .findFirst()
              .orElseThrow(
                  () ->
                      new BadInput(
                          "--classes " + word + ": is no class",
                          "Name of water, cloudShadow, cloud, snowIce, terrainShade.")));
    }
    Fold under = Fold.parse(fold == null ? Fold.NONE.toString() : fold);
    int total = dataset.entries(under, Part.TRAIN).size();
    DatasetCard.Teacher teacher;
    try (Progress progress = new Progress(session.terminal(), "teach", "chips", 0)) {
      teacher =
          TreesTeaching.teach(
              features,
              asked,
              under,
              dataset,
              Runtime.getRuntime().availableProcessors(),
              chips -> progress.at(chips, total, ""));
    }
    if (json) {
      Json.print(session.terminal(), teacher);
      return 0;
    }
    session
        .terminal()
        .say(
            "%s, fitted under fold %s, told of %s in %d chips"
                .formatted(teacher.name(), under, String.join(", ", teacher.knows()), total));
    return 0;
  }
}
