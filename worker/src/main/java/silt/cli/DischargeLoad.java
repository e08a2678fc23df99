package silt.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.db.DischargeRow;
import silt.db.GaugeRow;
import silt.db.Gauges;
import silt.db.Merged;
import silt.db.ZoneName;
import silt.db.ZoneSets;
import silt.samples.DischargeDefaults;
import silt.samples.DischargeFile;
import silt.samples.Field;
import silt.samples.Reading;
import silt.scene.BadInput;

/** Reads discharge out of a CSV file, finds the zones that it is of, and stores it. */
@Command(
    name = "load",
    description = {
      "Load discharge from a CSV file: a line of headings, then a row for each gauge and time.",
      "Headings are recognised: time (or date and time), reach_id or station, discharge_m3_s; also low, high, quality.",
      "Flux needs to know whose water it is: ids in the file that are ids of zones, or --reach."
    })
@Examples({
  "deploy/silt discharge load q.csv",
  "reach_id in the file; loading it again changes nothing",
  "deploy/silt discharge load hourly.csv --gauge djankuat --reach 57200100101 --uncertainty 10",
  "one gauge, the reach it measures, 80 %% of its values within 10 %%",
  "deploy/silt discharge load usgs.csv --unit ft3/s --zone America/Chicago --column value=flow --skip-bad",
  "what the file does not say; bad rows left out"
})
final class DischargeLoad implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "FILE", description = "CSV: comma, semicolon or tab, with headings")
  Path file;

  @Option(
      names = "--gauge",
      paramLabel = "NAME",
      description = "the one gauge of a file that names none")
  String gauge;

  @Option(
      names = "--set",
      paramLabel = "NAME",
      description = "zone set of the ids (default: every set that has them)")
  String set;

  @Option(
      names = "--reach",
      paramLabel = "ID",
      description = "the reach, node, lake or polygon whose water the one gauge measures")
  String reach;

  @Option(
      names = "--uncertainty",
      paramLabel = "PERCENT",
      description = "half width of the 80 %% interval of values that state none")
  Double uncertainty;

  @Option(names = "--source", paramLabel = "TEXT", description = "who measured or published it")
  String source;

  @Option(names = "--licence", paramLabel = "TEXT", description = "terms it was given under")
  String licence;

  @Mixin CsvOptions csv = new CsvOptions();

  DischargeLoad(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    DischargeDefaults defaults =
        Asked.value(
            () -> new DischargeDefaults(gauge, uncertainty == null ? null : uncertainty / 100),
            "Give --uncertainty in percent, e.g. 10.");
    Reading<DischargeRow> reading =
        DischargeFile.read(file, csv.conventions(session.clock()), defaults);
    csv.settle("discharge " + file, reading, session.terminal());
    requireSet();
    Map<String, List<ZoneName>> zones = zones(reading);
    List<DischargeRow> rows = ofKnownZones(reading, zones);
    Map<String, List<Long>> ids = new HashMap<>();
    zones.forEach((name, found) -> ids.put(name, found.stream().map(ZoneName::id).toList()));
    Merged merged = new Gauges(session.database()).load(rows, ids, source, licence);
    session.terminal().say("discharge: " + Words.merged(merged) + CsvOptions.leftOut(reading));
    tell(rows, zones);
    return 0;
  }

  private void requireSet() {
    if (set != null && new ZoneSets(session.database()).find(set).isEmpty()) {
      throw new BadInput(
          "--set " + set + ": there is no such zone set", "deploy/silt zones list shows them.");
    }
  }

  /** The zones of each gauge: that of --reach, else those that bear the gauge's name as an id. */
  private Map<String, List<ZoneName>> zones(Reading<DischargeRow> reading) {
    TreeSet<String> gauges =
        new TreeSet<>(reading.rows().stream().map(DischargeRow::gauge).toList());
    Gauges known = new Gauges(session.database());
    if (reach == null) {
      return known.zones(gauges, set).stream().collect(Collectors.groupingBy(ZoneName::externalId));
    }
    if (gauges.size() > 1) {
      throw new BadInput(
          "--reach " + reach + ": the file has " + gauges.size() + " gauges",
          "Load them one by one, or name each one's zone in a column reach_id.");
    }
    List<ZoneName> found = known.zones(List.of(reach), set);
    if (found.isEmpty()) {
      throw new BadInput(
          "--reach "
              + reach
              + ": no zone "
              + (set == null ? "" : "of " + set + " ")
              + "has that id",
          "deploy/silt sql -c \"select * from silt.zone\" shows them.");
    }
    return Map.of(gauges.first(), found);
  }

  /** A column of zones must hold zones; a column of stations may hold any name. */
  private List<DischargeRow> ofKnownZones(
      Reading<DischargeRow> reading, Map<String, List<ZoneName>> zones) {
    if (gauge != null || !reading.columns().containsKey(Field.REACH.word()) || reach != null) {
      return reading.rows();
    }
    List<String> unknown =
        reading.rows().stream()
            .map(DischargeRow::gauge)
            .distinct()
            .filter(id -> !zones.containsKey(id))
            .toList();
    if (unknown.isEmpty()) {
      return reading.rows();
    }
    String those =
        unknown.stream().limit(5).collect(Collectors.joining(", "))
            + (unknown.size() > 5 ? ", ... (" + unknown.size() + ")" : "");
    String heading = reading.columns().get(Field.REACH.word());
    if (!csv.skipBad || zones.isEmpty()) {
      throw new BadInput(
          "discharge %s, column %s: no zone%s has the id %s"
              .formatted(file, heading, set == null ? "" : " of " + set, those),
          "Load that zone set first, or leave such rows out with --skip-bad.");
    }
    List<DischargeRow> known = new ArrayList<>(reading.rows());
    known.removeIf(row -> !zones.containsKey(row.gauge()));
    session
        .terminal()
        .note(
            "column %s: no zone has the id %s: %d rows left out"
                .formatted(heading, those, reading.rows().size() - known.size()));
    return known;
  }

  /** Gauges whose zones were named with an earlier file. */
  private List<String> linkedBefore() {
    return new Gauges(session.database())
        .list().stream().filter(known -> !known.zones().isEmpty()).map(GaugeRow::name).toList();
  }

  private void tell(List<DischargeRow> rows, Map<String, List<ZoneName>> zones) {
    List<String> gauges = rows.stream().map(DischargeRow::gauge).distinct().sorted().toList();
    List<String> without = new ArrayList<>(gauges);
    without.removeAll(zones.keySet());
    if (!without.isEmpty()) {
      without.removeAll(linkedBefore());
    }
    if (!without.isEmpty()) {
      session
          .terminal()
          .note(
              "of no zone, so without flux: "
                  + without.stream().limit(5).collect(Collectors.joining(", "))
                  + (without.size() > 5 ? ", ... (" + without.size() + ")" : "")
                  + "; --reach ID names whose water it is");
    }
    gauges.stream()
        .filter(zones::containsKey)
        .limit(5)
        .forEach(
            name ->
                session
                    .terminal()
                    .say(
                        "gauge "
                            + name
                            + " measures "
                            + zones.get(name).stream()
                                .map(zone -> zone.set() + "/" + zone.externalId())
                                .collect(Collectors.joining(", "))));
  }
}
