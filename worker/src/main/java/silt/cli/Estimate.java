package silt.cli;

import io.temporal.failure.ApplicationFailure;
import java.util.Map;
import java.util.Optional;
import silt.config.Key;
import silt.db.PastRuns;
import silt.db.PastRuns.Pace;
import silt.db.PastRuns.Weight;
import silt.scene.Band;
import silt.scene.Sensor;
import silt.worker.NeededBands;

/**
 * What scenes will take, by what those before them took here; where there were none, by figures
 * whose source is told.
 */
final class Estimate {

  /** Four steps of a warm worker on two cores: tests/bench/RESULTS.md, SceneSteps. */
  private static final double USUAL_SECONDS = 9.5;

  /** Mask, SSC and quality rasters of a whole sample scene with water, the largest of them. */
  private static final long USUAL_KEPT_BYTES = 6_000_000;

  /** Six bands and the Fmask of a whole sample scene, the largest of them. */
  private static final long USUAL_FETCHED_BYTES = 160_000_000;

  private final Session session;
  private final Wanted wanted;
  private final Optional<Pace> pace;
  private final Map<String, Weight> weights;

  Estimate(Session session, Wanted wanted) {
    this.session = session;
    this.wanted = wanted;
    PastRuns past = new PastRuns(session.database());
    pace = past.pace(wanted.recipe().name());
    weights = past.weights(wanted.recipe().name());
  }

  /**
   * A figure and where it comes from.
   *
   * @param source for people
   */
  record Figure(double value, String source) {}

  Figure secondsPerScene() {
    return pace.map(
            past ->
                new Figure(
                    past.secondsPerScene(),
                    "measured on the last %d scenes here, by %s"
                        .formatted(
                            past.scenes(), past.hosts() == 1 ? "1 host" : past.hosts() + " hosts")))
        .orElseGet(
            () ->
                new Figure(
                    USUAL_SECONDS,
                    "none has run here yet: the benchmark's figure for a host of two cores"));
  }

  /** The part of a granule's bytes that is read, 0 to 1. */
  Figure shareFetched(Sensor sensor) {
    Weight past = weights.get(sensor.name());
    if (past != null && past.granuleShare() != null) {
      return new Figure(past.granuleShare(), "measured on %d scenes here".formatted(past.scenes()));
    }
    int there = bandsOf(sensor);
    try {
      var bands = new NeededBands(session.models()::bundle).of(wanted.product());
      bands.remove(Band.FMASK);
      return new Figure(
          (double) bands.size() / there,
          "%d of a granule's %d bands".formatted(bands.size(), there));
    } catch (ApplicationFailure missing) {
      return new Figure(1, "whole granules, for " + missing.getOriginalMessage());
    }
  }

  /** Of its own resolution, HLS user guide v2.0: Fmask and the four angles weigh little beside. */
  private static int bandsOf(Sensor sensor) {
    return sensor == Sensor.S30 ? 13 : 10;
  }

  /** What one scene in flight holds of staging, at most. */
  long stagedBytes() {
    return weights.values().stream()
        .mapToLong(Weight::mostFetchedBytes)
        .max()
        .orElse(USUAL_FETCHED_BYTES);
  }

  Figure keptBytes() {
    long scenes = weights.values().stream().mapToLong(Weight::scenes).sum();
    if (scenes == 0) {
      return new Figure(USUAL_KEPT_BYTES, "as of a whole sample scene with water");
    }
    double sum =
        weights.values().stream().mapToDouble(past -> past.keptBytes() * past.scenes()).sum();
    return new Figure(sum / scenes, "measured on %d scenes here".formatted(scenes));
  }

  /** Staging for a window of scenes. */
  DiskNeed staging() {
    return DiskNeed.of(session.settings().store(Key.STAGING), wanted.window() * stagedBytes());
  }

  /** Products of so many scenes. */
  DiskNeed products(long scenes) {
    return DiskNeed.of(
        session.settings().store(Key.PRODUCTS), Math.round(scenes * keptBytes().value()));
  }
}
