package silt.sediment.regressors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import silt.scene.Band;
import silt.sediment.regressors.DenseNetwork.Layer;
import silt.sediment.regressors.Features.Term;

class DenseNetworkTest {

  private static final Features FEATURES =
      new Features(
          0,
          1e-4,
          0.005,
          List.of(
              Term.ln(Band.BLUE),
              Term.ln(Band.GREEN),
              Term.ln(Band.RED),
              Term.ln(Band.NIR),
              Term.ratio(Band.RED, Band.GREEN)));

  private static DenseNetwork random(Activation activation, int... widths) {
    Random random = new Random(activation.ordinal() + 1);
    List<Layer> layers = new ArrayList<>();
    int inputs = FEATURES.count();
    for (int l = 0; l <= widths.length; l++) {
      int outputs = l < widths.length ? widths[l] : 1;
      double[][] weights = new double[outputs][inputs];
      double[] bias = new double[outputs];
      for (int o = 0; o < outputs; o++) {
        bias[o] = random.nextGaussian();
        Arrays.setAll(weights[o], i -> random.nextGaussian() / 2);
      }
      layers.add(new Layer(weights, bias, l < widths.length ? activation : Activation.NONE));
      inputs = outputs;
    }
    return new DenseNetwork(
        FEATURES,
        new double[] {-3, -3, -3.2, -4, 0.1},
        new double[] {0.7, 0.7, 0.9, 1.1, 0.4},
        layers,
        2.5,
        0.3);
  }

  private static double activated(Activation activation, double x) {
    return switch (activation) {
      case NONE -> x;
      case RELU -> Math.max(0, x);
      case TANH -> Math.tanh(x);
      case GELU -> x * normal(x);
    };
  }

  /** The normal distribution, by its series of odd powers. */
  private static double normal(double x) {
    if (Math.abs(x) > 7) {
      return x > 0 ? 1 : 0;
    }
    double term = x;
    double sum = x;
    for (int k = 1; k < 200; k++) {
      term *= x * x / (2 * k + 1);
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  private static double naive(DenseNetwork network, float[] row) {
    double[] x = new double[row.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (row[i] - network.mean()[i]) / network.scale()[i];
    }
    for (Layer layer : network.layers()) {
      double[] y = layer.bias().clone();
      for (int o = 0; o < y.length; o++) {
        for (int i = 0; i < x.length; i++) {
          y[o] += layer.weights()[o][i] * x[i];
        }
        y[o] = activated(layer.activation(), y[o]);
      }
      x = y;
    }
    return network.outputMean() + network.outputScale() * x[0];
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void aNetworkSaysWhatItsFormulaSays(Activation activation) {
    DenseNetwork network = random(activation, 33, 18, 7);
    Water water = Water.random(1500, 4);
    SscPixels said = water.asked(network);
    for (int i = 0; i < water.pixels(); i++) {
      int pixel = i;
      double expected = naive(network, FEATURES.of(band -> water.rho(band, pixel), 0));
      assertThat(Math.log(said.mgL[i]))
          .as("pixel %s", i)
          .isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void curvesAreTrueToAMillionthEverywhere(Activation activation) {
    float[] x = new float[40_001];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i - 20_000) / 1500f;
    }
    float[] y = x.clone();
    activation.apply(y, y.length);
    for (int i = 0; i < x.length; i++) {
      assertThat((double) y[i])
          .as("at %s", x[i])
          .isCloseTo(activated(activation, x[i]), within(1e-6 * Math.max(1, Math.abs(x[i]))));
    }
  }

  @Test
  void djlAgrees() {
    DenseNetwork network = random(Activation.GELU, 24, 24);
    Water water = Water.random(200, 9);
    SscPixels said = water.asked(network);
    try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
      float[][] rows = new float[water.pixels()][];
      for (int i = 0; i < rows.length; i++) {
        int pixel = i;
        rows[i] = FEATURES.of(band -> water.rho(band, pixel), 0);
      }
      NDArray x = manager.create(rows);
      x = x.sub(floats(manager, network.mean())).div(floats(manager, network.scale()));
      for (Layer layer : network.layers()) {
        float[] flat = new float[layer.outputs() * layer.inputs()];
        for (int i = 0; i < flat.length; i++) {
          flat[i] = (float) layer.weights()[i / layer.inputs()][i % layer.inputs()];
        }
        NDArray weights = manager.create(flat, new Shape(layer.outputs(), layer.inputs()));
        x = x.matMul(weights.transpose()).add(floats(manager, layer.bias()));
        if (layer.activation() == Activation.GELU) {
          x = ai.djl.nn.Activation.gelu(new NDList(x)).singletonOrThrow();
        }
      }
      float[] theirs = x.mul(network.outputScale()).add(network.outputMean()).toFloatArray();
      for (int i = 0; i < theirs.length; i++) {
        assertThat((float) Math.log(said.mgL[i]))
            .isCloseTo(theirs[i], within(2e-5f * Math.max(1, Math.abs(theirs[i]))));
      }
    }
  }

  private static NDArray floats(NDManager manager, double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return manager.create(floats);
  }

  @Test
  void layersThatDoNotMeetAreRefused() {
    Layer two = new Layer(new double[2][5], new double[2], Activation.RELU);
    Layer ofThree = new Layer(new double[1][3], new double[1], Activation.NONE);
    assertThatThrownBy(() -> network(List.of(two, ofThree)))
        .hasMessage("layer 1 takes 3 inputs and is given 2");
    assertThatThrownBy(() -> network(List.of(two)))
        .hasMessage("the last layer has one output, not 2");
    assertThatThrownBy(() -> network(List.of())).hasMessageContaining("last layer");
  }

  @Test
  void weightsThatAreNoNumbersAreRefused() {
    double[][] weights = {{1, 2, Double.NaN, 4, 5}};
    assertThatThrownBy(() -> new Layer(weights, new double[1], Activation.NONE))
        .hasMessage("weights[0][2] must be a finite number, not NaN");
    assertThatThrownBy(() -> new Layer(new double[2][5], new double[3], Activation.NONE))
        .hasMessage("bias must be 2 numbers, not 3");
  }

  private static DenseNetwork network(List<Layer> layers) {
    double[] ones = {1, 1, 1, 1, 1};
    return new DenseNetwork(FEATURES, new double[5], ones, layers, 0, 1);
  }
}
