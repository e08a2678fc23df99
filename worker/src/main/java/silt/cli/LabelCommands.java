package silt.cli;

import picocli.CommandLine.Command;

/** Groups what is done with labels. */
@Command(
    name = "labels",
    description = "Labels of a dataset's chips beside their truth.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {LabelsTeach.class})
@Examples({
  "deploy/silt labels teach --model teacher.onnx --data ./hls",
  "what a published model sees in every chip"
})
final class LabelCommands {}
