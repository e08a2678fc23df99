package silt.cli;

import picocli.CommandLine.Command;

/** Groups what is done about scenes that are yet to come. */
@Command(
    name = "daily",
    description = "What the archive publishes or revises over a region, day by day.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      DailyEnable.class,
      DailyStatusCommand.class,
      DailyList.class,
      DailyPause.class,
      DailyResume.class,
      DailyRunNow.class,
      DailyBackfill.class,
      DailyDisable.class
    })
@Examples({
  "deploy/silt daily enable north --region r.geojson --at 06:00Z",
  "from now on",
  "deploy/silt daily status north",
  "its last and next run, how far it has read, what it waits for",
  "deploy/silt daily backfill north --from 2024-01-01 --to 2024-01-31",
  "its past, too"
})
final class DailyCommands {}
