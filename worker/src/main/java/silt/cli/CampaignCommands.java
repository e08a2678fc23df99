package silt.cli;

import picocli.CommandLine.Command;

/** Groups what is done with many scenes at a time. */
@Command(
    name = "campaign",
    description = "Every scene of a region and a time.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      CampaignPlan.class,
      CampaignStart.class,
      CampaignStatusCommand.class,
      CampaignWatchCommand.class,
      CampaignList.class,
      CampaignPause.class,
      CampaignResume.class,
      CampaignResize.class,
      CampaignCancel.class,
      CampaignRetry.class,
      CampaignReprocess.class
    })
@Examples({
  "deploy/silt campaign plan demo --region r.geojson --from 2024-02-01 --to 2024-02-29",
  "what it would do: scenes, bytes, hours, disk",
  "deploy/silt campaign start demo --region r.geojson --from 2024-02-01 --to 2024-02-29",
  "start",
  "deploy/silt campaign watch demo",
  "follow it until it ends",
  "deploy/silt campaign resize demo 40",
  "more scenes in flight",
  "deploy/silt campaign retry demo --outcome FAILED",
  "what failed once more",
  "deploy/silt campaign list",
  "all of them"
})
final class CampaignCommands {}
