package silt.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What {@code model train} asks of who trains a sediment model. */
final class SscTrainOptions {

  @Option(
      names = "--engine",
      paramLabel = "WORD",
      description = "sediment: blend, log-linear, trees or dense (default: blend)")
  String engine;

  @Option(
      names = "--against",
      split = ",",
      paramLabel = "ENGINE",
      description = "sediment: engines that are judged beside it, and not kept")
  List<String> against = List.of();

  @Option(
      names = "--report",
      paramLabel = "FOLDER",
      description = "sediment: write report.json and report.html here")
  Path report;

  /** Whether any was given. */
  boolean given() {
    return engine != null || !against.isEmpty() || report != null;
  }
}
