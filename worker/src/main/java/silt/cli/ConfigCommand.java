package silt.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.cli.terminal.Table;
import silt.config.Setting;

/** Shows every setting, its value and where it came from; secrets by their place alone. */
@Command(name = "config", description = "Every setting, its value, and where that came from.")
@Examples({
  "deploy/silt config",
  "values and where each came from",
  "deploy/silt config --all",
  "with what each is for",
  "SILT_DB_PORT=5432 deploy/silt config --json",
  "as data"
})
final class ConfigCommand implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  @Option(names = "--all", description = "show what each setting is for, too")
  boolean all;

  ConfigCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<Setting> settings = session.settings().all();
    if (json) {
      Json.print(session.terminal(), settings);
      return 0;
    }
    Table table =
        all ? new Table("KEY", "VALUE", "FROM", "FOR") : new Table("KEY", "VALUE", "FROM");
    for (Setting setting : settings) {
      String value = setting.value().isEmpty() ? "-" : setting.value();
      if (all) {
        table.row(setting.key(), value, setting.origin(), setting.description());
      } else {
        table.row(setting.key(), value, setting.origin());
      }
    }
    table.print(session.terminal(), "");
    return 0;
  }
}
