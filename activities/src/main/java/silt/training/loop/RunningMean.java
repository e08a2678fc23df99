package silt.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An exponential running mean of the weights and of the normalisations' statistics (Polyak
 * averaging): smoother than the last step's, and what is judged and kept. Its decay grows with the
 * steps, so that the random beginning is soon forgotten: {@code min(decay, (1 + t) / (10 + t))}.
 */
final class RunningMean {

  private final Map<String, Parameter> parameters;
  private final Map<String, NDArray> means = new LinkedHashMap<>();
  private final double decay;

  RunningMean(NDManager manager, Map<String, Parameter> parameters, double decay) {
    this.parameters = parameters;
    this.decay = decay;
    if (decay > 0) {
      parameters.forEach(
          (name, parameter) -> {
            NDArray copy = parameter.getArray().duplicate();
            copy.attach(manager);
            means.put(name, copy);
          });
    }
  }

  /**
   * Takes in the weights of a step.
   *
   * @param step from 1
   */
  void add(long step) {
    float weight = (float) (1 - Math.min(decay, (1.0 + step) / (10.0 + step)));
    means.forEach(
        (name, mean) -> {
          try (NDArray difference = parameters.get(name).getArray().sub(mean)) {
            difference.muli(weight);
            mean.addi(difference);
          }
        });
  }

  /** Starts anew from the weights as they are. */
  void reset() {
    means.forEach((name, mean) -> Learner.overwrite(mean, parameters.get(name).getArray()));
  }

  /** Puts the means into the network and the weights here; once more puts them back. */
  void swap() {
    means.forEach(
        (name, mean) -> {
          NDArray array = parameters.get(name).getArray();
          try (NDArray kept = array.duplicate()) {
            Learner.overwrite(array, mean);
            Learner.overwrite(mean, kept);
          }
        });
  }

  /** The means under {@code running.NAME}. */
  void save(Map<String, float[]> into) {
    means.forEach((name, array) -> into.put("running." + name, array.toFloatArray()));
  }

  void restore(Map<String, float[]> from) {
    means.forEach((name, array) -> Learner.overwrite(array, from.get("running." + name)));
  }
}
