package silt.training.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import silt.mask.MaskClass;
import silt.picture.MaskColour;
import silt.training.data.Dataset;

/** A judgement as one HTML page that needs nothing beside it: tables, then chips in pictures. */
final class Page {

  /** Tables of more rows are folded. */
  private static final int LONG = 16;

  private final Judgement judgement;
  private final StringBuilder html = new StringBuilder();

  Page(Judgement judgement) {
    this.judgement = judgement;
  }

  String html() {
    Judgement.Heading heading = judgement.heading();
    html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
        .append(escape(heading.title() + ", judged"))
        .append("</title>\n<style>\n")
        .append(style())
        .append("</style></head><body>\n<h1>")
        .append(escape(heading.title()))
        .append(", judged</h1>\n");
    facts(heading.chips() + " chips of " + heading.sites() + " sites.");
    heading.bundles().forEach(this::facts);
    heading.datasets().forEach(this::facts);
    judgement
        .remarks()
        .forEach(
            remark -> html.append("<p class=\"warn\">").append(escape(remark)).append("</p>\n"));
    html.append("<div class=\"tables\">\n");
    judgement.sections().forEach(this::table);
    html.append("</div>\n");
    if (!judgement.notJudged().isEmpty()) {
      html.append("<h2>Not judged here</h2>\n");
      judgement.notJudged().forEach(this::facts);
    }
    chips();
    return html.append("</body></html>\n").toString();
  }

  private static String style() {
    try (InputStream css = Page.class.getResourceAsStream("page.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException("page.css cannot be read", failed);
    }
  }

  private void facts(String text) {
    html.append("<p class=\"facts\">").append(escape(text)).append("</p>\n");
  }

  private void table(Section section) {
    boolean folded = section.rows().size() > LONG;
    html.append(folded ? "<details><summary>" : "<section><h2>")
        .append(escape(section.title()))
        .append(folded ? "</summary>\n" : "</h2>\n")
        .append("<p class=\"rule\">")
        .append(escape(section.rule()))
        .append("</p>\n<table><thead><tr><th>")
        .append(escape(section.of()))
        .append("</th>");
    section
        .columns()
        .forEach(column -> html.append("<th>").append(escape(column.head())).append("</th>"));
    html.append("</tr></thead><tbody>\n");
    for (Section.Row row : section.rows()) {
      boolean ours = row.name().equals(judgement.heading().title());
      html.append(ours ? "<tr class=\"ours\"><td>" : "<tr><td>")
          .append(escape(row.name()))
          .append("</td>");
      for (int i = 0; i < row.values().size(); i++) {
        double value = row.values().get(i);
        boolean best = value == section.best(row, i);
        html.append(best ? "<td class=\"best\">" : "<td>").append(section.shown(row, i));
        html.append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</tbody></table>\n").append(folded ? "</details>\n" : "</section>\n");
  }

  private void chips() {
    if (judgement.shown().isEmpty()) {
      return;
    }
    html.append(
        "<h2>Chips: the worst first, then where a rival is ahead, then some drawn by lot</h2>\n");
    legend();
    int worst = 0;
    for (Shown chip : judgement.shown()) {
      boolean isWorst = chip.why().equals(Shown.WORST);
      worst += isWorst ? 1 : 0;
      chip(chip, isWorst ? "worst " + worst : chip.why());
    }
  }

  private void legend() {
    html.append("<div class=\"legend\"><b>classes</b>");
    for (MaskColour colour : MaskColour.values()) {
      if (colour != MaskColour.NODATA) {
        swatch(colour.rgb(), colour.words());
      }
    }
    swatch(Panels.UNKNOWN, "not known");
    html.append("<b>where it is wrong</b>");
    swatch(Panels.MISSED, "missed");
    swatch(Panels.FALSE_ALARM, "false alarm");
    swatch(Panels.FOUND, "found");
    swatch(Panels.RIGHT, "rightly not said");
    html.append("</div>\n");
  }

  private void swatch(int rgb, String words) {
    html.append(String.format(Locale.ROOT, "<span><i style=\"background:#%06x\"></i>", rgb))
        .append(escape(words))
        .append("</span>");
  }

  private void chip(Shown chip, String why) {
    ChipTruth truth = chip.truth();
    Dataset.Entry entry = truth.judged().entry();
    html.append("<article><h3>")
        .append(escape(truth.judged().dataset() + " " + entry.id()))
        .append(" <span>site ")
        .append(escape(entry.site() + ", " + entry.sensor() + ", " + why))
        .append("</span></h3>\n<p>wrong pixels of ")
        .append(escape(classes(truth)))
        .append(": ");
    html.append(
        chip.wrong().entrySet().stream()
            .map(one -> escape(one.getKey()) + " <b>" + Words.count(one.getValue()) + "</b>")
            .collect(Collectors.joining(" &middot; ")));
    html.append("</p>\n<div class=\"panels\">");
    Panels panels = new Panels(truth);
    panel(panels.trueColour(), "<b>seen</b>: true colour");
    panel(panels.falseColour(), "<b>seen</b>: swir, nir, red");
    panel(panels.truth(), "<b>truth</b>");
    answer(panels, chip, judgement.heading().title());
    if (judgement.rival() != null) {
      answer(panels, chip, judgement.rival());
    }
    html.append("</div></article>\n");
  }

  private static String classes(ChipTruth truth) {
    return truth.ranking().stream()
        .map(c -> Scores.words(c).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private void answer(Panels panels, Shown chip, String title) {
    byte[] flags = chip.answers().get(title);
    if (flags == null) {
      return;
    }
    panel(panels.said(flags), "<b>" + escape(title) + "</b> said");
    StringBuilder f1 = new StringBuilder();
    for (MaskClass c : chip.truth().ranking()) {
      Confusion counts = chip.truth().counts(c, flags);
      f1.append(f1.isEmpty() ? "" : ", ")
          .append(Scores.words(c).toLowerCase(Locale.ROOT))
          .append(counts.positives() == 0 ? " none here" : " F1 " + Words.figure(counts.f1()));
    }
    panel(panels.wrong(flags), "<b>" + escape(title) + "</b> wrong: " + f1);
  }

  private void panel(String source, String caption) {
    html.append("<figure><img alt=\"\" src=\"")
        .append(source)
        .append("\"><figcaption>")
        .append(caption)
        .append("</figcaption></figure>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
