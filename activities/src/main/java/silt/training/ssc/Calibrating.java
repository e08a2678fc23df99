package silt.training.ssc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import silt.scene.Band;
import silt.sediment.regressors.Interval;
import silt.sediment.regressors.SscModel;
import silt.sediment.regressors.SscModels;
import silt.sediment.regressors.SscPixels;
import silt.sediment.regressors.SscScore;
import silt.sediment.regressors.SscWeights;

/**
 * Fits a model to local water: an intercept and a slope in logarithms, shrunk to none by what is
 * known beforehand, so that three samples do little harm and three hundred have their way.
 *
 * <p>That is a Bayesian straight line. Before any sample, the model is thought to be off by a
 * factor whose logarithm spreads by {@link #SHIFT_SPREAD} (as GLORIA's organisations are from a
 * model that never saw them), its slope by {@link #SLOPE_SPREAD}, and single samples by {@link
 * #NOISE}. Wild ones pull only so far (Huber), and samples of one station count for fewer than they
 * are, for they share the station's habits.
 */
final class Calibrating {

  static final double SHIFT_SPREAD = 0.5;
  static final double SLOPE_SPREAD = 0.25;
  static final double NOISE = 0.6;

  /** How alike the errors of two samples of one station are. */
  static final double ALIKE = 0.1;

  /** Local errors speak as loud as all of the training's where so many count. */
  static final double INTERVAL_PRIOR = 20;

  /** Fewer samples calibrate nothing. */
  static final int LEAST_SAMPLES = 3;

  private static final double HUBER = 1.0;
  private static final int REWEIGHTINGS = 20;
  private static final double LEAST_SLOPE = 0.3;

  private Calibrating() {}

  /** The calibrated numbers, its interval too. */
  static SscWeights of(SscWeights weights, List<MatchedWater> samples) {
    double[] said = ln(weights, samples);
    SscWeights calibrated = weights.with(after(line(said, samples), weights.calibration()));
    return weights.interval() == null
        ? calibrated
        : calibrated.with(interval(weights.interval(), said, samples));
  }

  /** The line that these samples add to what the model says now. */
  static SscWeights.Calibration step(SscWeights weights, List<MatchedWater> samples) {
    return line(ln(weights, samples), samples);
  }

  /**
   * What a model says after calibration to the other stations; where there is but one station, to
   * the other samples.
   */
  static double[] leftOut(SscWeights weights, List<MatchedWater> samples) {
    return leftOut(ln(weights, samples), samples);
  }

  static double[] ln(SscWeights weights, List<MatchedWater> samples) {
    return Asked.ln(pixels(SscModels.of(weights), samples));
  }

  static SscPixels pixels(SscModel model, List<MatchedWater> samples) {
    List<Band> inputs = model.inputs();
    short[][] bands = new short[inputs.size()][samples.size()];
    for (int b = 0; b < bands.length; b++) {
      for (int i = 0; i < bands[b].length; i++) {
        bands[b][i] = Asked.stored(samples.get(i).rho(inputs.get(b)));
      }
    }
    return Asked.of(model, bands);
  }

  private static double[] leftOut(double[] said, List<MatchedWater> samples) {
    boolean oneStation = samples.stream().map(MatchedWater::station).distinct().count() == 1;
    double[] calibrated = new double[said.length];
    Map<Object, SscWeights.Calibration> lines = new java.util.HashMap<>();
    for (int i = 0; i < said.length; i++) {
      int here = i;
      Object left = oneStation ? (Object) i : samples.get(i).station();
      SscWeights.Calibration line =
          lines.computeIfAbsent(
              left,
              unknown -> {
                List<MatchedWater> others = new ArrayList<>();
                List<Double> saidOfOthers = new ArrayList<>();
                for (int j = 0; j < said.length; j++) {
                  if (oneStation ? j != here : !samples.get(j).station().equals(left)) {
                    others.add(samples.get(j));
                    saidOfOthers.add(said[j]);
                  }
                }
                return line(
                    saidOfOthers.stream().mapToDouble(Double::doubleValue).toArray(), others);
              });
      calibrated[i] = line.intercept() + line.slope() * said[i];
    }
    return calibrated;
  }

  /** The line from what the model says to what was measured. */
  static SscWeights.Calibration line(double[] said, List<MatchedWater> samples) {
    if (said.length == 0) {
      return new SscWeights.Calibration(0, 1);
    }
    double centre = SscScore.median(said);
    double[] share = shares(samples);
    double shift = 0;
    double tilt = 0;
    for (int round = 0; round < REWEIGHTINGS; round++) {
      double[][] normal = {
        {1 / (SHIFT_SPREAD * SHIFT_SPREAD), 0}, {0, 1 / (SLOPE_SPREAD * SLOPE_SPREAD)}
      };
      double[] right = new double[2];
      for (int i = 0; i < said.length; i++) {
        double x = said[i] - centre;
        double missing = samples.get(i).ln() - said[i];
        double off = Math.abs(missing - shift - tilt * x);
        double weight =
            share[i] * Math.min(1, HUBER * NOISE / Math.max(off, 1e-9)) / (NOISE * NOISE);
        normal[0][0] += weight;
        normal[0][1] += weight * x;
        normal[1][0] += weight * x;
        normal[1][1] += weight * x * x;
        right[0] += weight * missing;
        right[1] += weight * x * missing;
      }
      double[] solution = Normal.solved(normal, right);
      shift = solution[0];
      tilt = Math.max(solution[1], LEAST_SLOPE - 1);
    }
    return new SscWeights.Calibration(shift - tilt * centre, 1 + tilt);
  }

  /** How much of a sample counts, beside others of its station. */
  private static double[] shares(List<MatchedWater> samples) {
    Map<String, Long> counts =
        samples.stream()
            .collect(Collectors.groupingBy(MatchedWater::station, Collectors.counting()));
    return samples.stream()
        .mapToDouble(one -> 1 / (1 + (counts.get(one.station()) - 1) * ALIKE))
        .toArray();
  }

  private static SscWeights.Calibration after(
      SscWeights.Calibration line, SscWeights.Calibration first) {
    return first == null
        ? line
        : new SscWeights.Calibration(
            line.intercept() + line.slope() * first.intercept(), line.slope() * first.slope());
  }

  /**
   * The global interval moved towards the errors of samples left out of calibration; knots stay
   * where the calibrated values of that many mg/L now lie.
   */
  private static Interval interval(Interval global, double[] said, List<MatchedWater> samples) {
    double[] calibrated = leftOut(said, samples);
    double[] missing = new double[calibrated.length];
    for (int i = 0; i < missing.length; i++) {
      missing[i] = samples.get(i).ln() - calibrated[i];
    }
    Arrays.sort(missing);
    double counting = Arrays.stream(shares(samples)).sum();
    double local = counting / (counting + INTERVAL_PRIOR);
    double low = Math.min(0, SscScore.quantile(missing, (1 - global.coverage()) / 2));
    double high = Math.max(0, SscScore.quantile(missing, (1 + global.coverage()) / 2));
    return new Interval(
        global.coverage(),
        global.lnMgL(),
        Arrays.stream(global.low()).map(q -> local * low + (1 - local) * q).toArray(),
        Arrays.stream(global.high()).map(q -> local * high + (1 - local) * q).toArray(),
        global.unfamiliarFactor());
  }
}
