package silt.load;

import io.temporal.activity.ActivityInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import silt.db.InputRow;
import silt.db.MeasuredPixels;
import silt.db.PixelCounts;
import silt.db.RasterRow;
import silt.db.RunOrigin;
import silt.db.SceneRunRow;
import silt.db.StepTiming;
import silt.provenance.ThisProcess;
import silt.scene.Scene;
import silt.scene.Sensor;
import silt.steps.ArtifactRef;
import silt.steps.Conclusion;
import silt.steps.MaskedScene;
import silt.steps.MeasuredScene;
import silt.steps.SceneOrder;
import silt.steps.SceneTrail;
import silt.steps.StepRun;

/** A scene's trail as the rows that keep it: outcome, origin, timings, rasters, counts, inputs. */
final class RunRows {

  private RunRows() {}

  static SceneRunRow run(
      SceneOrder order,
      SceneTrail trail,
      Conclusion conclusion,
      ActivityInfo step,
      CodeVersion code) {
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

  static List<InputRow> inputs(Scene scene, SceneTrail trail) {
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
}
