package silt.training.ssc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import silt.scene.Band;
import silt.scene.Sensor;
import silt.sediment.regressors.LogLinear;
import silt.sediment.regressors.SscScore;

/**
 * What the model and its baselines say of measurements by groups that did not train them.
 *
 * @param samples in the order of the predictions
 * @param lnPredictions ln mg/L by method, {@link #OURS} first
 */
record SscJudgement(List<SscSample> samples, Map<String, double[]> lnPredictions) {

  static final String OURS = "ours";
  static final String POWER_LAW = "power law of red, refitted";
  static final String NECHAD = "Nechad 2010, red";
  static final int FOLDS = 8;

  /** Fits on all folds but one and predicts that one, in turn. */
  static SscJudgement of(List<SscSample> samples) {
    Map<String, Integer> folds = SscGroups.folds(samples, FOLDS);
    double[] ours = new double[samples.size()];
    double[] power = new double[samples.size()];
    double[] nechad = new double[samples.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      int heldOut = fold;
      List<SscSample> training =
          samples.stream().filter(s -> folds.get(s.group()) != heldOut).toList();
      LogLinear model = SscFit.fit(training);
      for (Sensor sensor : Sensor.values()) {
        double[] line = powerLaw(training, sensor);
        for (int i = 0; i < ours.length; i++) {
          SscSample sample = samples.get(i);
          if (folds.get(sample.group()) == heldOut && sample.sensor() == sensor) {
            ours[i] = SscFit.lnPrediction(model, sample, 0);
            power[i] = line[0] + line[1] * lnRed(sample);
            nechad[i] = nechad2010(sample.rho(Band.RED));
          }
        }
      }
    }
    Map<String, double[]> methods = new LinkedHashMap<>();
    methods.put(OURS, ours);
    methods.put(POWER_LAW, power);
    methods.put(NECHAD, nechad);
    return new SscJudgement(samples, methods);
  }

  SscScore score(String method, Sensor sensor, double fromMgL, double toMgL) {
    List<Double> predicted = new ArrayList<>();
    List<Double> observed = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      SscSample sample = samples.get(i);
      if (sample.sensor() == sensor && sample.tssMgL() >= fromMgL && sample.tssMgL() < toMgL) {
        predicted.add(lnPredictions.get(method)[i]);
        observed.add(Math.log(sample.tssMgL()));
      }
    }
    return SscScore.of(array(predicted), array(observed));
  }

  SscScore score(String method, Sensor sensor) {
    return score(method, sensor, 0, Double.POSITIVE_INFINITY);
  }

  /**
   * Ratios of observed to predicted, for predictions within a range of mg/L: the quantiles that
   * hold 80 % of measurements by groups never seen (split conformal, Lei et al. 2018, JASA 113).
   */
  double[] intervalRatios(double fromMgL, double toMgL) {
    double[] lnRatios = new double[samples.size()];
    int n = 0;
    for (int i = 0; i < samples.size(); i++) {
      double ln = lnPredictions.get(OURS)[i];
      if (ln >= Math.log(fromMgL) && ln < Math.log(toMgL)) {
        lnRatios[n++] = Math.log(samples.get(i).tssMgL()) - ln;
      }
    }
    double[] sorted = Arrays.copyOf(lnRatios, n);
    Arrays.sort(sorted);
    return new double[] {
      Math.exp(SscScore.quantile(sorted, 0.1)), Math.exp(SscScore.quantile(sorted, 0.9))
    };
  }

  /** Least squares of ln TSS on ln red, for one sensor: intercept and slope. */
  private static double[] powerLaw(List<SscSample> training, Sensor sensor) {
    List<SscSample> mine = training.stream().filter(s -> s.sensor() == sensor).toList();
    double meanX = mean(mine, SscJudgement::lnRed);
    double meanY = mean(mine, s -> Math.log(s.tssMgL()));
    double xy = mean(mine, s -> (lnRed(s) - meanX) * (Math.log(s.tssMgL()) - meanY));
    double xx = mean(mine, s -> (lnRed(s) - meanX) * (lnRed(s) - meanX));
    return new double[] {meanY - xy / xx * meanX, xy / xx};
  }

  private static double mean(List<SscSample> samples, ToDoubleFunction<SscSample> of) {
    return samples.stream().mapToDouble(of).average().orElseThrow();
  }

  private static double lnRed(SscSample sample) {
    return Math.log(Math.max(sample.rho(Band.RED), LogLinear.FLOOR));
  }

  /**
   * Nechad et al. 2010 (Remote Sensing of Environment 114) with its coefficients for OLI's red: A
   * 289.29, C 0.1686, B 2.10. The Sentinel-2 spectra are OLI-equivalent here, so both take these.
   */
  private static double nechad2010(double red) {
    double below = Math.min(Math.max(red, LogLinear.FLOOR), 0.95 * 0.1686);
    return Math.log(289.29 * below / (1 - below / 0.1686) + 2.10);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
