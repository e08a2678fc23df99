package silt.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import silt.cli.terminal.Terminal;
import silt.config.Key;

/** The command that everything starts from. */
@Command(
    name = "silt",
    description = "Suspended sediment from Landsat and Sentinel-2 scenes, to be asked with SQL.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions of every command:%n",
    subcommands = {
      SceneCommands.class,
      CampaignCommands.class,
      DailyCommands.class,
      EventsCommand.class,
      ZonesCommands.class,
      ProductCommands.class,
      ModelCommands.class,
      DatasetCommands.class,
      MaskCommand.class,
      NodesCommand.class,
      LabelCommands.class,
      SamplesCommands.class,
      MatchupsCommand.class,
      DischargeCommands.class,
      FluxCommand.class,
      ProvenanceCommand.class,
      QgisCommand.class,
      TruthCommand.class,
      LauncherCommands.Sql.class,
      LauncherCommands.Up.class,
      LauncherCommands.Down.class,
      LauncherCommands.Status.class,
      SetupCommand.class,
      WorkerCommand.class,
      LogsCommand.class,
      DoctorCommand.class,
      ConfigCommand.class,
      CompletionCommand.class,
      VersionCommand.class,
    })
@Examples({
  "deploy/silt campaign start demo --region r.geojson --from 2024-02-01 --to 2024-02-29",
  "every scene of a region and a time",
  "deploy/silt scene run HLS.S30.T60GVA.2024037T222549.v2.0",
  "one scene, start to finish",
  "deploy/silt sql -c \"select * from silt.current_observation limit 5\"",
  "what it came to",
  "deploy/silt doctor",
  "what is missing or wrong, and the fix for each"
})
public final class Silt {

  private final Session session;

  Silt(Session session) {
    this.session = session;
  }

  @Option(
      names = "--setting",
      paramLabel = "KEY=VALUE",
      scope = ScopeType.INHERIT,
      description = "any setting that deploy/silt config lists; before environment and silt.toml")
  void setting(Map<String, String> settings) {
    settings.forEach(session::option);
  }

  @Option(
      names = "--archive",
      paramLabel = "sample|nasa",
      scope = ScopeType.INHERIT,
      description = "the archive to take scenes from")
  void archive(String name) {
    session.option(Key.ARCHIVE.dotted(), name);
  }

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "read this instead of silt.toml in SILT_HOME")
  void config(Path file) {
    session.configFile(file);
  }

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "show where a failure came from")
  void debug(boolean wanted) {
    session.debug(wanted);
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "show this help")
  boolean help;

  /** The command with its help and its refusals, ready to execute. */
  static CommandLine commandLine(Session session) {
    CommandLine command = new CommandLine(new Silt(session), new CommandFactory(session));
    command.setOut(session.terminal().out());
    command.setErr(session.terminal().err());
    command.setColorScheme(CommandLine.Help.defaultColorScheme(session.terminal().ansi()));
    command.setUsageHelpWidth(100);
    command.setUsageHelpLongOptionsMaxWidth(30);
    command.registerConverter(LocalDate.class, Period::day);
    Help.applyTo(command);
    Refusals.applyTo(command, session);
    return command;
  }

  /** Runs one command line and says how it ended. */
  static int run(Session session, String... arguments) {
    try (session) {
      CommandLine command = commandLine(session);
      if (arguments.length == 0) {
        command.usage(session.terminal().out());
        return Refusals.BAD_INPUT;
      }
      return command.execute(arguments);
    }
  }

  public static void main(String[] arguments) {
    Session session = new Session(Terminal.system(), System.getenv());
    int status = run(session, arguments);
    System.out.flush();
    System.exit(status);
  }
}
