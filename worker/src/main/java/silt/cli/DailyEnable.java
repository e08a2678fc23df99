package silt.cli;

import io.temporal.client.schedules.ScheduleException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.locationtech.jts.geom.Geometry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.config.ArchiveSettings;
import silt.config.Key;
import silt.db.Campaigns;
import silt.db.Dailies;
import silt.db.DailyRow;
import silt.db.ProductRow;
import silt.db.Products;
import silt.load.Ledger;
import silt.scene.BadInput;
import silt.scene.Sensor;
import silt.steps.CampaignOrder;
import silt.steps.DailyOrder;
import silt.worker.Insisting;

/** Checks what a daily ingestion is asked to do, writes it down, and makes its schedule. */
@Command(
    name = "enable",
    description = "From now on take what the archive publishes or revises over a region.")
@Examples({
  "deploy/silt daily enable north --region r.geojson --at 06:00Z",
  "every day at six, UTC, over every zone set there is",
  "deploy/silt daily enable north --region r.geojson --at 18:30+12:00 --since 2024-02-01 --max-cloud 60",
  "and what was revised since that day",
  "deploy/silt daily enable north --region r.geojson --starting 2024-03-01T06:00Z --overlap 48h",
  "not before that time; each run reads the two days before its mark again"
})
final class DailyEnable implements Callable<Integer> {

  private static final Duration DAY = Duration.ofDays(1);

  /** A longer one reads half a year again and again. */
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(180);

  private final Session session;

  @Parameters(
      paramLabel = "NAME",
      description = "what to call it: letters, digits, '.', '_', '-', at most 38")
  String name;

  @Mixin SceneChoice choice;

  @Option(
      names = "--at",
      defaultValue = "06:00Z",
      paramLabel = "TIME",
      description = "time of day with its zone, 06:00Z or 18:30+12:00 (default: ${DEFAULT-VALUE})")
  String at;

  @Option(
      names = "--since",
      paramLabel = "DATE",
      description = "the first run takes what was revised from this day on, UTC (default: today)")
  LocalDate since;

  @Option(
      names = "--starting",
      paramLabel = "TIME",
      description = "no run before this time, with its zone (default: at once)")
  String starting;

  @Option(
      names = "--overlap",
      defaultValue = "24h",
      paramLabel = "TIME",
      description =
          "how far before its mark each run reads again, for what the archive lists late (default:"
              + " ${DEFAULT-VALUE})")
  String overlap;

  @Option(
      names = "--scale",
      hidden = true,
      defaultValue = "1",
      paramLabel = "N",
      description = "for tests: a day lasts 24 h / N, and every delay shrinks with it")
  int scale;

  DailyEnable(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    DailyRow row = row();
    Dailies dailies = new Dailies(session.database());
    requireFree(dailies);
    // a run takes the promoted version, so that there must be one
    ProductRow promoted =
        new Products(session.database())
            .promoted()
            .orElseThrow(
                () ->
                    new BadInput(
                        "no product version is promoted, and daily runs take the one that is",
                        "Promote one with deploy/silt product promote NAME."));
    // reached before anything is written, so that a refusal leaves nothing behind
    Steering.requireAttributes(session);
    DailySchedule schedule = new DailySchedule(session, name);
    requireTiles(row, promoted);
    choice.zones.tell(row.zoneSets(), session.terminal());
    both(dailies, schedule, dailies.create(row));
    dailies.event(name, "daily-enabled", "daily " + name + ": ENABLED by " + row.createdBy());
    String first = firstRun(schedule);
    session
        .terminal()
        .say("daily %s enabled: %s".formatted(name, String.join(", ", row.zoneSets())));
    session
        .terminal()
        .say(
            "  first run %s, then %s; it takes what was revised since %s UTC"
                .formatted(
                    first,
                    scale == 1 ? "every day" : "every " + row.period().toSeconds() + " s",
                    Words.minute(row.since())));
    session.terminal().say("follow it: deploy/silt daily status " + name);
    return 0;
  }

  /**
   * The row and its schedule, or neither; where the server does not say whether it made the
   * schedule, the row stays, which decides.
   */
  private void both(Dailies dailies, DailySchedule schedule, DailyRow stored) {
    try {
      schedule.create(stored);
    } catch (BadInput | ScheduleException failure) {
      if (Insisting.leavesOpen(failure)) {
        throw new BadInput(
            "Temporal has not said whether it made the schedule of daily "
                + name
                + ", which stays stored",
            "deploy/silt daily resume " + name + " makes it where it was not.",
            failure);
      }
      dailies.remove(name);
      throw failure;
    }
  }

  /** Told where the server tells; it is enabled whether or not it does. */
  private static String firstRun(DailySchedule schedule) {
    try {
      return schedule
          .find()
          .flatMap(there -> there.getInfo().getNextActionTimes().stream().findFirst())
          .map(next -> Words.minute(next) + " UTC")
          .orElse("as soon as the server plans it");
    } catch (ScheduleException busy) {
      return "as soon as the server, which is busy, plans it";
    }
  }

  private DailyRow row() {
    LocalTime time = DailyTime.ofDay(at);
    Instant start = DailyTime.starting(starting, session.clock());
    Duration again = DailyTime.duration("--overlap", overlap);
    if (again.compareTo(LONGEST_OVERLAP) > 0) {
      throw new BadInput("--overlap " + overlap + " is more than 180 days", "Give 24h, say.");
    }
    if (scale < 1 || scale > 86_400) {
      throw new BadInput("--scale " + scale + " is none", "Give 1, or up to 86400 in tests.");
    }
    Instant from = since();
    int cloud = choice.maxCloud();
    int window = choice.window();
    List<String> sensors = choice.sensors().stream().map(Sensor::name).toList();
    Geometry area = choice.area();
    ArchiveSettings.address(session.settings());
    Asked.value(() -> DailyOrder.of(name, again, scale), "Choose another name.");
    return Asked.value(
        () ->
            DailyRow.of(
                name,
                area,
                sensors,
                cloud,
                choice.zones.sets(session),
                session.settings().text(Key.ARCHIVE),
                window,
                time,
                DAY.dividedBy(scale),
                again,
                from,
                start,
                session.operator()),
        "Choose another name.");
  }

  private Instant since() {
    LocalDate today = LocalDate.now(session.clock());
    if (since == null) {
      return today.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    if (since.isAfter(today)) {
      throw new BadInput(
          "--since " + since + " lies in the future",
          "Today is " + today + "; --starting puts off the first run.");
    }
    if (since.isBefore(Period.FIRST_SCENES)) {
      throw new BadInput(
          "--since " + since + " lies before there were HLS scenes",
          "Begin at " + Period.FIRST_SCENES + " or later.");
    }
    return since.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Open sea has no tiles; an archive that does not answer now is left to the first run. */
  private void requireTiles(DailyRow row, ProductRow promoted) {
    Wanted wanted =
        new Wanted(
            row.region(),
            new Period(Period.FIRST_SCENES, LocalDate.now(session.clock())),
            choice.sensors(),
            choice.maxCloud,
            row.zoneSets(),
            promoted,
            Ledger.recipe(promoted),
            row.archive(),
            row.window(),
            CampaignOrder.FORWARD);
    try {
      new AtArchive(session).onOtherDays(wanted, choice.region);
    } catch (ApplicationFailure silent) {
      session
          .terminal()
          .note(
              "not looked ahead: "
                  + silent.getOriginalMessage()
                  + "; the first run searches until the archive answers");
    }
  }

  /** A name stands for one thing: a daily ingestion of any state, or a campaign. */
  private void requireFree(Dailies dailies) {
    requireNone(dailies, name);
    new Campaigns(session.database())
        .find(name)
        .ifPresent(
            campaign -> {
              throw new BadInput(
                  "there is a campaign " + name + " already (" + CampaignTaken.by(campaign) + ")",
                  "Choose another name.");
            });
  }

  /**
   * @throws BadInput where a daily ingestion of any state has the name
   */
  static void requireNone(Dailies dailies, String name) {
    dailies
        .find(name)
        .ifPresent(
            row -> {
              throw taken(row);
            });
  }

  private static BadInput taken(DailyRow row) {
    String goOn =
        row.state().equals(DailyRow.ENABLED)
            ? "status " + row.name() + " tells how far it is"
            : "resume " + row.name() + " takes it up with its settings and its mark";
    return new BadInput(
        "there is a daily ingestion %s already (%s; over %s; asked for by %s at %s UTC)"
            .formatted(
                row.name(),
                row.state(),
                Wanted.extent(row.region()),
                row.createdBy(),
                Words.minute(row.createdAt())),
        "Choose another name, or go on with that one: deploy/silt daily " + goOn + ".");
  }
}
