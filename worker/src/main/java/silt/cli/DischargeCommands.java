package silt.cli;

import picocli.CommandLine.Command;

/** Groups what is done with discharge. */
@Command(
    name = "discharge",
    description = "Discharge of rivers over time, by gauge, for fluxes.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {DischargeLoad.class, DischargeList.class, DischargeRemove.class})
@Examples({
  "deploy/silt discharge load q.csv",
  "from a CSV file with time, reach_id and discharge_m3_s",
  "deploy/silt discharge list",
  "the gauges there are",
  "deploy/silt flux --set reaches",
  "what the rivers carry"
})
final class DischargeCommands {}
