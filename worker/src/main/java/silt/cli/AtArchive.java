package silt.cli;

import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import silt.config.ArchiveSettings;
import silt.discover.FoundScene;
import silt.discover.Search;
import silt.scene.BadInput;
import silt.scene.Sensor;
import silt.steps.Failures;

/**
 * What the archive holds of a region, asked from the command line, where no workflow tries again.
 */
final class AtArchive {

  private static final int ATTEMPTS = 4;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Session session;
  private final Search search;

  AtArchive(Session session) {
    this.session = session;
    this.search = new Search(ArchiveSettings.address(session.settings()));
  }

  /** Every scene. */
  List<FoundScene> find(Wanted wanted, LongConsumer progress) {
    return patiently(() -> search.find(wanted.search(), progress));
  }

  /** About how many scenes, whatever their clouds; 0 only where there is none. */
  long count(Wanted wanted) {
    return patiently(
        () ->
            search.count(
                wanted.region(), wanted.period().from(), wanted.period().to(), wanted.sensors()));
  }

  /**
   * Says of a region without one scene in the days asked for how many it has on other days.
   *
   * @throws BadInput where it has none at all: open sea, of which no tiles are made
   */
  long onOtherDays(Wanted wanted, Path region) {
    LocalDate today = LocalDate.now(session.clock());
    long ever =
        patiently(
            () ->
                search.count(
                    wanted.region(), Period.FIRST_SCENES, today, EnumSet.allOf(Sensor.class)));
    if (ever == 0) {
      throw new BadInput(
          "region "
              + region
              + " ("
              + Wanted.extent(wanted.region())
              + ") has no HLS tile: archive "
              + wanted.archive()
              + " holds not one scene of it, of any day",
          "Tiles cover land and its coasts; draw the region there. Positions are [longitude,"
              + " latitude].");
    }
    return ever;
  }

  /** A passing fault is waited out, for as long as its server says and a person bears. */
  private <T> T patiently(Supplier<T> question) {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      try {
        return question.get();
      } catch (ApplicationFailure failure) {
        boolean passes = Failures.RETRY.equals(failure.getType());
        if (!passes || attempt == ATTEMPTS) {
          throw failure;
        }
        Duration asked = failure.getNextRetryDelay();
        Duration wait = asked == null ? pause : asked;
        wait = wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait;
        session
            .terminal()
            .note(failure.getOriginalMessage() + "; asked again in " + wait.toSeconds() + " s");
        sleep(wait);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while waiting for the archive", stopped);
    }
  }
}
