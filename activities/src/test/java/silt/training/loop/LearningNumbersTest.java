package silt.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import silt.mask.MaskClass;
import silt.mask.Torch;
import silt.training.data.Batch;
import silt.training.data.Chip;

/** The arithmetic of a step, against formulas worked by hand. */
class LearningNumbersTest {

  private static final int PLANE = 4;

  /** One square of 2x2 whose water is known: yes, no, unknown, unknown. */
  private static Batch batch(byte[] soft) {
    byte[] truth = new byte[Batch.CLASSES * PLANE];
    Arrays.fill(truth, Chip.UNKNOWN);
    truth[0] = 1;
    truth[1] = 0;
    return new Batch(1, 2, 2, new float[Batch.BANDS * PLANE], truth, soft);
  }

  private static float[] loss(MaskLoss loss, Batch batch) {
    Torch.require();
    try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
      float[] logits = new float[Batch.CLASSES * PLANE];
      Arrays.fill(logits, 1);
      NDArray x = manager.create(logits, new Shape(1, Batch.CLASSES, 2, 2));
      return MaskLoss.byClass(x, loss.aim(manager, batch)).toFloatArray();
    }
  }

  private static double entropy(double logit, double target) {
    return Math.log1p(Math.exp(logit)) - logit * target;
  }

  @Test
  void onlyKnownPixelsCountAndARarePositiveCountsMore() {
    MaskLoss loss = new MaskLoss(EnumSet.allOf(MaskClass.class), Map.of(MaskClass.WATER, 3.0), 0);

    float[] losses = loss(loss, batch(null));

    assertThat(losses[0])
        .isCloseTo((float) ((3 * entropy(1, 1) + entropy(1, 0)) / 4), within(1e-6f));
    assertThat(Arrays.copyOfRange(losses, 1, losses.length)).containsOnly(0);
  }

  @Test
  void aTeacherIsHeardWhereTruthIsSilentAndBesideIt() {
    byte[] soft = new byte[Batch.CLASSES * PLANE];
    Arrays.fill(soft, Chip.UNKNOWN);
    soft[0] = 127;
    soft[2] = (byte) 254;

    float[] losses = loss(new MaskLoss(EnumSet.allOf(MaskClass.class), Map.of(), 0.5), batch(soft));

    double sum = entropy(1, 1) + entropy(1, 0) + 0.5 * entropy(1, 0.5) + 0.5 * entropy(1, 1);
    assertThat(losses[0]).isCloseTo((float) (sum / 3), within(1e-6f));
  }

  @Test
  void adamAndAdamWMoveAWeightAsTheirPapersSay() {
    // gradients 2 and then 1; the first step of Adam is the rate, whatever the gradient
    double first = 1 - 0.1;
    double m = 0.9 * 0.1 * 2 + 0.1 * 1;
    double v = 0.999 * 0.001 * 4 + 0.001 * 1;
    double second = 0.1 * (m / (1 - 0.81)) / Math.sqrt(v / (1 - 0.999 * 0.999));
    assertThat(afterTwoSteps(false, 0)).isCloseTo((float) (first - second), within(1e-5f));

    double decayed = 1 * (1 - 0.1 * 0.5) - 0.1;
    assertThat(afterTwoSteps(true, 0.5))
        .isCloseTo((float) (decayed * (1 - 0.1 * 0.5) - second), within(1e-5f));
  }

  private static float afterTwoSteps(boolean apart, double decay) {
    Torch.require();
    Engine engine = Engine.getEngine("PyTorch");
    try (NDManager manager = engine.newBaseManager()) {
      Parameter parameter = Parameter.builder().setName("w").setType(Parameter.Type.WEIGHT).build();
      NDArray weight = manager.ones(new Shape(1, 1));
      parameter.setArray(weight);
      weight.setRequiresGradient(true);
      Adam adam = new Adam(manager, Map.of("w", parameter), apart, decay);
      for (float slope : new float[] {2, 1}) {
        NDArray slopes = manager.create(new float[] {slope}, new Shape(1, 1));
        try (GradientCollector collector = engine.newGradientCollector()) {
          collector.backward(weight.mul(slopes).sum());
        }
        adam.step(0.1f);
      }
      return weight.toFloatArray()[0];
    }
  }

  @Test
  void learnedWeightsFallForAClassOfLargeLossAndRiseForOneOfSmall() {
    TaskWeights weights = TaskWeights.learned();
    for (int step = 1; step <= 400; step++) {
      weights.learn(new float[] {2, 0.1f, 1, 1, 1}, new long[] {1, 1, 1, 1, 0}, step);
    }

    // at rest e^-s L = 1/2: the weight is half the inverse of the loss
    assertThat(weights.now()[0]).isCloseTo(0.25f, within(0.02f));
    assertThat(weights.now()[1]).isCloseTo(5f, within(0.5f));
    assertThat(weights.now()[4]).isEqualTo(1);
  }

  @Test
  void aThresholdIsTheBestOfItsClassOrTheLowestNearlyAsGood() {
    Batch known = batch(null);
    float[] logits = new float[Batch.CLASSES * PLANE];
    logits[0] = 3;
    logits[1] = -3;
    Thresholds strict = new Thresholds(Map.of());
    strict.add(known, logits);
    Thresholds lenient = new Thresholds(Map.of(MaskClass.WATER, 0.02));
    lenient.add(known, logits);
    EnumSet<MaskClass> water = EnumSet.of(MaskClass.WATER);

    assertThat(strict.chosen(water)).containsEntry(MaskClass.WATER, 0.5);
    assertThat(lenient.chosen(water)).containsEntry(MaskClass.WATER, 0.05);
    assertThat(strict.f1(water)).containsExactly(Map.entry("water", 1.0));
    assertThat(strict.chosen(water).get(MaskClass.CLOUD)).isEqualTo(Math.nextDown(1.0));
  }
}
