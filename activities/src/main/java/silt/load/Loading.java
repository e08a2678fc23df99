package silt.load;

import static java.util.Objects.requireNonNull;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import silt.db.Database;
import silt.db.InputRow;
import silt.db.MeasuredPixels;
import silt.db.PixelCounts;
import silt.db.RasterRow;
import silt.db.Recorded;
import silt.db.RunOrigin;
import silt.db.SceneRow;
import silt.db.SceneRunRow;
import silt.db.SceneRuns;
import silt.db.Scenes;
import silt.db.StepTiming;
import silt.db.ZoneResults;
import silt.db.ZoneSets;
import silt.provenance.ThisProcess;
import silt.scene.GranuleId;
import silt.scene.Outcome;
import silt.scene.Scene;
import silt.scene.Sensor;
import silt.staging.Stores;
import silt.steps.ArtifactRef;
import silt.steps.Conclusion;
import silt.steps.Failures;
import silt.steps.FillOrder;
import silt.steps.LoadActivity;
import silt.steps.MaskedScene;
import silt.steps.MeasuredScene;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.steps.SceneTrail;
import silt.steps.StepRun;

/**
 * The step that writes what a scene came to: run, inputs and observations in one transaction,
 * whatever the outcome. The same again changes nothing but the time of writing.
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
          know(order);
          Recorded recorded =
              runs.record(
                  run(order, trail, conclusion, step),
                  inputs(order.scene(), trail),
                  results(order, trail, conclusion));
          return report(order, conclusion, recorded);
        });
  }

  @Override
  public void fill(FillOrder order, ArtifactRef rows) {
    decided(
        rows,
        () -> {
          if (filled(order)) {
            return null;
          }
          for (ZoneResults results : observed.results(List.of(order.zoneSet()), local(rows))) {
            runs.recordZones(order.sceneRunId(), results);
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

  private SceneRunRow run(
      SceneOrder order, SceneTrail trail, Conclusion conclusion, ActivityInfo step) {
    List<StepRun> steps = steps(trail);
    Instant now = Instant.now();
    return new SceneRunRow(
        0,
        order.scene().granule().text(),
        order.scene().revision(),
        order.product().name(),
        conclusion.outcome().name(),
        conclusion.reason(),
        steps.stream().mapToInt(StepRun::attempt).max().orElse(1),
        order.campaign(),
        new RunOrigin(
            step.getWorkflowId(),
            step.getRunId(),
            code.version(),
            code.commit(),
            ThisProcess.host()),
        steps.stream().map(StepRun::started).min(Instant::compareTo).orElse(now),
        now,
        trail.staged() == null ? null : trail.staged().via(),
        trail.masked() == null ? null : raster(trail.masked().mask()),
        trail.measured() == null ? null : raster(trail.measured().ssc()),
        trail.measured() == null ? null : raster(trail.measured().quality()),
        trail.masked() == null ? null : pixels(trail.masked()),
        trail.measured() == null ? null : measured(trail.measured()),
        steps.stream()
            .map(
                s ->
                    new StepTiming(
                        s.step(), s.started(), s.finished(), s.attempt(), s.host(), s.found()))
            .toList());
  }

  private static List<StepRun> steps(SceneTrail trail) {
    List<StepRun> steps = new ArrayList<>();
    if (trail.staged() != null) {
      steps.add(trail.staged().run());
    }
    if (trail.masked() != null) {
      steps.add(trail.masked().run());
    }
    if (trail.measured() != null) {
      steps.add(trail.measured().run());
    }
    return steps;
  }

  private static List<InputRow> inputs(Scene scene, SceneTrail trail) {
    if (trail.staged() == null) {
      return List.of();
    }
    Sensor sensor = scene.granule().sensor();
    List<InputRow> inputs = new ArrayList<>();
    trail
        .staged()
        .files()
        .forEach(
            (band, file) ->
                inputs.add(
                    new InputRow(
                        band.code(sensor),
                        trail.staged().sources().getOrDefault(band, file.uri().toString()),
                        file.bytes(),
                        file.sha256())));
    return inputs;
  }

  private static PixelCounts pixels(MaskedScene masked) {
    return new PixelCounts(
        masked.validPixels(),
        masked.waterPixels(),
        masked.cloudShadowPixels(),
        masked.cloudPixels(),
        masked.snowPixels(),
        masked.terrainShadePixels(),
        masked.clearWaterPixels());
  }

  private static MeasuredPixels measured(MeasuredScene measured) {
    return measured.flaggedPixels() == null
        ? null
        : new MeasuredPixels(measured.valuedPixels(), measured.flaggedPixels());
  }

  private static RasterRow raster(ArtifactRef raster) {
    return raster == null
        ? null
        : new RasterRow(raster.uri().toString(), raster.sha256(), raster.bytes());
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
