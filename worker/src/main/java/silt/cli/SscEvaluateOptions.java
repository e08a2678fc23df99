package silt.cli;

import picocli.CommandLine.Option;

/** What {@code model evaluate} asks of who judges sediment bundles. */
final class SscEvaluateOptions {

  @Option(
      names = "--skip-bad",
      description = "sediment: leave wrong rows out, each named, rather than refuse the file")
  boolean skipBad;
}
