package silt.cli;

import java.time.Duration;
import java.util.Locale;
import silt.cli.terminal.Table;
import silt.cli.terminal.Terminal;

/** Tells a person what a campaign would do, and where the disk would be short. */
final class PlanReport {

  private final Terminal terminal;

  PlanReport(Terminal terminal) {
    this.terminal = terminal;
  }

  void tell(PlanView plan) {
    Table table = new Table("SENSOR", "MONTH", "SCENES", "CLOUD", "GRANULES");
    for (PlanView.Part part : plan.parts()) {
      table.row(
          part.sensor(),
          part.month(),
          part.scenes(),
          part.cloud() == null ? null : Math.round(part.cloud()) + "%",
          Words.bytes(part.granuleBytes())
              + (part.unweighed() == 0 ? "" : " and " + part.unweighed() + " untold"));
    }
    table.print(terminal, "");
    terminal.say("");
    terminal.say(
        line(
            "scenes",
            "%,d: %s to do under %s, %s with all results already"
                .formatted(
                    plan.scenes(),
                    Words.scenes(plan.scenes() - plan.done()),
                    plan.product(),
                    plan.done() == 0 ? "none" : Words.scenes(plan.done()))));
    terminal.say(line("zones", String.join(", ", plan.zoneSets())));
    terminal.say(
        line(
            "fetch",
            plan.fetchBytes() == null
                ? "unknown: the archive tells no sizes"
                : "about " + Words.bytes(plan.fetchBytes())));
    plan.fetchSources().forEach(source -> terminal.say(line("", source)));
    terminal.say(
        line(
            "time",
            "about %s: %s a scene, %s"
                .formatted(
                    Words.span(Duration.ofSeconds(plan.seconds())),
                    seconds(plan.secondsPerScene()),
                    plan.secondsSource())));
    terminal.say(
        line(
            "staging",
            "about %s for %d scenes in flight; %s"
                .formatted(
                    Words.bytes(plan.staging().neededBytes()),
                    plan.window(),
                    plan.staging().left())));
    terminal.say(
        line(
            "products",
            "about %s, kept (%s); %s"
                .formatted(
                    Words.bytes(plan.products().neededBytes()),
                    plan.keptSource(),
                    plan.products().left())));
    warn(plan);
  }

  private void warn(PlanView plan) {
    if (plan.staging().isShort()) {
      terminal.note(
          "disk short for staging: start refuses; free some space or take a smaller --window");
    } else if (plan.products().beside(plan.staging()).isShort()) {
      terminal.note("disk short for the products of all: the campaign would pause once it is full");
    }
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
  }

  private static String line(String head, String text) {
    return String.format("%-10s%s", head, text);
  }
}
