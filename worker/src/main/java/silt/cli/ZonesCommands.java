package silt.cli;

import picocli.CommandLine.Command;

/** Groups what is done with the places that results are summarised over. */
@Command(
    name = "zones",
    description = "The reaches, nodes, lakes and polygons that results are summarised over.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {ZonesLoad.class, ZonesList.class, ZonesFill.class})
@Examples({
  "deploy/silt zones load reaches.gpkg --set sword-v17c --kind reach",
  "from any vector file",
  "deploy/silt zones fill sword-v17c",
  "summarise the past for a set that came later",
  "deploy/silt zones list",
  "the sets there are"
})
final class ZonesCommands {}
