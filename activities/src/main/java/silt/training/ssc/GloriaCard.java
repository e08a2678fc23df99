package silt.training.ssc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import silt.model.ModelCard;
import silt.model.ModelKind;
import silt.scene.Sensor;
import silt.sediment.regressors.SscModels;
import silt.sediment.regressors.SscScore;
import silt.sediment.regressors.SscWeights;

/** The card of a model trained on GLORIA. */
final class GloriaCard {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private GloriaCard() {}

  static ModelCard of(
      String name, SscWeights weights, List<SscSample> samples, SedimentReport report) {
    return new ModelCard(
        ModelCard.FORMAT,
        name,
        ModelKind.SSC,
        weights.model().engine(),
        weights.model().engine() + " on logarithms of four bands",
        weights.inputs(),
        "TSS mg/L",
        convention(),
        1,
        Map.of(),
        training(samples),
        report.json(),
        "CC-BY-4.0",
        List.of(
            "GLORIA: Lehmann, M. K. et al. 2023, Scientific Data 10:100,"
                + " doi 10.1038/s41597-023-01973-y (CC-BY-4.0)"),
        new TreeMap<>(Map.of(SscModels.WEIGHTS, "0".repeat(64))));
  }

  private static ObjectNode convention() {
    ObjectNode convention = JSON.objectNode();
    convention.put(
        "reflectance", "HLS surface reflectance, OLI-equivalent: stored integer x 0.0001");
    convention.put(
        "glint", "the lesser of SWIR1 and SWIR2, not below 0 nor above glintCap, is taken off");
    convention.put("glintCap", LogLinearLearner.GLINT_CAP);
    convention.put(
        "interval",
        "80 % of measurements by organisations that trained nothing; wider where unfamiliar");
    convention.put(
        "unfamiliar",
        "farther from the training's spectra than "
            + 100 * Familiar.WITHIN
            + " % of themselves (Mahalanobis)");
    return convention;
  }

  private static ObjectNode training(List<SscSample> samples) {
    List<SscSample> telling = Informative.of(samples);
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
        "left out",
        "spectra without a near-infrared, stored as 0, of whole organisations; and data sets in"
            + " which no band follows the sediment: "
            + String.join(", ", Informative.silent(samples)));
    for (Sensor sensor : Sensor.values()) {
      training.put("spectra " + sensor, telling.stream().filter(s -> s.sensor() == sensor).count());
    }
    training.put("groups", HeldOut.groups(telling).size());
    ObjectNode disturbed = training.putObject("disturbed");
    disturbed.put("band noise, relative", Disturbance.BAND_NOISE);
    disturbed.put(
        "flat offset, mean and most reflectance",
        Disturbance.OFFSET_MEAN + ", " + Disturbance.OFFSET_MOST);
    disturbed.put(
        "floating plants, share of spectra and most of the pixel",
        Disturbance.PLANTS_SHARE + ", " + Disturbance.PLANTS_MOST);
    disturbed.put(
        "bottom, share of spectra and most green reflectance",
        Disturbance.BOTTOM_SHARE + ", " + Disturbance.BOTTOM_MOST);
    double[] sorted = telling.stream().mapToDouble(SscSample::tssMgL).sorted().toArray();
    ObjectNode quantiles = training.putObject("TSS mg/L by quantile");
    for (double q : new double[] {0, 0.005, 0.05, 0.25, 0.5, 0.75, 0.95, 0.995, 1}) {
      quantiles.put(String.valueOf(q), Math.round(SscScore.quantile(sorted, q) * 1000) / 1000.0);
    }
    return training;
  }
}
