package silt.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.mask.checkpoint.CheckpointImport;
import silt.model.ModelBundle;
import silt.sediment.nodes.EnsembleBundle;

/** Makes a bundle of plain arrays. */
@Command(
    name = "import-arrays",
    description = "Make a node-ensemble bundle of the published networks' arrays, written as JSON.")
@Examples({
  "deploy/silt model import-arrays networks.json --out ./nodes-bundle",
  "for deploy/silt nodes; activities/src/main/resources/silt/sediment/nodes/README.md has the layout"
})
final class ModelImportArrays implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "ARRAYS.json", description = "both networks and their scaling")
  Path arrays;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      required = true,
      description = "the bundle's folder, which must not be there yet")
  Path out;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "node-ensemble",
      description = "what the bundle is called (default: node-ensemble)")
  String name;

  @Option(
      names = "--licence",
      paramLabel = "SPDX",
      defaultValue = CheckpointImport.LICENCE_UNKNOWN,
      description = "of the weights, which the file does not say (default: unknown)")
  String licence;

  @Option(
      names = "--credit",
      paramLabel = "TEXT",
      description = "a name that must be given with the weights (several may be given)")
  List<String> credits = List.of();

  ModelImportArrays(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ModelBundle bundle = EnsembleBundle.write(arrays, out, name, licence, credits);
    ModelImport.tell(session.terminal(), out, bundle, licence);
    return 0;
  }
}
