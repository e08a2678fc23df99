package silt.training.ssc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.sediment.regressors.Interval;
import silt.sediment.regressors.Nechad;
import silt.sediment.regressors.SscWeights;
import silt.sediment.regressors.ValidRange;

class CalibratingTest {

  private static final Interval GLOBAL =
      new Interval(0.8, new double[] {0, 6}, new double[] {-1, -1}, new double[] {1, 1}, 1.5);

  @TempDir private Path folder;

  private static SscWeights global() {
    return new SscWeights(
            new LogLinearLearner(0.005).fit(Spectra.of(6, 40)),
            new ValidRange(1, 500),
            SscWeights.Bounds.WIDE)
        .with(GLOBAL);
  }

  /** Water of which the model says too little by a factor, with noise. */
  private static List<MatchedWater> water(int count, double factor, double noise) {
    Random random = new Random(8);
    List<MatchedWater> water = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double tss = Math.exp(1.5 + 3 * random.nextDouble());
      Map<Band, Double> rho = new EnumMap<>(Spectra.rho(tss));
      rho.put(Band.SWIR1, 0.0);
      rho.put(Band.SWIR2, 0.0);
      water.add(
          new MatchedWater(
              "station " + i % 8, factor * tss * Math.exp(noise * random.nextGaussian()), rho));
    }
    return water;
  }

  private static double offBy(SscWeights weights, List<MatchedWater> water) {
    double[] said = Calibrating.ln(weights, water);
    double sum = 0;
    for (int i = 0; i < said.length; i++) {
      sum += (said[i] - water.get(i).ln()) / said.length;
    }
    return sum;
  }

  @Test
  void manySamplesHaveTheirWay() {
    List<MatchedWater> water = water(400, 2, 0.2);

    assertThat(offBy(global(), water)).isCloseTo(-Math.log(2), within(0.15));
    assertThat(offBy(Calibrating.of(global(), water), water)).isCloseTo(0, within(0.08));
  }

  @Test
  void threeSamplesMoveItPartOfTheWay() {
    SscWeights few = Calibrating.of(global(), water(3, 2, 0));

    assertThat(offBy(few, water(400, 2, 0.2))).isBetween(-0.55, -0.1);
  }

  @Test
  void oneWildSampleAmongFortyDoesNotTurnTheLine() {
    List<MatchedWater> water = water(40, 1, 0.1);
    SscWeights.Calibration calm = Calibrating.step(global(), water);
    MatchedWater first = water.get(0);
    water.set(0, new MatchedWater(first.station(), first.mgL() * 1000, first.reflectance()));
    SscWeights.Calibration wild = Calibrating.step(global(), water);

    assertThat(wild.intercept() + wild.slope() * 3)
        .isCloseTo(calm.intercept() + calm.slope() * 3, within(0.12));
  }

  @Test
  void aSecondCalibrationStartsFromTheFirst() {
    List<MatchedWater> water = water(400, 2, 0.1);
    SscWeights once = Calibrating.of(global(), water);
    SscWeights twice = Calibrating.of(once, water);

    assertThat(offBy(twice, water)).isCloseTo(0, within(0.05));
  }

  @Test
  void theIntervalNarrowsToWhatManyQuietSamplesShow() {
    Interval few = Calibrating.of(global(), water(4, 1, 0.1)).interval();
    Interval many = Calibrating.of(global(), water(800, 1, 0.1)).interval();

    assertThat(few.high(3)).isBetween(0.7, 1.0);
    assertThat(many.high(3)).isLessThan(0.6);
    assertThat(many.low(3)).isGreaterThan(-0.6);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ssc_mg_l;blue;green;red;nir;swir1 | 5;.1;.1;.1;.1;0 | no column swir2
          blue;green;red;nir;swir1;swir2 | .1;.1;.1;.1;0;0 | no column ssc_mg_l
          ssc_mg_l;blue;green;red;nir;swir1;swir2 | 5;.1;.1;583;.1;0;0 | row 2: red is 583
          ssc_mg_l;blue;green;red;nir;swir1;swir2 | -5;.1;.1;.1;.1;0;0 | row 2: ssc_mg_l is -5
          ssc_mg_l;blue;green;red;nir;swir1;swir2 | Infinity;.1;.1;.1;.1;0;0 | row 2: ssc_mg_l is Inf
          ssc_mg_l;blue;green;red;nir;swir1;swir2 | x;.1;.1;.1;.1;0;0 | row 2: ssc_mg_l is x
          ssc_mg_l;blue;green;red;nir;swir1;swir2 | 5;.1;.1;.1;.1;0; | no row has both
          """)
  void aWrongCellIsNamed(String heads, String row, String named) throws IOException {
    Path file = folder.resolve("matchups.csv");
    Files.writeString(file, (heads + "\n" + row + "\n").replace(';', ','));

    assertThatThrownBy(() -> MatchedFile.read(file, false))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource({"coastal,.02", "other,.02", "coastal,"})
  void aModelOfCoastalBlueTakesThatColumnOrSaysThatItIsMissing(String head, String cell)
      throws IOException {
    Path file = folder.resolve("matchups.csv");
    String row = "5,.1,.1,.1,.1,0,0," + (cell == null ? "" : cell);
    Files.writeString(file, "ssc_mg_l,blue,green,red,nir,swir1,swir2," + head + "\n" + row + "\n");
    SscWeights coastal =
        new SscWeights(
            new Nechad(Band.COASTAL, 100, 0, 0.5), new ValidRange(1, 500), SscWeights.Bounds.WIDE);
    List<MatchedWater> rows = MatchedFile.read(file, false).rows();

    if (head.equals("coastal") && cell != null) {
      assertThat(Math.exp(Calibrating.ln(coastal, rows)[0]))
          .isCloseTo(100 * 0.02 / (1 - 0.02 / 0.5), within(1e-3));
    } else {
      assertThatThrownBy(() -> Calibrating.ln(coastal, rows))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("lack coastal");
    }
  }

  @Test
  void badRowsAreLeftOutWhereThatIsAskedAndNamed() throws IOException {
    Path file = folder.resolve("matchups.csv");
    Files.writeString(
        file,
        """
        Station,SSC,Blue,Green,Red,Nir,Swir1,Swir2
        a,12,.03,.05,.04,.01,0,0
        a,0,.03,.05,.04,.01,0,0
        b,9,NA,.05,.04,.01,0,0
        b,9,.03,.05,.04,.01,0,0
        """);

    MatchedFile read = MatchedFile.read(file, true);

    assertThat(read.rows()).extracting(MatchedWater::station).containsExactly("a", "b");
    assertThat(read.bad()).singleElement().asString().startsWith("row 3: SSC is 0");
    assertThat(read.without()).isEqualTo(1);
  }
}
