package silt.sediment.regressors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.scene.Band;
import silt.sediment.regressors.BoostedTrees.Tree;
import silt.sediment.regressors.Features.Term;

class BoostedTreesTest {

  private static final Features FEATURES =
      new Features(
          0.03,
          1e-4,
          0.005,
          List.of(
              Term.ln(Band.BLUE),
              Term.ln(Band.GREEN),
              Term.ln(Band.RED),
              Term.ln(Band.NIR),
              Term.ratio(Band.RED, Band.GREEN),
              Term.ratio(Band.NIR, Band.RED)));

  private static final Tree STUMP =
      new Tree(
          new int[] {2, -1, -1},
          new float[] {-3, 1, 2},
          new int[] {1, -1, -1},
          new int[] {2, -1, -1});

  private static float[] rows(Water water) {
    float[] rows = new float[water.pixels() * FEATURES.count()];
    for (int i = 0; i < water.pixels(); i++) {
      int pixel = i;
      float[] row = FEATURES.of(band -> water.rho(band, pixel), water.glint(0.03, pixel));
      System.arraycopy(row, 0, rows, i * row.length, row.length);
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 20, reg:squarederror",
    "4, 200, reg:squarederror",
    "6, 120, reg:absoluteerror",
    "9, 30, reg:pseudohubererror"
  })
  void whatXgboostFittedPredictsTheSameWithoutIt(int depth, int rounds, String objective)
      throws Exception {
    Water water = Water.random(4000, depth);
    float[] data = rows(water);
    float[] target = new float[water.pixels()];
    Random random = new Random(depth);
    for (int i = 0; i < target.length; i++) {
      target[i] = (float) (3 + 1.3 * data[i * FEATURES.count() + 2] + random.nextGaussian());
    }
    Map<String, Object> plan =
        new HashMap<>(
            Map.of(
                "objective",
                objective,
                "max_depth",
                depth,
                "eta",
                0.1,
                "subsample",
                0.7,
                "nthread",
                1,
                "seed",
                depth,
                "verbosity",
                0));
    DMatrix matrix = new DMatrix(data, target.length, FEATURES.count(), Float.NaN);
    matrix.setLabel(target);
    Booster booster = XGBoost.train(matrix, plan, rounds, Map.of(), null, null);
    float[][] theirs = booster.predict(matrix);
    BoostedTrees ours = BoostedTrees.ofXgboost(FEATURES, booster.toByteArray("json"));
    booster.dispose();
    matrix.dispose();

    SscPixels said = water.asked(ours);
    for (int i = 0; i < target.length; i++) {
      assertThat(Math.log(said.mgL[i]))
          .as("pixel %s", i)
          .isCloseTo(theirs[i][0], within(1e-6 * Math.max(1, Math.abs(theirs[i][0]))));
    }
  }

  @Property(tries = 40)
  void theLayoutForSpeedGoesWhereTheTreeGoes(@ForAll long seed) {
    Random random = new Random(seed);
    List<Tree> trees = List.of(randomTree(random, 7), randomTree(random, 3), randomTree(random, 0));
    BoostedTrees model = new BoostedTrees(FEATURES, 0.5, trees);
    Water water = Water.random(301, seed);
    float[] rows = rows(water);
    SscPixels said = water.asked(model);
    for (int i = 0; i < water.pixels(); i++) {
      double naive = 0.5;
      for (Tree tree : trees) {
        int node = 0;
        while (tree.feature()[node] >= 0) {
          float x = rows[i * FEATURES.count() + tree.feature()[node]];
          node = x < tree.value()[node] ? tree.left()[node] : tree.right()[node];
        }
        naive += tree.value()[node];
      }
      assertThat(Math.log(said.mgL[i])).isCloseTo(naive, within(1e-5));
    }
  }

  /** Thresholds often are values that occur, where left and right are easily confused. */
  private static Tree randomTree(Random random, int deepest) {
    int most = 1 << deepest + 1;
    int[] feature = new int[most];
    float[] value = new float[most];
    int[] left = new int[most];
    int[] right = new int[most];
    int[] level = new int[most];
    int nodes = 1;
    for (int n = 0; n < nodes; n++) {
      if (level[n] < deepest && random.nextInt(5) > 0) {
        feature[n] = random.nextInt(FEATURES.count());
        int stored = random.nextInt(800);
        value[n] =
            feature[n] < 4
                ? (float) Math.log(Math.max(stored * 1e-4, 1e-4) + 0.005)
                : random.nextInt(3) - 1;
        left[n] = nodes++;
        right[n] = nodes++;
        level[left[n]] = level[n] + 1;
        level[right[n]] = level[n] + 1;
      } else {
        feature[n] = -1;
        value[n] = random.nextFloat();
      }
    }
    return new Tree(
        java.util.Arrays.copyOf(feature, nodes),
        java.util.Arrays.copyOf(value, nodes),
        java.util.Arrays.copyOf(left, nodes),
        java.util.Arrays.copyOf(right, nodes));
  }

  @Test
  void everyLayoutIsTried() {
    Random random = new Random(1);
    assertThat(LeafSets.hold(randomTree(random, 4))).isTrue();
    assertThat(LeafSets.hold(completeTree(6))).isTrue();
    assertThat(LeafSets.hold(completeTree(7))).isFalse();
    Water water = Water.random(700, 3);
    for (int depth = 4; depth < 8; depth++) {
      Tree tree = completeTree(depth);
      SscPixels said = water.asked(new BoostedTrees(FEATURES, 0, List.of(tree)));
      for (int i = 0; i < water.pixels(); i++) {
        int pixel = i;
        int expected = 0;
        float red = FEATURES.of(band -> water.rho(band, pixel), water.glint(0.03, pixel))[2];
        for (int step = 1; step < 1 << depth; step++) {
          expected += red < threshold(step, depth) ? 0 : 1;
        }
        assertThat(Math.log(said.mgL[i])).isCloseTo(expected / 10.0, within(1e-5));
      }
    }
  }

  /** Cuts red into so many equal steps, each a leaf, told in tenths from left to right. */
  private static Tree completeTree(int depth) {
    int leaves = 1 << depth;
    int[] feature = new int[2 * leaves - 1];
    float[] value = new float[feature.length];
    int[] left = new int[feature.length];
    int[] right = new int[feature.length];
    for (int n = 0; n < feature.length; n++) {
      int level = 31 - Integer.numberOfLeadingZeros(n + 1);
      int along = n + 1 - (1 << level);
      boolean leaf = n >= leaves - 1;
      feature[n] = leaf ? -1 : 2;
      value[n] = leaf ? along / 10f : threshold((2 * along + 1) << depth - level - 1, depth);
      left[n] = 2 * n + 1;
      right[n] = 2 * n + 2;
    }
    return new Tree(feature, value, left, right);
  }

  private static float threshold(int step, int depth) {
    return -5.3f + 4f * step / (1 << depth);
  }

  @Test
  void integersStandInTheOrderOfTheirFloats() {
    float[] rising = {
      -9e17f, -2, -1.0000001f, -1, -1e-9f, -1e-30f, 0, 1e-30f, 1e-9f, 0.5f, 1, 1.0000001f, 9e17f
    };
    for (int i = 1; i < rising.length; i++) {
      assertThat(Grove.ordered(rising[i])).isGreaterThan(Grove.ordered(rising[i - 1]));
    }
    assertThat(Grove.ordered(-0f)).isEqualTo(Grove.ordered(0f));
    int widest = Grove.ordered(Float.POSITIVE_INFINITY);
    assertThat(Math.subtractExact(-widest - 1, widest)).isNegative();
  }

  @Test
  void aValueAtTheThresholdGoesRight() {
    float threshold = (float) Math.log(0.05 + 0.005);
    Tree tree =
        new Tree(STUMP.feature(), new float[] {threshold, 1, 2}, STUMP.left(), STUMP.right());
    SscPixels said =
        Water.one().with(Band.RED, 500).asked(new BoostedTrees(FEATURES, 0, List.of(tree)));
    assertThat(Math.log(said.mgL[0])).isCloseTo(2, within(1e-6));
  }

  @Test
  void aTreeThatRunsInACircleIsRefused() {
    Tree circle =
        new Tree(
            new int[] {0, 1, -1},
            new float[] {0, 0, 1},
            new int[] {1, 0, -1},
            new int[] {2, 2, -1});
    assertThatThrownBy(() -> new BoostedTrees(FEATURES, 0, List.of(STUMP, circle)))
        .hasMessage("tree 1 is none: node 0 is reached twice");
  }

  @Test
  void aNodeThatLeadsNowhereIsRefused() {
    assertThatThrownBy(
            () ->
                new Tree(
                    new int[] {0, -1}, new float[] {0, 1}, new int[] {1, -1}, new int[] {2, -1}))
        .hasMessage("node 0 leads to node 2 of 2");
  }

  @Test
  void aQuestionAfterAFeatureThatIsNoneIsRefused() {
    Tree tree = new Tree(new int[] {6, -1, -1}, STUMP.value(), STUMP.left(), STUMP.right());
    assertThatThrownBy(() -> new BoostedTrees(FEATURES, 0, List.of(tree)))
        .hasMessage("tree 0 asks for feature 6 of 6");
  }

  @Test
  void arraysOfDifferentLengthAreRefused() {
    assertThatThrownBy(
            () -> new Tree(new int[] {-1}, new float[] {1, 2}, new int[] {-1}, new int[] {-1}))
        .hasMessageContaining("one length");
  }

  @Test
  void aClassifierIsNoRegression() {
    String json =
        """
        {"learner": {"objective": {"name": "binary:logistic"},
         "gradient_booster": {"name": "gbtree"}, "learner_model_param": {}}}""";
    assertThatThrownBy(() -> BoostedTrees.ofXgboost(FEATURES, json.getBytes()))
        .hasMessageContaining("binary:logistic");
  }
}
