package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.load.CodeVersion;

/** Says which build this is. */
@Command(name = "version", description = "Version and git commit of this build.")
@Examples({"deploy/silt version", "one line", "deploy/silt version --json", "as data"})
final class VersionCommand implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  VersionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CodeVersion build = CodeVersion.running();
    if (json) {
      Json.print(session.terminal(), build);
    } else {
      session.terminal().say("silt " + build.version() + " (" + build.commit() + ")");
    }
    return 0;
  }
}
