package silt.training.ssc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import silt.model.ModelBundle;
import silt.model.ModelCard;
import silt.scene.BadInput;
import silt.sediment.regressors.SscModels;
import silt.sediment.regressors.SscWeights;

/** Makes a bundle of a sediment bundle, fitted to samples of one's own water. */
public final class SedimentCalibration {

  private SedimentCalibration() {}

  /**
   * @param report how both fare on these samples, the fit left out station by station
   * @param line the fit, in words
   */
  public record Calibrated(ModelBundle bundle, SedimentReport report, String line) {}

  /**
   * Calibrates.
   *
   * @param bundle of any engine
   * @param data match-ups as {@code silt matchups} writes them
   * @param out the bundle to be
   * @param skipBad leave wrong rows out rather than refuse them
   * @throws BadInput naming a wrong row and column, or where samples are too few
   */
  public static Calibrated run(
      ModelBundle bundle, Path data, Path out, String name, boolean skipBad) {
    MatchedFile file = MatchedFile.read(data, skipBad);
    if (file.rows().size() < Calibrating.LEAST_SAMPLES) {
      throw new BadInput(
          data + ": holds " + file.rows().size() + " match-ups",
          "Give " + Calibrating.LEAST_SAMPLES + " or more; fewer tell nothing.");
    }
    SscWeights global = SscModels.weights(bundle);
    SscWeights local = Calibrating.of(global, file.rows());
    SscWeights.Calibration step = Calibrating.step(global, file.rows());
    String line =
        String.format(
            Locale.ROOT,
            "ln mg/L = %.3f + %.3f ln of %s",
            step.intercept(),
            step.slope(),
            bundle.card().name());
    SedimentReport report =
        MatchupReport.of(new LinkedHashMap<>(Map.of(bundle.card().name(), global)), data, skipBad);
    try {
      Files.createDirectories(out);
    } catch (IOException failed) {
      throw new UncheckedIOException(out + " cannot be made", failed);
    }
    SscModels.write(local, out.resolve(SscModels.WEIGHTS));
    ModelBundle made = ModelBundle.write(out, card(bundle, local, name, file, line, report));
    return new Calibrated(made, report, line);
  }

  private static ModelCard card(
      ModelBundle from,
      SscWeights weights,
      String name,
      MatchedFile file,
      String line,
      SedimentReport report) {
    ModelCard card = from.card();
    ObjectNode training = JsonNodeFactory.instance.objectNode();
    training.set("global", card.training());
    ObjectNode calibration = training.putObject("calibration");
    calibration.put("from", card.name());
    calibration.put("sha256", from.sha256());
    calibration.put("line", line);
    calibration.put("samples", file.rows().size());
    calibration.put("stations", file.rows().stream().map(MatchedWater::station).distinct().count());
    calibration.put("file", String.valueOf(file.file().getFileName()));
    calibration.put("measured", "as in these samples: TSS and SSC differ where sand travels");
    ObjectNode metrics = JsonNodeFactory.instance.objectNode();
    metrics.set("global", card.metrics());
    metrics.set("calibration", report.json());
    return new ModelCard(
        card.format(),
        name,
        card.kind(),
        weights.model().engine(),
        card.architecture() + ", calibrated",
        weights.inputs(),
        card.measures(),
        card.convention(),
        card.window(),
        card.thresholds(),
        training,
        metrics,
        card.licence(),
        card.credits(),
        new TreeMap<>(Map.of(SscModels.WEIGHTS, "0".repeat(64))));
  }
}
