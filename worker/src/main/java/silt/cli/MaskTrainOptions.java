package silt.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What {@code model train} asks of who trains a mask network. */
final class MaskTrainOptions {

  @Option(
      names = "--architecture",
      paramLabel = "WORD",
      description = "the network, e.g. compact-unet-16")
  String architecture;

  @Option(
      names = "--fold",
      paramLabel = "K/N",
      defaultValue = "none",
      description = "leave the k-th of n folds of sites to judge by (default: ${DEFAULT-VALUE})")
  String fold = "none";

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
      names = "--threads",
      paramLabel = "N",
      description = "of one operation of the network (default: all processors)")
  Integer threads;

  @Option(
      names = "--durable",
      description = "as the workflow training/NAME, and follow it; Ctrl-C leaves it running")
  boolean durable;

  /** Whether any was given that means nothing to sediment. */
  boolean given() {
    return architecture != null
        || init != null
        || durable
        || initPartial
        || convention != null
        || threads != null
        || !fold.equals("none")
        || !(shares.isEmpty() && without.isEmpty() && choose.isEmpty());
  }
}
