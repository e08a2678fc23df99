package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists scenes with their outcomes. */
@Command(name = "list", description = "Scenes and what they came to, newest first.")
@Examples({
  "deploy/silt scene list",
  "the newest",
  "deploy/silt scene list --outcome FAILED --limit 100",
  "those that failed",
  "deploy/silt scene list --campaign demo --json",
  "as data"
})
final class SceneList implements Callable<Integer> {

  private final Session session;

  @Option(names = "--campaign", paramLabel = "NAME", description = "only those of this campaign")
  String campaign;

  @Option(names = "--outcome", paramLabel = "OUTCOME", description = "only those that came to this")
  String outcome;

  @Option(
      names = "--limit",
      defaultValue = "20",
      paramLabel = "N",
      description = "at most so many (default: ${DEFAULT-VALUE})")
  int limit;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  SceneList(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.settings();
    return 0;
  }
}
