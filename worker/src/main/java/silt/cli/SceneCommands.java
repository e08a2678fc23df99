package silt.cli;

import picocli.CommandLine.Command;

/** Groups what is done with single scenes. */
@Command(
    name = "scene",
    description = "Run one scene, see what scenes came to, draw one.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {SceneRun.class, SceneShow.class, SceneList.class, ScenePictureCommand.class})
@Examples({
  "deploy/silt scene run HLS.S30.T60GVA.2024037T222549.v2.0",
  "start to finish, with its progress",
  "deploy/silt scene show HLS.S30.T60GVA.2024037T222549.v2.0",
  "what it came to",
  "deploy/silt scene list --outcome FAILED",
  "those that failed",
  "deploy/silt scene list --without-result",
  "inputs without outputs: the reason, and what to do",
  "deploy/silt scene picture HLS.S30.T60GVA.2024037T222549.v2.0 --out scene.png",
  "scene, masks and sediment side by side"
})
final class SceneCommands {}
