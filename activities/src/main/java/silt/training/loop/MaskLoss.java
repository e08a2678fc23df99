package silt.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.Map;
import java.util.Set;
import silt.mask.MaskClass;
import silt.training.data.Batch;
import silt.training.data.Chip;
import silt.training.data.SoftLabels;

/**
 * Binary cross-entropy of each class over the pixels whose truth is known, or of which a teacher
 * told: each known pixel of a class counts alike, but for the weight of its rare positives.
 *
 * <p>Cross-entropy on a logit {@code x} with target {@code t} is {@code softplus(x) - x t}, and
 * linear in {@code t}; so a pixel with a truth and a teacher needs one term with their joint
 * weight. Built without {@code mul(Number)} and without arrays that close before the backward pass:
 * DJL 0.35 frees their memory while autograd still reads it.
 */
final class MaskLoss {

  /** A class known in less than this share of a batch must not shout. */
  private static final double LEAST_SHARE = 0.1;

  private final boolean[] trained = new boolean[Batch.CLASSES];
  private final double[] positive = new double[Batch.CLASSES];
  private final double teacher;

  /**
   * @param tasks classes that count
   * @param positives weight of a positive pixel where it is not 1
   * @param teacher weight of a soft label beside a truth
   */
  MaskLoss(Set<MaskClass> tasks, Map<MaskClass, Double> positives, double teacher) {
    for (MaskClass c : MaskClass.values()) {
      trained[c.ordinal()] = tasks.contains(c);
      positive[c.ordinal()] = positives.getOrDefault(c, 1.0);
    }
    this.teacher = teacher;
  }

  /**
   * What a batch aims at; the arrays must stay open until after the backward pass.
   *
   * @param weights of each pixel and class; 0 where nothing is known
   * @param pulls weight x target
   * @param known pixels of each class that count
   */
  record Aim(NDArray weights, NDArray pulls, long[] known) {}

  Aim aim(NDManager manager, Batch batch) {
    float[] weights = new float[batch.truth().length];
    float[] pulls = new float[weights.length];
    long[] known = new long[Batch.CLASSES];
    for (int c = 0; c < Batch.CLASSES; c++) {
      if (trained[c]) {
        known[c] = fill(batch, c, weights, pulls);
        scale(batch, c, weights, pulls);
      }
    }
    Shape shape = new Shape(batch.count(), Batch.CLASSES, batch.height(), batch.width());
    return new Aim(manager.create(weights, shape), manager.create(pulls, shape), known);
  }

  private long fill(Batch batch, int c, float[] weights, float[] pulls) {
    int plane = batch.plane();
    float yes = (float) positive[c];
    long known = 0;
    for (int n = 0; n < batch.count(); n++) {
      int from = (n * Batch.CLASSES + c) * plane;
      for (int i = from; i < from + plane; i++) {
        float weight = 0;
        float pull = 0;
        byte truth = batch.truth()[i];
        if (truth != Chip.UNKNOWN) {
          weight = truth == 1 ? yes : 1;
          pull = truth == 1 ? yes : 0;
        }
        if (teacher > 0 && batch.soft() != null && batch.soft()[i] != Chip.UNKNOWN) {
          weight += (float) teacher;
          pull += (float) teacher * (batch.soft()[i] & 0xff) / SoftLabels.SURE;
        }
        weights[i] = weight;
        pulls[i] = pull;
        known += weight > 0 ? 1 : 0;
      }
    }
    return known;
  }

  private static void scale(Batch batch, int c, float[] weights, float[] pulls) {
    int plane = batch.plane();
    double sum = 0;
    for (int n = 0; n < batch.count(); n++) {
      int from = (n * Batch.CLASSES + c) * plane;
      for (int i = from; i < from + plane; i++) {
        sum += weights[i];
      }
    }
    float unit = (float) (1 / Math.max(sum, LEAST_SHARE * batch.count() * plane));
    for (int n = 0; n < batch.count(); n++) {
      int from = (n * Batch.CLASSES + c) * plane;
      for (int i = from; i < from + plane; i++) {
        weights[i] *= unit;
        pulls[i] *= unit;
      }
    }
  }

  /**
   * The loss of each class.
   *
   * @param logits {@code N x 5 x H x W}
   */
  static NDArray byClass(NDArray logits, Aim aim) {
    NDArray softplus = Activation.softPlus(logits);
    return softplus.mul(aim.weights()).sub(logits.mul(aim.pulls())).sum(new int[] {0, 2, 3});
  }
}
