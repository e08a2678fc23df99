package silt.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import silt.db.ModelRow;
import silt.model.ModelBundle;

/** Registers a bundle. */
@Command(name = "add", description = "Copy a bundle in and register it.")
@Examples({
  "deploy/silt model add ./my-bundle",
  "a folder",
  "deploy/silt model add my-bundle.zip",
  "a zip"
})
final class ModelAdd implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "BUNDLE", description = "folder or zip")
  String bundle;

  ModelAdd(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ModelBundle added = session.models().add(Path.of(bundle));
    ModelRow row = new Bundles(session).register(added);
    session.terminal().say("model " + row.name() + " (" + row.kind() + ") " + row.sha256());
    return 0;
  }
}
