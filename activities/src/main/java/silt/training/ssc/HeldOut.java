package silt.training.ssc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import silt.sediment.regressors.Familiarity;
import silt.sediment.regressors.PixelFlag;
import silt.sediment.regressors.Published;
import silt.sediment.regressors.Regressor;
import silt.sediment.regressors.SscModels;
import silt.sediment.regressors.SscPixels;
import silt.sediment.regressors.SscScore;

/**
 * What methods say of field measurements by groups that did not train them: each group is left out
 * in turn, and with it all choices are made anew.
 *
 * @param samples in the order of the predictions
 * @param said ln mg/L by method and by what was done to the spectra
 * @param unfamiliar whether the spectrum lies outside of what the other groups' are like
 */
record HeldOut(
    List<SscSample> samples,
    Map<String, Map<Disturbance.Kind, double[]>> said,
    boolean[] unfamiliar) {

  /**
   * Judges.
   *
   * @param learners ours first
   * @param published algorithms that nobody fits
   * @param progress hears of each group that is done
   */
  static HeldOut of(
      List<SscSample> samples,
      List<Learner> learners,
      List<Published> published,
      Watcher progress) {
    Map<String, Map<Disturbance.Kind, double[]>> said = new LinkedHashMap<>();
    learners.forEach(learner -> said.put(learner.word(), room(samples.size())));
    boolean[] unfamiliar = new boolean[samples.size()];
    TreeSet<String> groups = groups(samples);
    for (String group : groups) {
      List<SscSample> training = samples.stream().filter(s -> !s.group().equals(group)).toList();
      List<SscSample> judging = samples.stream().filter(s -> s.group().equals(group)).toList();
      flag(unfamiliar, samples, group, Familiar.of(Informative.of(training)));
      for (Learner learner : learners) {
        Regressor model = learner.fit(training);
        said.get(learner.word())
            .forEach((kind, all) -> fill(all, samples, group, Asked.ln(model, judging, kind)));
      }
      progress.judged(groups.headSet(group).size() + 1L, groups.size(), group);
    }
    for (Published one : published) {
      Map<Disturbance.Kind, double[]> own = room(samples.size());
      own.replaceAll(
          (kind, room) -> Asked.ln(Asked.of(SscModels.of(one.weights()), samples, kind)));
      said.put(one.word(), own);
    }
    return new HeldOut(samples, said, unfamiliar);
  }

  static TreeSet<String> groups(List<SscSample> samples) {
    TreeSet<String> groups = new TreeSet<>();
    samples.forEach(sample -> groups.add(sample.group()));
    return groups;
  }

  private static Map<Disturbance.Kind, double[]> room(int count) {
    Map<Disturbance.Kind, double[]> room = new EnumMap<>(Disturbance.Kind.class);
    for (Disturbance.Kind kind : Disturbance.Kind.values()) {
      room.put(kind, new double[count]);
    }
    return room;
  }

  private static void fill(double[] all, List<SscSample> samples, String group, double[] ofGroup) {
    int next = 0;
    for (int i = 0; i < all.length; i++) {
      if (samples.get(i).group().equals(group)) {
        all[i] = ofGroup[next++];
      }
    }
  }

  private static void flag(
      boolean[] unfamiliar, List<SscSample> samples, String group, Familiarity familiarity) {
    SscPixels pixels =
        Asked.of(
            SscModels.of(Published.NECHAD.weights().with(familiarity)),
            samples,
            Disturbance.Kind.NONE);
    for (int i = 0; i < unfamiliar.length; i++) {
      if (samples.get(i).group().equals(group)) {
        unfamiliar[i] = PixelFlag.UNFAMILIAR.in(pixels.flags[i]);
      }
    }
  }

  /** Of undisturbed spectra. */
  double[] ln(String method) {
    return said.get(method).get(Disturbance.Kind.NONE);
  }

  double[] lnObserved() {
    return samples.stream().mapToDouble(SscSample::lnTss).toArray();
  }

  SscScore score(String method, Disturbance.Kind kind, Predicate<SscSample> which) {
    double[] all = said.get(method).get(kind);
    double[] predicted = new double[all.length];
    double[] observed = new double[all.length];
    int n = 0;
    for (int i = 0; i < all.length; i++) {
      if (which.test(samples.get(i))) {
        predicted[n] = all[i];
        observed[n++] = samples.get(i).lnTss();
      }
    }
    return SscScore.of(Arrays.copyOf(predicted, n), Arrays.copyOf(observed, n));
  }

  SscScore score(String method, Predicate<SscSample> which) {
    return score(method, Disturbance.Kind.NONE, which);
  }

  /**
   * How far a method's two values of one water lie apart, seen with the bands of either sensor:
   * medians of the absolute and of the signed ln ratio, as shares.
   */
  double[] betweenSensors(String method) {
    Map<String, Integer> first = new LinkedHashMap<>();
    List<Double> apart = new ArrayList<>();
    double[] ln = ln(method);
    for (int i = 0; i < ln.length; i++) {
      Integer other = first.putIfAbsent(samples.get(i).id(), i);
      if (other != null) {
        apart.add(ln[i] - ln[other]);
      }
    }
    double[] signed = apart.stream().mapToDouble(Double::doubleValue).toArray();
    double[] absolute = Arrays.stream(signed).map(Math::abs).toArray();
    return new double[] {
      Math.expm1(SscScore.median(absolute)), Math.expm1(SscScore.median(signed)), signed.length
    };
  }
}
