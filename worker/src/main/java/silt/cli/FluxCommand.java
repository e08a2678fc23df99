package silt.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.cli.terminal.Json;
import silt.cli.terminal.Table;
import silt.db.FluxRow;
import silt.db.Fluxes;
import silt.samples.FluxFile;
import silt.scene.BadInput;

/** Multiplies concentration by discharge where both are known. */
@Command(
    name = "flux",
    description = {
      "Sediment flux, kg/s and t/day, of the zones whose discharge is known.",
      "Discharge is interpolated between two values around the observation, or the nearest one is taken."
    })
@Examples({
  "deploy/silt flux --set reaches",
  "every observation with discharge within a day",
  "deploy/silt flux --set reaches --from 2024-02-01 --to 2024-02-29 --out flux.csv",
  "a month, into a file",
  "deploy/silt flux --set reaches --tolerance 2 --json",
  "discharge within two hours, as data"
})
final class FluxCommand implements Callable<Integer> {

  private static final int SHOWN = 40;

  private final Session session;

  @Option(names = "--set", required = true, paramLabel = "NAME", description = "the zone set")
  String set;

  @Option(names = "--from", paramLabel = "DATE", description = "first day, UTC")
  LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "last day, UTC")
  LocalDate to;

  @Option(
      names = "--tolerance",
      paramLabel = "HOURS",
      defaultValue = "24",
      description = "of an observation from discharge (default: ${DEFAULT-VALUE})")
  double tolerance;

  @Option(names = "--out", paramLabel = "FILE", description = "write all columns as CSV")
  Path out;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  FluxCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Period.requireOrder(from, to);
    if (!(tolerance >= 0 && tolerance <= 24 * 366)) {
      throw new BadInput("--tolerance " + tolerance + " h", "Give 0 to 8784 hours.");
    }
    if (out != null) {
      Outputs.requireFolder(out);
    }
    Fluxes.Answer answer =
        new Fluxes(session.database())
            .of(
                set,
                from == null ? null : from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                to == null ? null : to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                Duration.ofSeconds(Math.round(tolerance * 3600)));
    if (out != null) {
      write(answer.rows());
    }
    if (json) {
      Json.print(session.terminal(), answer);
      return 0;
    }
    if (out == null) {
      table(answer.rows());
    } else {
      session.terminal().say(out + ": " + answer.rows().size() + " fluxes");
    }
    tellMissing(answer);
    return 0;
  }

  private void write(List<FluxRow> rows) {
    try {
      FluxFile.write(out, rows);
    } catch (IOException failed) {
      throw new UncheckedIOException(out + " cannot be written", failed);
    }
  }

  private void table(List<FluxRow> rows) {
    Table table =
        new Table(
            "ZONE",
            "NAME",
            "ACQUIRED (UTC)",
            "SSC mg/L",
            "Q m3/s",
            "kg/s",
            "t/day",
            "80 % t/day",
            "OF",
            "DISCHARGE");
    rows.stream()
        .limit(SHOWN)
        .forEach(
            row ->
                table.row(
                    row.zone(),
                    row.name(),
                    Words.minute(row.acquiredAt()),
                    Words.ssc(row.sscMgL()),
                    number(row.dischargeM3s()),
                    number(row.kgS()),
                    number(row.tDay()),
                    row.lowTDay() == null
                        ? null
                        : number(row.lowTDay()) + " to " + number(row.highTDay()),
                    row.intervalOf(),
                    row.gauge() + ", " + row.how()));
    table.print(session.terminal(), "no flux");
    if (rows.size() > SHOWN) {
      session.terminal().say("... " + (rows.size() - SHOWN) + " more; --out FILE has them all");
    }
  }

  /** An observation without a flux is said, not left to be missed. */
  private void tellMissing(Fluxes.Answer answer) {
    if (answer.withoutGauge() > 0) {
      session
          .terminal()
          .note(
              answer.withoutGauge()
                  + " observations in zones that no gauge measures; deploy/silt discharge load --help");
    }
    if (answer.withoutDischarge() > 0) {
      session
          .terminal()
          .note(
              "%d observations without discharge within %s h; --tolerance HOURS widens it"
                  .formatted(answer.withoutDischarge(), number(tolerance)));
    }
  }

  private static String number(double value) {
    String form = value == 0 ? "%.0f" : value < 10 ? "%.3g" : value < 1000 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, form, value);
  }
}
