package silt.load;

import static java.util.Objects.requireNonNull;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationFailure;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import silt.db.Database;
import silt.db.Recorded;
import silt.db.SceneRow;
import silt.db.SceneRunRow;
import silt.db.SceneRuns;
import silt.db.Scenes;
import silt.db.ZoneResults;
import silt.db.ZoneSets;
import silt.scene.GranuleId;
import silt.scene.Outcome;
import silt.staging.Stores;
import silt.steps.ArtifactRef;
import silt.steps.Conclusion;
import silt.steps.Failures;
import silt.steps.FillOrder;
import silt.steps.LoadActivity;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.steps.SceneTrail;

/**
 * The step that writes what a scene came to: run, inputs and observations in one transaction,
 * whatever the outcome, and then empties its staging. The same again changes nothing but the time
 * of writing.
 */
public final class Loading implements LoadActivity {

  private final Stores stores;
  private final CodeVersion code;
  private final Scenes scenes;
  private final SceneRuns runs;
  private final Observed observed;

  public Loading(Database database, Stores stores, CodeVersion code) {
    this.stores = requireNonNull(stores, "stores");
    this.code = requireNonNull(code, "code");
    this.scenes = new Scenes(database);
    this.runs = new SceneRuns(database);
    this.observed = new Observed(new ZoneSets(database));
  }

  @Override
  public SceneReport conclude(SceneOrder order, SceneTrail trail, Conclusion conclusion) {
    ActivityInfo step = Activity.getExecutionContext().getInfo();
    return decided(
        trail.measured() == null ? null : trail.measured().rows(),
        () -> {
          SceneReport report =
              concludedBefore(order, trail, conclusion, step)
                  .orElseGet(() -> stored(order, trail, conclusion, step));
          stores.staging().deletePrefix(order.storeKey());
          return report;
        });
  }

  /**
   * Rows that are gone may have been stored meanwhile, by an attempt that was given up as lost and
   * has emptied the staging.
   */
  private SceneReport stored(
      SceneOrder order, SceneTrail trail, Conclusion conclusion, ActivityInfo step) {
    try {
      return record(order, trail, conclusion, step);
    } catch (ApplicationFailure failure) {
      if (!Failures.isGone(failure)) {
        throw failure;
      }
      return concludedBefore(order, trail, conclusion, step).orElseThrow(() -> failure);
    }
  }

  private SceneReport record(
      SceneOrder order, SceneTrail trail, Conclusion conclusion, ActivityInfo step) {
    know(order);
    Recorded recorded =
        runs.record(
            RunRows.run(order, trail, conclusion, step, code),
            RunRows.inputs(order.scene(), trail),
            results(order, trail, conclusion));
    return report(order, conclusion, recorded);
  }

  /**
   * What an earlier attempt of this step has stored before its answer was lost: by now the rows
   * file may be gone with the staging.
   */
  private Optional<SceneReport> concludedBefore(
      SceneOrder order, SceneTrail trail, Conclusion conclusion, ActivityInfo step) {
    if (conclusion.outcome() != Outcome.OBSERVED || trail.measured() == null) {
      return Optional.empty();
    }
    return runs.find(
            order.scene().granule().text(), order.scene().revision(), order.product().name())
        .filter(run -> run.outcome().equals(conclusion.outcome().name()))
        .filter(run -> step.getWorkflowId().equals(run.origin().workflowId()))
        .filter(run -> step.getRunId().equals(run.origin().runId()))
        .map(run -> runs.zones(run.id()))
        .filter(zones -> zones.keySet().containsAll(order.zoneSets()))
        .map(zones -> order.zoneSets().stream().distinct().mapToLong(zones::get).sum())
        .map(
            rows ->
                new SceneReport(
                    order.scene().key(), conclusion.outcome(), conclusion.reason(), rows));
  }

  @Override
  public void fill(FillOrder order, ArtifactRef rows) {
    decided(
        rows,
        () -> {
          if (filled(order)) {
            return null;
          }
          try {
            for (ZoneResults results : observed.results(List.of(order.zoneSet()), local(rows))) {
              runs.recordZones(order.sceneRunId(), results);
            }
          } catch (ApplicationFailure failure) {
            if (Failures.isGone(failure) && filled(order)) {
              return null;
            }
            throw failure;
          }
          stores.staging().deletePrefix(stores.staging().base().relativize(rows.uri()).getPath());
          return null;
        });
  }

  /** Whether an earlier attempt has done it, and so has taken the rows file away. */
  private boolean filled(FillOrder order) {
    return runs
        .withoutZoneSet(order.zoneSet(), order.product().name(), order.sceneRunId() - 1, 1)
        .stream()
        .noneMatch(run -> run.id() == order.sceneRunId());
  }

  /** A scene that was run by its name alone has not been discovered. */
  private void know(SceneOrder order) {
    GranuleId granule = order.scene().granule();
    if (scenes.find(granule.text(), order.scene().revision()).isEmpty()) {
      scenes.upsert(
          List.of(
              new SceneRow(
                  0,
                  granule.text(),
                  order.scene().revision(),
                  granule.sensor().name(),
                  granule.tile(),
                  granule.acquiredAt(),
                  null,
                  null,
                  order.assetBase().toString(),
                  null,
                  null)));
    }
  }

  private List<ZoneResults> results(SceneOrder order, SceneTrail trail, Conclusion conclusion) {
    if (conclusion.outcome() != Outcome.OBSERVED || trail.measured() == null) {
      return List.of();
    }
    return observed.results(order.zoneSets(), local(trail.measured().rows()));
  }

  private Path local(ArtifactRef rows) {
    return stores.staging().localPath(rows);
  }

  /** The rows file is read while the database writes, and so may fail in the midst of that. */
  private static <T> T decided(ArtifactRef rows, Supplier<T> work) {
    try {
      return Fates.decided(work);
    } catch (UncheckedIOException unreadable) {
      throw Failures.retry(rows.uri() + " cannot be read", unreadable);
    }
  }

  /** What the database holds now: an earlier conclusion stands against a later failure. */
  private SceneReport report(SceneOrder order, Conclusion conclusion, Recorded recorded) {
    if (recorded.kept()) {
      SceneRunRow stands = runs.find(recorded.sceneRunId()).orElseThrow();
      return new SceneReport(
          order.scene().key(), Outcome.valueOf(stands.outcome()), stands.reason(), 0);
    }
    return new SceneReport(
        order.scene().key(),
        conclusion.outcome(),
        conclusion.reason(),
        recorded.written() + recorded.unchanged());
  }
}
