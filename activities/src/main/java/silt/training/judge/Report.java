package silt.training.judge;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A judgement as files: {@code report.json} for programs, {@code report.html} for eyes. */
public final class Report {

  /** The file for programs. */
  public static final String JSON = "report.json";

  /** The page. */
  public static final String PAGE = "report.html";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int FORMAT = 1;

  private Report() {}

  /** Writes both into a folder, which it makes. */
  public static void write(Judgement judgement, Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve(JSON),
          MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json(judgement)) + "\n");
      Files.writeString(folder.resolve(PAGE), new Page(judgement).html());
    } catch (IOException failed) {
      throw new UncheckedIOException("the report cannot be written to " + folder, failed);
    }
  }

  /** Tables by key, row and column; a figure that there is not is left out. */
  public static ObjectNode json(Judgement judgement) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    Judgement.Heading heading = judgement.heading();
    report.put("format", FORMAT).put("network", heading.title());
    texts(report.putArray("bundles"), heading.bundles());
    texts(report.putArray("datasets"), heading.datasets());
    report.put("chips", heading.chips()).put("sites", heading.sites());
    texts(report.putArray("remarks"), judgement.remarks());
    ObjectNode tables = report.putObject("tables");
    for (Section section : judgement.sections()) {
      ObjectNode table = tables.putObject(section.key());
      table.put("title", section.title()).put("rule", section.rule());
      ObjectNode rows = table.putObject("rows");
      for (Section.Row row : section.rows()) {
        ObjectNode figures = rows.putObject(row.name());
        for (int i = 0; i < section.columns().size(); i++) {
          double value = row.values().get(i);
          if (!Double.isNaN(value)) {
            figures.put(section.columns().get(i).key(), Math.round(value * 1e5) / 1e5);
          }
        }
      }
    }
    texts(report.putArray("notJudged"), judgement.notJudged());
    return report;
  }

  private static void texts(ArrayNode into, List<String> texts) {
    texts.forEach(into::add);
  }
}
