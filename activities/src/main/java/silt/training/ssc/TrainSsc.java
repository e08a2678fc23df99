package silt.training.ssc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import silt.model.ModelBundle;
import silt.model.ModelCard;
import silt.model.ModelKind;
import silt.scene.Sensor;
import silt.sediment.regressors.LogLinear;
import silt.sediment.regressors.SscModels;
import silt.sediment.regressors.SscScore;

/**
 * Fits the sediment model on GLORIA and writes its bundle: {@code TrainSsc --data FOLDER --out
 * BUNDLE}. The same data gives the same bytes. Its metrics come from held-out groups; the weights
 * from all of them.
 */
public final class TrainSsc {

  private static final double[] INTERVAL_MG_L = {0, 5, 20, 100, Double.POSITIVE_INFINITY};
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TrainSsc() {}

  public static void main(String[] args) {
    SscOptions options = SscOptions.of(args);
    List<SscSample> samples = SscSamples.read(Path.of(options.get("--data")));
    SscJudgement judgement = SscJudgement.of(samples);
    JudgeSsc.print(judgement, System.out);
    ModelBundle bundle = write(Path.of(options.get("--out")), samples, judgement);
    System.out.println();
    System.out.println(bundle.folder() + " " + bundle.sha256());
  }

  static ModelBundle write(Path folder, List<SscSample> samples, SscJudgement judgement) {
    LogLinear model = SscFit.fit(samples);
    try {
      Files.createDirectories(folder);
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be made", failed);
    }
    SscModels.write(model, folder.resolve(SscModels.WEIGHTS));
    return ModelBundle.write(
        folder,
        new ModelCard(
            ModelCard.FORMAT,
            "ssc-firstlight",
            ModelKind.SSC,
            SscModels.LOG_LINEAR,
            "ridge-on-log-bands",
            model.inputs(),
            "TSS mg/L",
            convention(model),
            1,
            Map.of(),
            training(samples),
            metrics(judgement),
            "CC-BY-4.0",
            List.of(
                "GLORIA: Lehmann, M. K. et al. 2023, Scientific Data 10:100,"
                    + " doi 10.1038/s41597-023-01973-y (CC-BY-4.0)"),
            new TreeMap<>(Map.of(SscModels.WEIGHTS, "0".repeat(64)))));
  }

  private static ObjectNode convention(LogLinear model) {
    ObjectNode convention = JSON.objectNode();
    convention.put(
        "reflectance", "HLS surface reflectance, OLI-equivalent: stored integer x 0.0001");
    convention.put(
        "formula", "ln mg/L = intercept + sum of weight x ln(max(rho - glint, floor) + softening)");
    convention.put("glint", "the lesser of SWIR1 and SWIR2, not below 0 nor above glintCap");
    convention.put("glintCap", model.glintCap());
    convention.put("floor", LogLinear.FLOOR);
    convention.put("softening", model.softening());
    convention.put("lowestMgL", LogLinear.LOWEST_MG_L);
    convention.put("highestMgL", LogLinear.HIGHEST_MG_L);
    return convention;
  }

  private static ObjectNode training(List<SscSample> samples) {
    ObjectNode training = JSON.objectNode();
    training.put(
        "source", "GLORIA in-situ spectra folded with the bands of OLI and Sentinel-2 MSI");
    training.put("licence", "CC-BY-4.0");
    training.put(
        "measured",
        "Total suspended solids (TSS), not suspended-sediment concentration (SSC) as river"
            + " hydrologists sample it. TSS takes a sub-sample and tends to miss sand; where"
            + " sand travels, SSC is higher.");
    training.put("sentinel2", "adjusted to OLI by slope and offset, as HLS S30 is");
    training.put(
        "left out", "spectra without a near-infrared, stored as 0, of whole organisations");
    for (Sensor sensor : Sensor.values()) {
      training.put("spectra " + sensor, samples.stream().filter(s -> s.sensor() == sensor).count());
    }
    training.put("groups", samples.stream().map(SscSample::group).distinct().count());
    training.put("random flat offset, mean reflectance", SscFit.OFFSET_MEAN);
    training.put("band noise, relative", SscFit.BAND_NOISE);
    double[] sorted = samples.stream().mapToDouble(SscSample::tssMgL).sorted().toArray();
    ObjectNode quantiles = training.putObject("TSS mg/L by quantile");
    for (double q : new double[] {0, 0.005, 0.05, 0.25, 0.5, 0.75, 0.95, 0.995, 1}) {
      quantiles.put(String.valueOf(q), rounded(SscScore.quantile(sorted, q)));
    }
    return training;
  }

  private static ObjectNode metrics(SscJudgement judgement) {
    ObjectNode metrics = JSON.objectNode();
    metrics.put(
        "how",
        SscJudgement.FOLDS
            + " folds of groups that share neither organisation nor site; everything refitted"
            + " without the fold it is judged on");
    for (Sensor sensor : Sensor.values()) {
      ObjectNode ofSensor = metrics.putObject(sensor.toString());
      for (String method : judgement.lnPredictions().keySet()) {
        ofSensor.set(
            method, new ObjectMapper().valueToTree(rounded(judgement.score(method, sensor))));
      }
    }
    ArrayNode intervals = metrics.putArray("80 % interval: observed / predicted");
    for (int r = 1; r < INTERVAL_MG_L.length; r++) {
      double[] ratios = judgement.intervalRatios(INTERVAL_MG_L[r - 1], INTERVAL_MG_L[r]);
      ObjectNode interval = intervals.addObject();
      interval.put("predicted from mg/L", INTERVAL_MG_L[r - 1]);
      if (Double.isFinite(INTERVAL_MG_L[r])) {
        interval.put("to mg/L", INTERVAL_MG_L[r]);
      }
      interval.put("low", rounded(ratios[0]));
      interval.put("high", rounded(ratios[1]));
    }
    return metrics;
  }

  private static SscScore rounded(SscScore s) {
    return new SscScore(
        s.count(),
        rounded(s.epsPercent()),
        rounded(s.biasPercent()),
        rounded(s.rmsle()),
        rounded(s.medianErrorMgL()),
        rounded(s.r2Log()),
        rounded(s.rankCorrelation()));
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
