package silt.cli;

import picocli.CommandLine.Command;

/** Groups what is done with single scenes. */
@Command(
    name = "scene",
    description = "Run one scene, or see what scenes came to.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {SceneRun.class, SceneShow.class, SceneList.class})
@Examples({
  "deploy/silt scene run HLS.S30.T60GVA.2024037T222549.v2.0",
  "start to finish, with its progress",
  "deploy/silt scene show HLS.S30.T60GVA.2024037T222549.v2.0",
  "what it came to",
  "deploy/silt scene list --outcome FAILED",
  "those that failed"
})
final class SceneCommands {}
