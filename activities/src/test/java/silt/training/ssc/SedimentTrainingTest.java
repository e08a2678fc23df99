package silt.training.ssc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.scene.Band;
import silt.scene.Sensor;
import silt.sediment.regressors.LogLinear;
import silt.sediment.regressors.SscScore;
import silt.testdata.RealData;

class SscTrainingTest {

  private static List<SscSample> samples;
  private static SscJudgement judgement;

  @BeforeAll
  static void readAndJudge() {
    samples = SscSamples.read(RealData.at("sediment/GLORIA_meta_and_lab.csv").getParent());
    judgement = SscJudgement.of(samples);
  }

  @Test
  void noGroupIsSplitOverFoldsAndAllFoldsAreUsed() {
    Map<String, Integer> folds = SscGroups.folds(samples, SscJudgement.FOLDS);

    assertThat(folds.keySet())
        .isEqualTo(new HashSet<>(samples.stream().map(SscSample::group).toList()));
    assertThat(new HashSet<>(folds.values())).hasSize(SscJudgement.FOLDS);
  }

  @Test
  void theSameWaterSeenByBothSensorsIsInOneGroup() {
    Map<String, Set<String>> groupsOf = new HashMap<>();
    samples.forEach(s -> groupsOf.computeIfAbsent(s.id(), id -> new HashSet<>()).add(s.group()));

    assertThat(groupsOf.values()).allMatch(groups -> groups.size() == 1);
  }

  @Test
  void spectraWithoutNearInfraredAreLeftOut() {
    assertThat(samples).isNotEmpty().allMatch(s -> s.rho(Band.NIR) > 0);
  }

  @Test
  void theModelBeatsTheSingleBandFitOnGroupsItNeverSaw() {
    for (Sensor sensor : Sensor.values()) {
      SscScore ours = judgement.score(SscJudgement.OURS, sensor);
      SscScore single = judgement.score(SscJudgement.POWER_LAW, sensor);

      assertThat(ours.epsPercent()).isLessThan(single.epsPercent());
      assertThat(ours.rmsle()).isLessThan(single.rmsle());
      assertThat(ours.rankCorrelation()).isGreaterThan(single.rankCorrelation());
    }
  }

  @Test
  void redAndNearInfraredSpeakForSediment() {
    LogLinear model = SscFit.fit(samples);

    assertThat(model.weights().get(Band.RED)).isPositive();
    assertThat(model.weights().get(Band.NIR)).isPositive();
    assertThat(model.weights().values().stream().mapToDouble(w -> w).sum()).isPositive();
  }

  @Test
  void theBundleThatShipsIsWhatThisCodeMakesOfThisData(@TempDir Path folder) throws Exception {
    TrainSsc.write(folder.resolve("made"), samples, judgement);

    for (String file : List.of("model.json", "weights.json")) {
      assertThat(folder.resolve("made").resolve(file)).hasSameTextualContentAs(shipped(file));
    }
  }

  @Test
  void theIntervalHoldsFourFifthsOfWhatWasMeasured() {
    double[] ratios = judgement.intervalRatios(20, 100);
    int inside = 0;
    int all = 0;
    for (int i = 0; i < samples.size(); i++) {
      double predicted = Math.exp(judgement.lnPredictions().get(SscJudgement.OURS)[i]);
      if (predicted >= 20 && predicted < 100) {
        double ratio = samples.get(i).tssMgL() / predicted;
        all++;
        inside += ratio >= ratios[0] && ratio <= ratios[1] ? 1 : 0;
      }
    }
    assertThat((double) inside / all).isCloseTo(0.8, within(0.01));
  }

  private static Path shipped(String file) {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path bundle = up.resolve("deploy/models/ssc-firstlight").resolve(file);
      if (Files.exists(bundle)) {
        return bundle;
      }
    }
    throw new IllegalStateException("deploy/models/ssc-firstlight is not in this checkout");
  }
}
