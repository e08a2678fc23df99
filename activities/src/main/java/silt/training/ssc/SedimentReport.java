package silt.training.ssc;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import silt.training.judge.Section;

/**
 * How a sediment model fares, as tables: for eyes and for programs.
 *
 * @param title the model
 * @param facts what a reader must know before believing the tables
 */
public record SedimentReport(String title, List<String> facts, List<Section> sections) {

  private static final String CSS =
      """
      body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;
      color:#1b2430;background:#fff}
      h1{font-size:1.5rem}h2{font-size:1.1rem;margin:1.8rem 0 .3rem}
      p{margin:.2rem 0;color:#46505c}
      table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:.5rem 0}
      th,td{padding:.2rem .8rem;text-align:right;border-bottom:1px solid #dde2e8}
      th:first-child,td:first-child{text-align:left}
      td.best{font-weight:600}
      div.scroll{overflow-x:auto}
      """;

  public SedimentReport {
    facts = List.copyOf(facts);
    sections = List.copyOf(sections);
  }

  /** Writes {@code report.json} and {@code report.html} into a folder, which it makes. */
  public void write(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("report.json"),
          JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(json())
              + "\n");
      Files.writeString(folder.resolve("report.html"), html());
    } catch (IOException failed) {
      throw new UncheckedIOException("the report cannot be written to " + folder, failed);
    }
  }

  /** Tables by key, row and column; a figure that there is not is left out. */
  public ObjectNode json() {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("format", 1).put("title", title);
    ArrayNode said = report.putArray("facts");
    facts.forEach(said::add);
    ObjectNode tables = report.putObject("tables");
    for (Section section : sections) {
      ObjectNode table = tables.putObject(section.key());
      table.put("title", section.title()).put("rule", section.rule());
      ObjectNode rows = table.putObject("rows");
      for (Section.Row row : section.rows()) {
        ObjectNode figures = rows.putObject(row.name());
        for (int i = 0; i < section.columns().size(); i++) {
          double value = row.values().get(i);
          if (Double.isFinite(value)) {
            figures.put(section.columns().get(i).key(), Math.round(value * 1e4) / 1e4);
          }
        }
      }
    }
    return report;
  }

  private String html() {
    StringBuilder html =
        new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
            .append(escaped(title))
            .append("</title>\n<style>\n")
            .append(CSS)
            .append("</style></head><body>\n<h1>")
            .append(escaped(title))
            .append("</h1>\n");
    facts.forEach(fact -> html.append("<p>").append(escaped(fact)).append("</p>\n"));
    sections.forEach(section -> table(section, html));
    return html.append("</body></html>\n").toString();
  }

  private static void table(Section section, StringBuilder html) {
    html.append("<h2>")
        .append(escaped(section.title()))
        .append("</h2>\n<p>")
        .append(escaped(section.rule()))
        .append("</p>\n<div class=\"scroll\"><table><thead><tr><th>")
        .append(escaped(section.of()))
        .append("</th>");
    section
        .columns()
        .forEach(column -> html.append("<th>").append(escaped(column.head())).append("</th>"));
    html.append("</tr></thead><tbody>\n");
    for (Section.Row row : section.rows()) {
      html.append("<tr><td>").append(escaped(row.name())).append("</td>");
      for (int i = 0; i < row.values().size(); i++) {
        boolean best = row.values().get(i) == section.best(row, i);
        html.append(best ? "<td class=\"best\">" : "<td>")
            .append(escaped(section.shown(row, i)))
            .append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
