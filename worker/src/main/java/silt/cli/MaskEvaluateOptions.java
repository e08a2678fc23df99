package silt.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What {@code model evaluate} asks of who judges mask bundles. */
final class MaskEvaluateOptions {

  @Option(
      names = "--folds",
      paramLabel = "FOLDER",
      description = "a folder of such bundles, and nothing else, instead of BUNDLE")
  Path folds;

  @Option(
      names = "--fold",
      paramLabel = "K/N",
      description = "which fold of the sites judges (default: the one that the card names)")
  String fold;

  @Option(
      names = "--trees-from",
      paramLabel = "DATASET",
      split = ",",
      description = "datasets that train the trees as well")
  List<Path> treesFrom = List.of();

  @Option(names = "--by", paramLabel = "site|date|sensor", description = "figures one by one, too")
  String by;

  @Option(
      names = "--form",
      paramLabel = "f32|bf16",
      defaultValue = "f32",
      description = "the networks' arithmetic (default: ${DEFAULT-VALUE})")
  String form = "f32";

  @Option(
      names = "--even-if-seen",
      description = "judge on sites that trained it; the report says so")
  boolean evenIfSeen;

  @Option(
      names = "--keep",
      paramLabel = "FOLDER",
      description = "where fitted trees are kept for the next run (default: judge in SILT_HOME)")
  Path keep;

  /** Whether any was given that means nothing to sediment. */
  boolean given() {
    return folds != null
        || fold != null
        || by != null
        || keep != null
        || evenIfSeen
        || !treesFrom.isEmpty();
  }
}
