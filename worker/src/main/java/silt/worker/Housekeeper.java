package silt.worker;

import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.config.Key;
import silt.config.Settings;
import silt.db.Database;
import silt.db.DatabaseFailure;
import silt.db.DatabaseProblem;
import silt.db.Months;
import silt.db.Turn;
import silt.db.Years;
import silt.housekeeping.Owners;
import silt.housekeeping.ScratchSweep;
import silt.housekeeping.StagingSweep;
import silt.scene.BadInput;
import silt.staging.StagingMark;
import silt.staging.Stores;
import silt.watch.StagingMeter;

/**
 * Keeps staging and scratch within bounds: every worker clears its own machine's scratch, and of
 * those that load one at a time empties staging of what nobody owns. Nothing of this must be
 * remembered: a sweep that was missed is made up for by the next, by whichever worker there is.
 */
final class Housekeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration EVERY = Duration.ofMinutes(15);
  private static final Duration MONTHS_EVERY = Duration.ofMinutes(1);

  private final ScratchSweep scratch;
  private final StagingSweep staging;
  private final StagingMeter meter;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "housekeeper");
            thread.setDaemon(true);
            return thread;
          });

  Housekeeper(
      Settings settings, Stores stores, StagingMark mark, Owners owners, StagingMeter meter) {
    Duration grace = grace(settings);
    this.scratch = new ScratchSweep(stores.scratch(), owners, grace, Clock.systemUTC());
    this.staging = new StagingSweep(stores.staging(), mark, owners, grace, Clock.systemUTC());
    this.meter = meter;
  }

  /** How long what nobody owns is left alone. */
  static Duration grace(Settings settings) {
    return Duration.ofSeconds(Math.round(settings.positive(Key.HOUSEKEEPING_GRACE) * 3600));
  }

  /**
   * Begins.
   *
   * @param database by which workers take turns at staging; {@code null} for one that leaves
   *     staging to others
   */
  void start(Database database) {
    start(database, FIRST, EVERY);
  }

  void start(Database database, Duration first, Duration every) {
    clock.scheduleWithFixedDelay(
        () -> keep(database), first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    if (database != null) {
      clock.scheduleWithFixedDelay(
          () -> keepMonths(database), 1, MONTHS_EVERY.toMinutes(), TimeUnit.MINUTES);
    }
  }

  /** What a month comes to is kept where observations came, and next year's partition is made. */
  private static void keepMonths(Database database) {
    try {
      Years.ahead(database);
      new Turn(database).take("months", () -> new Months(database).keep());
    } catch (DatabaseProblem | DatabaseFailure passing) {
      LOG.warn("months are kept later: {}", passing.getMessage());
    } catch (RuntimeException unforeseen) {
      LOG.error("months were not kept, which is tried again", unforeseen);
    }
  }

  private void keep(Database database) {
    try {
      meter.scratch(scratch.sweep());
      if (database != null) {
        new Turn(database).take("housekeeping", () -> meter.staging(staging.sweep()));
      }
    } catch (ApplicationFailure | DatabaseProblem | DatabaseFailure | BadInput passing) {
      LOG.warn("housekeeping is put off: {}", passing.getMessage());
    } catch (RuntimeException unforeseen) {
      LOG.error("housekeeping failed, and is tried again", unforeseen);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
