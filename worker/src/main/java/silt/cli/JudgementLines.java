package silt.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import silt.cli.terminal.Table;
import silt.cli.terminal.Terminal;
import silt.training.judge.Judgement;
import silt.training.judge.Section;

/** Tells a judgement at the terminal, table by table. */
final class JudgementLines {

  /** Of a longer table only those rows are told where the network does worst. */
  private static final int MOST_ROWS = 16;

  private final Terminal terminal;

  JudgementLines(Terminal terminal) {
    this.terminal = terminal;
  }

  void tell(Judgement judgement) {
    Judgement.Heading heading = judgement.heading();
    terminal.say(
        terminal.bold(heading.title())
            + ", judged on "
            + heading.chips()
            + " chips of "
            + heading.sites()
            + " sites");
    heading.bundles().forEach(line -> terminal.say("  " + line));
    judgement.remarks().forEach(remark -> terminal.say(terminal.judged(remark, false)));
    for (Section section : judgement.sections()) {
      terminal.say("");
      tell(section, heading.title());
    }
    if (!judgement.notJudged().isEmpty()) {
      terminal.say("");
      judgement.notJudged().forEach(line -> terminal.say("not judged: " + line));
    }
  }

  private void tell(Section section, String title) {
    List<String> heads = new ArrayList<>();
    heads.add(section.of().toUpperCase(Locale.ROOT));
    section.columns().forEach(column -> heads.add(column.head()));
    List<Section.Row> rows = section.rows();
    String shown = "";
    if (rows.size() > MOST_ROWS) {
      int ours = heads.indexOf(title) - 1;
      Comparator<Section.Row> worst = Comparator.comparingDouble(row -> row.values().get(ours));
      rows = rows.stream().sorted(worst).limit(MOST_ROWS).toList();
      shown = ": the worst " + rows.size() + " of " + section.rows().size();
    }
    terminal.say(terminal.bold(section.title()) + shown);
    Table table = new Table(heads.toArray(String[]::new));
    for (Section.Row row : rows) {
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
