package silt.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import silt.cli.terminal.Json;
import silt.cli.terminal.Table;
import silt.cli.terminal.Terminal;
import silt.model.ModelBundle;
import silt.training.judge.Section;
import silt.training.ssc.SedimentReport;

/** Tells how a sediment model fares, table by table, and writes it where it was asked for. */
final class SedimentLines {

  /** What {@code --json} prints of a bundle that was made. */
  record Made(String name, String sha256, String bundle, ObjectNode report) {

    static Made of(ModelBundle bundle, SedimentReport report) {
      return new Made(
          bundle.card().name(), bundle.sha256(), bundle.folder().toString(), report.json());
    }
  }

  private final Terminal terminal;
  private final boolean json;

  SedimentLines(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  /**
   * @param folder for the report, or null
   */
  void tell(SedimentReport report, Path folder) {
    Path written = folder == null ? null : ModelEvaluate.writable(folder);
    if (json) {
      Json.print(terminal, report.json());
    } else {
      terminal.say(terminal.bold(report.title()));
      report.facts().forEach(fact -> terminal.say("  " + fact));
      report.sections().forEach(this::tell);
    }
    if (written != null) {
      report.write(written);
      terminal.note(
          "wrote " + written.resolve("report.json") + " and " + written.resolve("report.html"));
    }
  }

  private void tell(Section section) {
    terminal.say("");
    terminal.say(terminal.bold(section.title()));
    List<String> heads = new ArrayList<>();
    heads.add(section.of().toUpperCase(Locale.ROOT));
    section.columns().forEach(column -> heads.add(column.head()));
    Table table = new Table(heads.toArray(String[]::new));
    for (Section.Row row : section.rows()) {
      List<Object> cells = new ArrayList<>();
      cells.add(row.name());
      for (int column = 0; column < section.columns().size(); column++) {
        cells.add(section.shown(row, column));
      }
      table.row(cells.toArray());
    }
    table.print(terminal, "nothing");
  }
}
