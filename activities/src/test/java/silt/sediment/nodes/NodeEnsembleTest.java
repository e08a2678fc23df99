package silt.sediment.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import silt.sediment.nodes.DenseNetwork.Activation;
import silt.sediment.nodes.DenseNetwork.Layer;
import silt.sediment.nodes.NodeEnsemble.Branch;
import silt.sediment.nodes.NodeEnsemble.Estimate;

/** The ensemble against the published procedure written out over whole tables of rows. */
class NodeEnsembleTest {

  private static final int INPUTS = 66;
  private static final double CUT = 0.8;
  private static final double MAX1 = 3.0;
  private static final double MAX2 = 6.0;

  /**
   * The procedure as published: rows are flagged by the low network's clamped output, then picked
   * into tables by flag, and each table is predicted anew. Rows that no table takes are not in the
   * answer.
   */
  private static Map<Integer, Double> published(
      NodeEnsemble ensemble, List<double[]> rows, Map<Integer, Branch> taken) {
    Map<Integer, Double> answer = new java.util.TreeMap<>();
    int[] flag1 = new int[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      double output = predict(ensemble.low(), rows.get(i));
      flag1[i] = output < 0 ? -1 : output > CUT ? 1 : 0;
    }
    List<Integer> high = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (flag1[i] == 0) {
        answer.put(i, predict(ensemble.low(), rows.get(i)) * (MAX1 - -1.0) + -1.0);
        taken.put(i, Branch.M1);
      } else if (flag1[i] == 1) {
        high.add(i);
      }
    }
    double min2 = CUT * MAX1;
    for (int i : high) {
      double two = predict(ensemble.high(), rows.get(i)) * (MAX2 - min2) + min2;
      int flag2 = two < MAX1 ? -1 : two > MAX2 ? 1 : 0;
      if (flag2 == -1) {
        double one = predict(ensemble.low(), rows.get(i)) * (MAX1 - -1.0) + -1.0;
        answer.put(i, 0.5 * one + 0.5 * two);
        taken.put(i, Branch.BLEND);
      } else {
        answer.put(i, two);
        taken.put(i, Branch.M2);
      }
    }
    answer.replaceAll((row, ln) -> Math.max(0, Math.exp(ln)));
    return answer;
  }

  private static double predict(ScaledNetwork network, double[] row) {
    double[] values = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      values[i] = (row[i] - network.minimum()[i]) / (network.maximum()[i] - network.minimum()[i]);
    }
    for (Layer layer : network.network().layers()) {
      double[] next = new double[layer.bias().length];
      for (int j = 0; j < next.length; j++) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
          sum += values[i] * layer.weights()[i][j];
        }
        sum += layer.bias()[j];
        next[j] =
            switch (layer.activation()) {
              case RELU -> sum > 0 ? sum : 0;
              case SIGMOID -> 1 / (1 + Math.exp(-sum));
              case LINEAR -> sum;
              default -> throw new IllegalArgumentException(layer.activation().word());
            };
      }
      values = next;
    }
    return values[0];
  }

  private static ScaledNetwork network(Random random, double greatest, double level) {
    double[] minimum = random.doubles(INPUTS, -50, 300).toArray();
    double[] maximum = Arrays.stream(minimum).map(low -> low + 1000).toArray();
    List<Layer> layers =
        List.of(
            layer(random, INPUTS, 12, 0.3, 0, Activation.RELU),
            layer(random, 12, 5, 0.8, 0, Activation.SIGMOID),
            layer(random, 5, 1, 1.5, level, Activation.LINEAR));
    return new ScaledNetwork(minimum, maximum, greatest, new DenseNetwork(layers));
  }

  private static Layer layer(
      Random random, int inputs, int units, double spread, double bias, Activation activation) {
    double[][] weights = new double[inputs][units];
    for (double[] row : weights) {
      Arrays.setAll(row, j -> spread * random.nextGaussian());
    }
    double[] biases = new double[units];
    Arrays.setAll(biases, j -> bias + 0.1 * random.nextGaussian());
    return new Layer(weights, biases, activation);
  }

  @Test
  void everyRowGoesTheWayThatIsPublishedAndThoseThatWereLostAreNamed() {
    Map<Branch, Integer> seen = new EnumMap<>(Branch.class);
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      NodeEnsemble ensemble =
          new NodeEnsemble(
              network(random, MAX1, random.nextGaussian()),
              network(random, MAX2, random.nextGaussian()),
              CUT);
      List<double[]> rows = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        rows.add(random.doubles(INPUTS, -300, 1600).toArray());
      }
      Map<Integer, Branch> taken = new java.util.TreeMap<>();
      Map<Integer, Double> wanted = published(ensemble, rows, taken);
      for (int i = 0; i < rows.size(); i++) {
        Estimate found = ensemble.of(rows.get(i));
        seen.merge(found.branch(), 1, Integer::sum);
        if (taken.containsKey(i)) {
          assertThat(found.branch()).isEqualTo(taken.get(i));
          assertThat(found.mgL()).isCloseTo(wanted.get(i), within(1e-9 * wanted.get(i)));
        } else {
          assertThat(found.branch()).isEqualTo(Branch.BELOW_M1);
          assertThat(found.mgL()).isEqualTo(Math.exp(-1));
        }
      }
    }
    assertThat(seen).containsOnlyKeys(Branch.M1, Branch.BLEND, Branch.M2, Branch.BELOW_M1);
    assertThat(seen.values()).allMatch(rows -> rows > 20);
  }

  /** A network whose output is its first input, and another's its second, both in 0..1. */
  private static ScaledNetwork echo(int input, double greatest) {
    double[][] weights = new double[INPUTS][1];
    weights[input][0] = 1;
    double[] ones = new double[INPUTS];
    Arrays.fill(ones, 1);
    Layer layer = new Layer(weights, new double[] {0}, Activation.LINEAR);
    return new ScaledNetwork(new double[INPUTS], ones, greatest, new DenseNetwork(List.of(layer)));
  }

  private static Estimate estimate(double one, double two) {
    double[] row = new double[INPUTS];
    row[0] = one;
    row[1] = two;
    return new NodeEnsemble(echo(0, MAX1), echo(1, MAX2), CUT).of(row);
  }

  @Test
  void theEdgesOfTheBranchesBelongWhereTheyArePublished() {
    assertThat(estimate(0, 0)).isEqualTo(new Estimate(Math.exp(-1), Branch.M1, false, false));
    assertThat(estimate(-1e-9, 0).branch()).isEqualTo(Branch.BELOW_M1);
    assertThat(estimate(0.8, 1).branch()).isEqualTo(Branch.M1);
    assertThat(estimate(0.8, 1).mgL()).isCloseTo(Math.exp(2.2), within(1e-9));
    // M2 at 0 says cut x M1's greatest, ln 2.4; M1 at 0.9 says ln 2.6
    assertThat(estimate(0.9, 0).branch()).isEqualTo(Branch.BLEND);
    assertThat(estimate(0.9, 0).mgL()).isCloseTo(Math.exp(2.5), within(1e-9));
    // ln 2.4 + 3.6 / 6 is M1's greatest, ln 3: no longer below it
    assertThat(estimate(0.9, 1 / 6.0 + 1e-12).branch()).isEqualTo(Branch.M2);
    assertThat(estimate(0.9, 1).mgL()).isCloseTo(Math.exp(6), within(1e-6));
  }

  @Test
  void whatTrainingNeverSawIsFlaggedAndNotCut() {
    assertThat(estimate(0.9, 1.1)).isEqualTo(new Estimate(Math.exp(6.36), Branch.M2, true, true));
    assertThat(estimate(1.5, 0).mgL())
        .as("M1 beyond 1 is averaged as it is")
        .isCloseTo(Math.exp((1.5 * 4 - 1 + 2.4) / 2), within(1e-9));
    assertThat(estimate(0.5, 7).unfamiliar()).as("M1 knows its 66 inputs too").isTrue();
  }

  @Test
  void aRowWithAnInputThatIsNoNumberHasNoValue() {
    for (double none : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}) {
      Estimate found = estimate(none, 0);
      assertThat(found.branch()).isEqualTo(Branch.NOT_FINITE);
      assertThat(found.mgL()).isNaN();
    }
  }
}
