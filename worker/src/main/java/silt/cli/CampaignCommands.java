package silt.cli;

import picocli.CommandLine.Command;

/** Groups what is done with many scenes at a time. */
@Command(
    name = "campaign",
    description = "Every scene of a region and a time.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {CampaignStart.class, CampaignStatus.class, CampaignList.class})
@Examples({
  "deploy/silt campaign start demo --region r.geojson --from 2024-02-01 --to 2024-02-29",
  "start",
  "deploy/silt campaign status demo --watch",
  "follow it until it ends",
  "deploy/silt campaign list",
  "all of them"
})
final class CampaignCommands {}
