package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks the machine and the services. */
@Command(name = "doctor", description = "What is missing or wrong, and the fix for each.")
@Examples({
  "deploy/silt doctor",
  "this machine and its services",
  "deploy/silt doctor --archive nasa",
  "with NASA's archive and your token",
  "deploy/silt doctor --json",
  "as data"
})
final class DoctorCommand implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.settings();
    return 0;
  }
}
