package silt.cli;

import picocli.CommandLine.Command;

/** What lists rasters for others. */
@Command(
    name = "catalog",
    description = "A STAC catalogue of masks and sediment rasters, as files.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = CatalogWrite.class)
@Examples({
  "deploy/silt catalog write --out stac",
  "all product versions",
  "deploy/silt catalog write --out stac --product firstlight",
  "one of them; the others stay as they are"
})
final class CatalogCommands {}
