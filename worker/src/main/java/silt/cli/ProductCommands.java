package silt.cli;

import picocli.CommandLine.Command;

/** Groups what is done with product versions. */
@Command(
    name = "product",
    description = "The named recipes that make results, side by side; one is promoted.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      ProductCreate.class,
      ProductList.class,
      ProductShow.class,
      ProductPromote.class,
      ProductRetire.class,
      ProductDelete.class
    })
@Examples({
  "deploy/silt product create trial --mask mask-hls-1 --ssc ./my-bundle",
  "from models",
  "deploy/silt product promote trial",
  "make it what current_observation shows",
  "deploy/silt product list",
  "all of them"
})
final class ProductCommands {}
