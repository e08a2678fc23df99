package silt.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.db.DatabaseFailure;
import silt.db.DatabaseProblem;
import silt.db.Standings;

/**
 * What the database knows of campaigns and daily ingestion, asked once a minute by every worker
 * that loads. All of them say the same; a rule over them takes the greatest.
 */
public final class BooksMeter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BooksMeter.class);
  private static final long EVERY_SECONDS = 60;

  /** So that a rule finds a 0 where there is none, and not nothing. */
  private static final List<String> STATES =
      List.of("DISCOVERING", "RUNNING", "PAUSED", "DONE", "CANCELLED", "FAILED");

  private final Standings books;
  private final MultiGauge campaigns;
  private final MultiGauge heard;
  private final MultiGauge period;
  private final AtomicLong blocked = new AtomicLong();
  private final AtomicLong readAt = new AtomicLong();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "books");
            thread.setDaemon(true);
            return thread;
          });

  public BooksMeter(Standings books, MeterRegistry meters) {
    this.books = books;
    this.campaigns =
        MultiGauge.builder("silt.campaigns").description("Campaigns by state").register(meters);
    this.heard =
        MultiGauge.builder("silt.daily.heard.timestamp")
            .description("When a daily ingestion last had the archive's whole answer, Unix time")
            .baseUnit("seconds")
            .register(meters);
    this.period =
        MultiGauge.builder("silt.daily.period")
            .description("From one run of a daily ingestion to the next")
            .baseUnit("seconds")
            .register(meters);
    Gauge.builder("silt.campaigns.blocked", blocked, AtomicLong::get)
        .description("Campaigns that stand still until a person mends something")
        .register(meters);
    TimeGauge.builder("silt.books.read.timestamp", readAt, TimeUnit.SECONDS, AtomicLong::get)
        .description("When the counts of campaigns were last read, Unix time")
        .register(meters);
  }

  /** Reads now, and from now on once a minute. */
  public BooksMeter start() {
    clock.scheduleWithFixedDelay(this::read, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    return this;
  }

  /** A database that is away is told by its own check; the last counts stand, with their time. */
  void read() {
    try {
      Map<String, Long> counted = books.campaigns();
      List<Row<?>> rows = new ArrayList<>();
      for (String state : STATES) {
        rows.add(Row.of(Tags.of("state", state), counted.getOrDefault(state, 0L)));
      }
      campaigns.register(rows, true);
      blocked.set(books.blockedCampaigns());
      List<Standings.Daily> dailies = books.dailies();
      heard.register(rows(dailies, daily -> daily.heardAt().getEpochSecond()), true);
      period.register(rows(dailies, daily -> daily.period().toSeconds()), true);
      readAt.set(Instant.now().getEpochSecond());
    } catch (DatabaseProblem | DatabaseFailure away) {
      LOG.warn("the counts of campaigns cannot be read: {}", away.getMessage());
    }
  }

  private static List<Row<?>> rows(
      List<Standings.Daily> dailies, ToLongFunction<Standings.Daily> seconds) {
    List<Row<?>> rows = new ArrayList<>();
    dailies.forEach(
        daily -> rows.add(Row.of(Tags.of("daily", daily.name()), seconds.applyAsLong(daily))));
    return rows;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
