package silt.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prepares an installation; done again it changes nothing. */
@Command(
    name = "setup",
    description = "Prepare database, models and the first product; done by deploy/silt up.")
@Examples({"deploy/silt setup", "again and again, harmlessly"})
final class SetupCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--models",
      paramLabel = "FOLDER",
      description = "bundles that ship (default: app/models in SILT_HOME)")
  Path models;

  SetupCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.settings();
    return 0;
  }
}
