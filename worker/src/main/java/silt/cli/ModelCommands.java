package silt.cli;

import picocli.CommandLine.Command;

/** Groups what is done with model bundles. */
@Command(
    name = "model",
    description = "Model bundles: weights with a card that says what they are.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      ModelList.class,
      ModelShow.class,
      ModelVerify.class,
      ModelAdd.class,
      ModelImport.class,
      ModelImportArrays.class,
      ModelEvaluate.class,
      ModelTrain.class,
      ModelCalibrate.class,
    })
@Examples({
  "deploy/silt model list",
  "those there are",
  "deploy/silt model verify --kind mask ./my-bundle",
  "check a bundle before it is used",
  "deploy/silt model add ./my-bundle",
  "copy it in and register it",
  "deploy/silt model import model.pth.tar --architecture mobilenetv3-lraspp-small --out ./mobile",
  "a bundle of a PyTorch checkpoint"
})
final class ModelCommands {}
