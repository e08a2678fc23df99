package silt.cli;

import picocli.CommandLine.Command;

/** Groups what is done with dataset folders. */
@Command(
    name = "dataset",
    description = "Dataset folders: chips with a manifest, to train and judge masks with.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {DatasetMake.class, DatasetShow.class})
@Examples({
  "deploy/silt dataset make hls-chips --data ./real --out ./hls",
  "real chips with the truth that their witnesses agree on",
  "deploy/silt dataset show ./hls",
  "what is in it: sites, parts, classes, licences"
})
final class DatasetCommands {}
