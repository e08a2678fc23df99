package silt.cli;

import picocli.CommandLine.Command;

/** Groups what is done with samples of sediment. */
@Command(
    name = "samples",
    description = "What you measured in the water: samples of suspended sediment.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {SamplesLoad.class, SamplesList.class, SamplesRemove.class})
@Examples({
  "deploy/silt samples load my_samples.csv",
  "from a CSV file",
  "deploy/silt samples list",
  "the sets there are",
  "deploy/silt matchups --hours 24 --out matchups.csv",
  "beside what satellites saw there"
})
final class SamplesCommands {}
