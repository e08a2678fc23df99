package silt.training.ssc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import silt.sediment.regressors.Regressor;

/** Fits to the same groups once, however often it is asked to. */
final class Remembering implements Learner {

  private final Learner learner;
  private final Map<String, Regressor> fitted = new HashMap<>();

  Remembering(Learner learner) {
    this.learner = learner;
  }

  @Override
  public String word() {
    return learner.word();
  }

  @Override
  public Regressor fit(List<SscSample> samples) {
    TreeSet<String> groups = new TreeSet<>();
    samples.forEach(sample -> groups.add(sample.group()));
    return fitted.computeIfAbsent(
        samples.size() + " of " + groups, unknown -> learner.fit(samples));
  }
}
