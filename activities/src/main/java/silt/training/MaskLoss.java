package silt.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.List;

/**
 * Binary cross-entropy over the pixels whose truth is known: each class counts alike, each known
 * pixel of a class alike but for the weight of its rare positives.
 *
 * <p>Built without {@code mul(Number)} and without arrays that close before the backward pass: DJL
 * 0.35 frees their memory while autograd still reads it.
 */
final class MaskLoss {

  /** Weight of a class in the sum, by the order of the heads; water is what the service is for. */
  private static final double[] CLASS = {2, 1, 1, 0.7, 1};

  /** Weight of a positive pixel beside a negative one. */
  private static final double[] POSITIVE = {1, 2, 1.5, 2, 1.5};

  private MaskLoss() {}

  /** Targets and weights of a batch; they must stay open until after the backward pass. */
  record Aim(NDArray targets, NDArray weights) {}

  static Aim aim(NDManager manager, List<Augmenting.Square> squares, int side) {
    int classes = CLASS.length;
    int plane = side * side;
    float[] targets = new float[squares.size() * classes * plane];
    float[] weights = new float[targets.length];
    for (int c = 0; c < classes; c++) {
      double sum = 0;
      for (Augmenting.Square square : squares) {
        for (byte known : square.truth()[c]) {
          sum += known == Chip.UNKNOWN ? 0 : known == 1 ? POSITIVE[c] : 1;
        }
      }
      // a class hardly known in this batch must not shout
      double unit = CLASS[c] / Math.max(sum, 0.1 * squares.size() * plane);
      for (int n = 0; n < squares.size(); n++) {
        byte[] truth = squares.get(n).truth()[c];
        int base = (n * classes + c) * plane;
        for (int i = 0; i < plane; i++) {
          if (truth[i] != Chip.UNKNOWN) {
            targets[base + i] = truth[i];
            weights[base + i] = (float) (unit * (truth[i] == 1 ? POSITIVE[c] : 1));
          }
        }
      }
    }
    Shape shape = new Shape(squares.size(), classes, side, side);
    return new Aim(manager.create(targets, shape), manager.create(weights, shape));
  }

  /** {@code sum w (max(x, 0) - x t + ln(1 + e^-|x|))}: stable for large logits. */
  static NDArray of(NDArray logits, Aim aim) {
    NDArray tail = logits.abs().neg().exp().add(1f).log();
    return Activation.relu(logits)
        .sub(logits.mul(aim.targets()))
        .add(tail)
        .mul(aim.weights())
        .sum();
  }
}
