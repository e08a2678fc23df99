package silt.sediment.regressors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import silt.model.ModelBundle;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.sediment.regressors.BoostedTrees.Tree;
import silt.sediment.regressors.Features.Term;

class WeightsFileTest {

  private static final Features FEATURES =
      new Features(
          0.03,
          1e-4,
          0.005,
          List.of(
              Term.ln(Band.RED),
              Term.ratio(Band.NIR, Band.RED),
              new Term(null, null, List.of(Band.GREEN))));

  private static final LinearSum SUM = new LinearSum(FEATURES, 7, new double[] {1.1, 0.2, -3});

  private static final BoostedTrees TREES =
      new BoostedTrees(
          FEATURES,
          2.5,
          List.of(
              new Tree(
                  new int[] {0, -1, -1},
                  new float[] {-3, -0.5f, 0.75f},
                  new int[] {1, -1, -1},
                  new int[] {2, -1, -1})));

  private static final DenseNetwork DENSE =
      new DenseNetwork(
          FEATURES,
          new double[] {-3, 0, 0},
          new double[] {1, 1, 0.1},
          List.of(
              new DenseNetwork.Layer(
                  new double[][] {{1, 2, 3}, {-1, 0.5, 0.1}}, new double[] {0, 1}, Activation.GELU),
              new DenseNetwork.Layer(
                  new double[][] {{0.3, -0.2}}, new double[] {0.1}, Activation.NONE)),
          2,
          0.4);

  @TempDir private Path folder;

  static Stream<Regressor> engines() {
    return Stream.of(
        SUM,
        TREES,
        DENSE,
        Published.NECHAD.weights().model(),
        Published.SWITCHING.weights().model(),
        new Blend(
            List.of(
                new Blend.Member(1, SUM),
                new Blend.Member(2, TREES),
                new Blend.Member(0.5, new Blend(List.of(new Blend.Member(1, DENSE)))))));
  }

  static SscWeights whole(Regressor regressor) {
    return Water.around(regressor)
        .with(new SscWeights.Calibration(0.1, 0.9))
        .with(
            new Interval(
                0.8, new double[] {0, 3}, new double[] {-1, -0.4}, new double[] {1, 0.5}, 1.5))
        .with(
            new Familiarity(
                FEATURES,
                new double[] {-3, 0, 0},
                new double[][] {{1, 0, 0}, {0, 1, 0}, {0.5, 0, 1}},
                2.0,
                new double[] {-6, -3, 0},
                new double[] {0, 3, 0.5}));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void whatIsWrittenReadsBackToTheSameModel(Regressor regressor) {
    SscWeights weights = whole(regressor);
    Path file = folder.resolve("weights.json");
    SscModels.write(weights, file);
    SscWeights again = WeightsFile.read("test", regressor.engine(), file);

    Water water = Water.random(4000, 12);
    SscPixels before = water.asked(SscModels.of(weights));
    SscPixels after = water.asked(SscModels.of(again));
    assertThat(after.mgL).isEqualTo(before.mgL);
    assertThat(after.lowMgL).isEqualTo(before.lowMgL);
    assertThat(after.highMgL).isEqualTo(before.highMgL);
    assertThat(after.flags).isEqualTo(before.flags);
    assertThat(again.inputs()).isEqualTo(weights.inputs());
  }

  @Test
  void theFirstBundleCanBeGivenAnInterval() {
    SscWeights first =
        SscModels.weights(ModelBundle.open(SscModelsTest.first()))
            .with(new Interval(0.8, new double[] {0}, new double[] {-1}, new double[] {1}, 1));
    Path file = folder.resolve("weights.json");
    SscModels.write(first, file);
    SscWeights again = WeightsFile.read("test", "log-linear", file);
    Water water = Water.random(3000, 1);
    float[] before = water.asked(SscModels.of(first)).mgL;
    SscPixels after = water.asked(SscModels.of(again));
    for (int i = 0; i < before.length; i++) {
      assertThat(after.mgL[i]).isCloseTo(before[i], within(1e-5f * before[i]));
      assertThat(after.lowMgL[i]).isPositive();
    }
  }

  private String refusal(String engine, String json) {
    Path file = folder.resolve("weights.json");
    try {
      Files.writeString(file, json);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
    Throwable[] refused = new Throwable[1];
    assertThatThrownBy(() -> WeightsFile.read("test", engine, file))
        .isInstanceOf(BadInput.class)
        .satisfies(thrown -> refused[0] = thrown);
    assertThat(refused[0].getMessage().lines()).hasSize(1);
    return refused[0].getMessage();
  }

  private String written(Regressor regressor) throws IOException {
    Path file = folder.resolve("good.json");
    SscModels.write(whole(regressor), file);
    return Files.readString(file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"intercept\" : 7.0 | \"intercept\" : \"NaN\" | intercept must be a finite number",
        "\"intercept\" : 7.0 | \"intercept\" : \"seven\" | seven",
        "\"intercept\" : 7.0 | \"intersept\" : 7.0 | intercept: a number is missing",
        "\"intercept\" : 7.0, | | intercept: a number is missing",
        "\"intercept\" : 7.0 | \"intercept\" : 7.0, \"extra\" : 1 | Unrecognized field \"extra\"",
        "1.1, 0.2, -3.0 | 1.1, 0.2 | weights must be 3 numbers, not 2",
        "\"RED\" | \"REDDISH\" | REDDISH",
        "\"floor\" : 1.0E-4 | \"floor\" : -1 | floor must be over 0",
        "\"slope\" : 0.9 | \"slope\" : 0 | slope must be over 0",
        "\"lowestMgL\" : 1.0E-30 | \"lowestMgL\" : 0 | bounds are 0 < lowest",
        "\"coverage\" : 0.8 | \"coverage\" : 1.8 | coverage must be",
        "\"farthest\" : 2.0 | \"farthest\" : -2.0 | farthest must be over 0",
        "\"validRange\" | \"validrange\" | \"validrange\" is none of",
      })
  void aFaultIsNamedOnOneLine(String good, String bad, String said) throws IOException {
    String json = written(SUM);
    assertThat(json).contains(good);
    String refused = refusal("log-linear", json.replace(good, bad == null ? "" : bad));
    assertThat(refused).startsWith("model test: weights.json is not valid: ").contains(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[ 0, -1, -1 ] | [ 3, -1, -1 ] | tree 0 asks for feature 3 of 3",
        "[ 0, -1, -1 ] | [ 0.5, -1, -1 ] | 0.5",
        "\"left\" : [ 1, -1, -1 ] | \"left\" : [ 0, -1, -1 ] | node 0 is reached twice",
        "\"left\" : [ 1, -1, -1 ] | \"left\" : [ 7, -1, -1 ] | node 0 leads to node 7 of 3",
        "\"left\" : [ 1, -1, -1 ] | \"left\" : [ 1 ] | of one length",
        "-0.5, 0.75 | -0.5, 1e300 | value of node 2 must be a finite number",
      })
  void aBrokenTreeIsNamedOnOneLine(String good, String bad, String said) throws IOException {
    String json = written(TREES);
    assertThat(json).contains(good);
    assertThat(refusal("trees", json.replace(good, bad))).contains(said);
  }

  @Test
  void numbersOfAnotherEngineAreRefused() throws IOException {
    assertThat(refusal("dense", written(TREES))).contains("a number is missing");
    assertThat(refusal("keras", written(TREES))).contains("no engine \"keras\" among log-linear");
    assertThat(refusal("blend", "{\"model\": {\"members\": [{\"engine\": \"x\", \"weight\": 1}]}}"))
        .contains("no engine \"x\"");
  }

  @Test
  void whatIsNoWeightsAtAllIsRefused() {
    assertThat(refusal("trees", "{")).contains("not valid");
    assertThat(refusal("trees", "")).contains("not valid");
    assertThat(refusal("trees", "[1]")).contains("no JSON object");
    assertThat(refusal("trees", "{}")).contains("\"model\" must be");
    assertThat(refusal("log-linear", "{\"softening\": 0.1}")).contains("not valid");
  }
}
