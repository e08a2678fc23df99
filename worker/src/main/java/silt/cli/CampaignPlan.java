package silt.cli;

import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.Estimate.Figure;
import silt.cli.terminal.Json;
import silt.cli.terminal.Progress;
import silt.cli.terminal.Table;
import silt.cli.terminal.Terminal;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.PastRuns;
import silt.discover.FoundScene;
import silt.scene.Sensor;

/** Tells what a campaign would do: searches as it would, and writes nothing. */
@Command(name = "plan", description = "What a campaign would do: scenes, bytes, hours, disk.")
@Examples({
  "deploy/silt campaign plan demo --region r.geojson --from 2024-02-01 --to 2024-02-29",
  "the same words that start takes; nothing is written",
  "deploy/silt campaign plan demo --region r.geojson --from 2024-02-01 --to 2024-02-29 --max-cloud 60 --sensors S30",
  "less cloud, one sensor",
  "deploy/silt campaign plan demo --region r.geojson --from 2024-02-01 --to 2024-02-29 --json",
  "as data"
})
final class CampaignPlan implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "what the campaign would be called")
  String name;

  @Mixin CampaignOptions options;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  CampaignPlan(Session session) {
    this.session = session;
  }

  /**
   * Scenes of one sensor in one month.
   *
   * @param granuleBytes of the whole granules, as the archive tells
   * @param unweighed scenes whose size the archive does not tell
   */
  record Part(
      String sensor, String month, long scenes, Double cloud, long granuleBytes, long unweighed) {}

  /**
   * All that there is to say.
   *
   * @param done scenes that have all that this would make
   * @param fetchBytes of the others, by estimate; {@code null} where the archive tells no sizes
   * @param seconds of work for the others, by estimate
   */
  record Plan(
      String campaign,
      String product,
      List<String> zoneSets,
      long scenes,
      long done,
      List<Part> parts,
      Long fetchBytes,
      List<String> fetchSources,
      double secondsPerScene,
      String secondsSource,
      long seconds,
      int window,
      DiskNeed staging,
      DiskNeed products,
      String keptSource) {}

  @Override
  public Integer call() {
    Wanted wanted = options.wanted(session);
    Optional<CampaignRow> taken = new Campaigns(session.database()).find(name);
    // a name that none could have is refused here as start refuses it
    Asked.value(() -> wanted.order(name), "Choose another name.");
    AtArchive archive = new AtArchive(session);
    List<FoundScene> found;
    try (Progress line = Progress.withOwnRate(session.terminal(), "searching", "scenes")) {
      found = archive.find(wanted, scenes -> line.at(scenes, -1, ""));
    }
    if (found.isEmpty()) {
      return nothing(wanted, archive.onOtherDays(wanted, options.choice.region));
    }
    Plan plan = plan(wanted, found);
    if (json) {
      Json.print(session.terminal(), plan);
    } else {
      tell(plan);
      taken.ifPresent(row -> session.terminal().say("the name is taken: " + CampaignTaken.by(row)));
    }
    return 0;
  }

  private int nothing(Wanted wanted, long otherDays) {
    if (json) {
      Json.print(session.terminal(), plan(wanted, List.of()));
    } else {
      session
          .terminal()
          .say(
              "no scene from %s to %s under these conditions; the archive holds about %,d of this region in all"
                  .formatted(wanted.period().from(), wanted.period().to(), otherDays));
    }
    return 0;
  }

  private Plan plan(Wanted wanted, List<FoundScene> found) {
    Estimate estimate = new Estimate(session, wanted);
    long done =
        new PastRuns(session.database())
            .done(found.stream().map(Found::row).toList(), wanted.recipe().name(), wanted.sets());
    long left = found.size() - done;
    double part = found.isEmpty() ? 0 : (double) left / found.size();
    List<Part> parts = parts(found);
    Figure pace = estimate.secondsPerScene();
    List<String> sources = new ArrayList<>();
    double fetch = 0;
    for (Sensor sensor : Sensor.values()) {
      long granules =
          parts.stream()
              .filter(p -> p.sensor().equals(sensor.name()))
              .mapToLong(Part::granuleBytes)
              .sum();
      if (granules > 0) {
        Figure share = estimate.shareFetched(sensor);
        fetch += granules * share.value();
        sources.add(
            "%s: %.0f %% of each granule, %s"
                .formatted(sensor, 100 * share.value(), share.source()));
      }
    }
    return new Plan(
        name,
        wanted.recipe().name(),
        wanted.sets(),
        found.size(),
        done,
        parts,
        sources.isEmpty() && !found.isEmpty() ? null : Long.valueOf(Math.round(fetch * part)),
        sources,
        pace.value(),
        pace.source(),
        Math.round(left * pace.value()),
        wanted.window(),
        estimate.staging(),
        estimate.products(left),
        estimate.keptBytes().source());
  }

  private static List<Part> parts(List<FoundScene> found) {
    return found.stream()
        .collect(
            Collectors.groupingBy(
                scene ->
                    List.of(
                        scene.scene().granule().sensor().name(),
                        YearMonth.from(scene.datetime().atZone(ZoneOffset.UTC)).toString())))
        .entrySet()
        .stream()
        .map(group -> part(group.getKey(), group.getValue()))
        .sorted(Comparator.comparing(Part::sensor).thenComparing(Part::month))
        .toList();
  }

  private static Part part(List<String> sensorAndMonth, List<FoundScene> scenes) {
    var cloud =
        scenes.stream()
            .filter(scene -> scene.cloudPercent() != null)
            .mapToDouble(FoundScene::cloudPercent)
            .average();
    return new Part(
        sensorAndMonth.get(0),
        sensorAndMonth.get(1),
        scenes.size(),
        cloud.isPresent() ? cloud.getAsDouble() : null,
        scenes.stream().mapToLong(FoundScene::bytes).sum(),
        scenes.stream().filter(scene -> scene.bytes() == 0).count());
  }

  private void tell(Plan plan) {
    Terminal terminal = session.terminal();
    Table table = new Table("SENSOR", "MONTH", "SCENES", "CLOUD", "GRANULES");
    for (Part part : plan.parts()) {
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

  private void warn(Plan plan) {
    if (plan.staging().isShort()) {
      session
          .terminal()
          .note(
              "disk short for staging: start refuses; free some space or take a smaller --window");
    } else if (plan.products().beside(plan.staging()).isShort()) {
      session
          .terminal()
          .note("disk short for the products of all: the campaign would pause once it is full");
    }
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
  }

  private static String line(String head, String text) {
    return String.format("%-10s%s", head, text);
  }
}
