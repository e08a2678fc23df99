package silt.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import silt.archive.ScaledClock;
import silt.installation.Programs;
import silt.installation.Said;
import silt.installation.StandaloneInstallation;
import silt.installation.Worker;

/**
 * Daily ingestion over a month that takes minutes: the archive's calendar, the schedule and every
 * delay under one factor, on a real server, while granules come late, are revised, lack files or
 * come twice, the search is out for hours and no worker runs for days.
 *
 * <p>Everything lies in one folder; one that was interrupted goes on at the archive's time at which
 * it stopped.
 */
final class DailyMonth implements AutoCloseable {

  static final String DATABASE = "silt";
  static final String DAILY = "month";

  /** As long as the overlap, so that what was listed late has been seen, and some. */
  private static final Duration AFTERWARDS = Duration.ofHours(40);

  private static final Duration PATIENCE = Duration.ofDays(20);
  private static final int MOST_REFUSALS = 20;

  private final StandaloneInstallation installation;
  private final DailyPlan plan;
  private final long scale;
  private final PrintStream out;
  private final Programs programs;
  private Clock calendar;
  private Worker worker;
  private boolean searchIsOut;
  private int workers;

  DailyMonth(Path home, DailyPlan plan, long scale, PrintStream out) {
    this.installation = StandaloneInstallation.in(home);
    this.plan = plan;
    this.scale = scale;
    this.out = out;
    this.programs = installation.programs(DATABASE);
  }

  StandaloneInstallation installation() {
    return installation;
  }

  DailyPlan plan() {
    return plan;
  }

  /** From where it was to the end of the last campaign. */
  void run() {
    new DailyArchive(installation.archive().root()).publish(plan);
    Instant now = begunBefore() ? stopped() : plan.begin();
    installation.archive().setCalendar(now, scale);
    installation.start();
    // the archive's own began a little before: ours is never ahead of it
    calendar = new ScaledClock(Clock.systemUTC(), now, scale);
    enable();
    Instant told = Instant.MIN;
    while (!isOver()) {
      Instant time = calendar.instant();
      if (time.isAfter(plan.end().plus(PATIENCE))) {
        throw new AssertionError("not over " + PATIENCE.toDays() + " days late; " + standing());
      }
      outage(time);
      staff(time);
      backfill(time);
      // where an interrupted run goes on
      installation.archive().setCalendar(time, scale);
      if (told.plus(Duration.ofHours(12)).isBefore(time)) {
        told = time;
        out.println(time.toString().substring(0, 16) + "Z " + standing());
        if (searchIsOut || worker == null) {
          out.print(programs.silt("daily", "status", DAILY).out());
        }
      }
      sleep(250);
    }
    out.print(programs.done("daily", "status", DAILY));
  }

  private boolean begunBefore() {
    return Files.exists(installation.archive().calendar());
  }

  private Instant stopped() {
    try {
      return Instant.parse(
          new ObjectMapper()
              .readTree(installation.archive().calendar().toFile())
              .path("now")
              .asText());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void enable() {
    programs.done("setup");
    if (!programs.silt("daily", "status", DAILY).out().isEmpty()) {
      return;
    }
    Path root = installation.archive().root();
    programs.done(
        "zones",
        "load",
        root.resolve("vector/reaches.geojson") + "",
        "--set",
        "reaches",
        "--kind",
        "reach");
    out.print(
        asked(
            "daily",
            "enable",
            DAILY,
            "--region",
            root.resolve("region.geojson") + "",
            "--zones",
            "reaches",
            "--since",
            LocalDate.ofInstant(plan.begin(), ZoneOffset.UTC) + "",
            "--window",
            "4",
            "--scale",
            scale + ""));
  }

  private void outage(Instant time) {
    boolean out = plan.outages().stream().anyMatch(span -> span.holds(time));
    if (out == searchIsOut) {
      return;
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(installation.archive().urls().main() + "/_faults"));
    request =
        out
            ? request.POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"match\": \"granules.umm_json\", \"kind\": \"status\", \"status\": 503}"))
            : request.DELETE();
    try {
      HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding());
      searchIsOut = out;
    } catch (IOException notNow) {
      throw new UncheckedIOException(notNow);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private void staff(Instant time) {
    boolean off = plan.nobodyAtWork().stream().anyMatch(span -> span.holds(time));
    if (off && worker != null) {
      worker.kill();
      worker = null;
    } else if (!off && worker == null) {
      worker = programs.worker("worker" + System.currentTimeMillis() + "-" + ++workers, Map.of());
      worker.start();
    }
  }

  /** The past before the daily began, and days that it has had itself or has in hand. */
  private void backfill(Instant time) {
    Instant third = plan.begin().plus(Duration.ofHours(24L * plan.days() * 3 / 10));
    Instant half = plan.begin().plus(Duration.ofHours(12L * plan.days()));
    if (time.isAfter(third)) {
      backfill("2024-01-01", "2024-01-05");
    }
    if (time.isAfter(half)) {
      backfill(
          LocalDate.ofInstant(plan.begin(), ZoneOffset.UTC).minusDays(12) + "",
          LocalDate.ofInstant(half, ZoneOffset.UTC) + "");
    }
  }

  private void backfill(String from, String to) {
    String name = DAILY + ".back." + from.replace("-", "") + "-" + to.replace("-", "");
    if (count("select count(*) from silt.campaign where name = '" + name + "'") > 0) {
      return;
    }
    out.print(asked("daily", "backfill", DAILY, "--from", from, "--to", to));
  }

  /**
   * As an operator would: where a busy server does not answer in time nothing was begun, and the
   * command is given again.
   */
  private String asked(String... command) {
    for (int refusals = 0; ; refusals++) {
      Said said = programs.silt(command);
      if (said.exit() == 0) {
        return said.out();
      }
      if (refusals == MOST_REFUSALS || !said.err().contains("nothing answers")) {
        throw new AssertionError("silt " + String.join(" ", command) + ": " + said.err());
      }
      out.print(said.err());
    }
  }

  /** A run has heard of the archive since all was listed, and no campaign is open. */
  private boolean isOver() {
    return calendar.instant().isAfter(plan.end().plus(AFTERWARDS))
        && count(
                """
                select count(*) from silt.daily_run
                where outcome in ('FOUND', 'NOTHING') and began_at > now() - interval '1 second' * %d
                """
                    .formatted(Duration.ofHours(39).toSeconds() / scale + 1))
            > 0
        && count(
                "select count(*) from silt.campaign where state not in ('DONE', 'FAILED', 'CANCELLED')")
            == 0;
  }

  String standing() {
    return sql("""
            select format('%s runs, %s campaigns (%s open), %s scenes, %s outcomes',
              (select count(*) from silt.daily_run), (select count(*) from silt.campaign),
              (select count(*) from silt.campaign where state not in ('DONE', 'FAILED', 'CANCELLED')),
              (select count(*) from silt.scene), (select count(*) from silt.scene_run))
            """)
        .toString();
  }

  long count(String query) {
    List<String> rows = sql(query);
    return rows.isEmpty() ? 0 : Long.parseLong(rows.get(0));
  }

  List<String> sql(String query) {
    return installation
        .sql(DATABASE, query)
        .orElseThrow(() -> new AssertionError("the database does not answer"));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    if (worker != null) {
      worker.kill();
    }
    installation.close();
  }
}
