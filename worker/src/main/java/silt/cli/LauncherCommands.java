package silt.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import silt.scene.BadInput;

/**
 * Commands that the launcher {@code deploy/silt} answers itself, because they need no Java: they
 * stand here so that help and completion know them.
 */
final class LauncherCommands {

  private LauncherCommands() {}

  /** Says who answers, to a person who started Java by hand. */
  abstract static class Launched implements Callable<Integer> {

    @Parameters(arity = "0..*", hidden = true)
    List<String> arguments = List.of();

    abstract String word();

    @Override
    public Integer call() {
      throw new BadInput(
          word() + " is a command of the launcher", "Run deploy/silt " + word() + " instead.");
    }
  }

  @Command(name = "sql", description = "psql as the reader; all arguments are psql's.")
  @Examples({
    "deploy/silt sql",
    "ask at a prompt",
    "deploy/silt sql -c \"select * from silt.current_observation limit 5\"",
    "ask once",
    "deploy/silt sql -c \"select * from silt.ssc_at(174.9, -37.1)\"",
    "SSC over time at a place"
  })
  static final class Sql extends Launched {
    @Override
    String word() {
      return "sql";
    }
  }

  @Command(name = "up", description = "Start PostgreSQL, Temporal, the sample archive, a worker.")
  @Examples({
    "deploy/silt up",
    "start what is not running",
    "deploy/silt up worker",
    "only the worker"
  })
  static final class Up extends Launched {
    @Override
    String word() {
      return "up";
    }
  }

  @Command(name = "down", description = "End all services, or those named.")
  @Examples({"deploy/silt down", "end all services", "deploy/silt down worker", "only the worker"})
  static final class Down extends Launched {
    @Override
    String word() {
      return "down";
    }
  }

  @Command(name = "status", description = "What runs, with pid and ports.")
  @Examples({
    "deploy/silt status",
    "a line for each service",
    "deploy/silt status --json",
    "as data"
  })
  static final class Status extends Launched {
    @Override
    String word() {
      return "status";
    }
  }
}
