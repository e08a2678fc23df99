package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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
    session.settings();
    return 0;
  }
}
