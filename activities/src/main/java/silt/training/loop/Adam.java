package silt.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam (Kingma and Ba 2015) or, with the weights' decay apart from the gradient, AdamW (Loshchilov
 * and Hutter 2019), computed by DJL.
 *
 * <p>DJL's own optimizers hold the same moments, but let nobody save or restore them, so a training
 * that is taken up again would start cold.
 */
final class Adam {

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, NDArray> means = new LinkedHashMap<>();
  private final Map<String, NDArray> variances = new LinkedHashMap<>();
  private final boolean apart;
  private final float decay;
  private long steps;

  /**
   * @param apart AdamW
   * @param decay of weights of two dimensions and more; biases and normalisations are left alone
   */
  Adam(NDManager manager, Map<String, Parameter> all, boolean apart, double decay) {
    this.apart = apart;
    this.decay = (float) decay;
    all.forEach(
        (name, parameter) -> {
          if (parameter.requiresGradient()) {
            parameters.put(name, parameter);
            means.put(name, manager.zeros(parameter.getArray().getShape()));
            variances.put(name, manager.zeros(parameter.getArray().getShape()));
          }
        });
  }

  /** Moves every weight against its gradient, and clears the gradients. */
  void step(float rate) {
    steps++;
    double correction = Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
    float corrected = (float) (rate * correction);
    parameters.forEach(
        (name, parameter) -> {
          NDArray weight = parameter.getArray();
          float pull = weight.getShape().dimension() > 1 ? decay : 0;
          try (NDArray gradient = weight.getGradient()) {
            weight
                .getNDArrayInternal()
                .adamUpdate(
                    new NDList(weight, gradient, means.get(name), variances.get(name)),
                    new NDList(weight),
                    rate,
                    corrected,
                    pull,
                    1,
                    -1,
                    BETA1,
                    BETA2,
                    EPSILON,
                    false,
                    apart);
          }
        });
  }

  long steps() {
    return steps;
  }

  /** The moments under {@code mean.NAME} and {@code variance.NAME}. */
  void save(Map<String, float[]> into) {
    means.forEach((name, array) -> into.put("mean." + name, array.toFloatArray()));
    variances.forEach((name, array) -> into.put("variance." + name, array.toFloatArray()));
  }

  void restore(Map<String, float[]> from, long steps) {
    means.forEach((name, array) -> Learner.overwrite(array, from.get("mean." + name)));
    variances.forEach((name, array) -> Learner.overwrite(array, from.get("variance." + name)));
    this.steps = steps;
  }
}
