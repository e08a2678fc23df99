package silt.training.ssc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import silt.scene.Band;
import silt.scene.Sensor;
import silt.sediment.regressors.LinearSum;
import silt.sediment.regressors.Published;
import silt.sediment.regressors.Regressor;
import silt.testdata.RealData;

class GloriaTest {

  private static final String OURS = "log-linear";

  private static List<SscSample> samples;
  private static HeldOut heldOut;

  @BeforeAll
  static void readAndJudge() {
    samples = SscSamples.read(RealData.at("sediment/GLORIA_meta_and_lab.csv").getParent());
    heldOut =
        HeldOut.of(
            samples,
            Learners.of(List.of(Learners.LOG_LINEAR)),
            List.of(Published.NECHAD, Published.SWITCHING),
            (done, of, group) -> {});
  }

  @Test
  void noGroupIsSplitOverFoldsAndAllFoldsAreUsed() {
    Map<String, Integer> folds = SscGroups.folds(samples, Centred.FOLDS);

    assertThat(folds.keySet())
        .isEqualTo(new HashSet<>(samples.stream().map(SscSample::group).toList()));
    assertThat(new HashSet<>(folds.values())).hasSize(Centred.FOLDS);
  }

  @Test
  void theSameWaterAndTheSameDataSetAreEachInOneGroup() {
    Map<String, Set<String>> groupsOf = new HashMap<>();
    for (SscSample s : samples) {
      groupsOf.computeIfAbsent("water " + s.id(), id -> new HashSet<>()).add(s.group());
      groupsOf.computeIfAbsent("data set " + s.dataset(), id -> new HashSet<>()).add(s.group());
    }

    assertThat(groupsOf.values()).allMatch(groups -> groups.size() == 1);
  }

  @Test
  void spectraWithoutNearInfraredAreLeftOut() {
    assertThat(samples).isNotEmpty().allMatch(s -> s.rho(Band.NIR) > 0);
  }

  @Test
  void theOneDataSetWhoseWaterDoesNotFollowItsSedimentTrainsNothing() {
    assertThat(Informative.silent(samples)).containsExactly("SchallesJ_US_Creighton");
  }

  @Test
  void theModelBeatsPublishedAlgorithmsOnGroupsItNeverSaw() {
    for (Sensor sensor : Sensor.values()) {
      for (String published : List.of("nechad", "switching")) {
        assertThat(heldOut.score(OURS, s -> s.sensor() == sensor).epsPercent())
            .isLessThan(heldOut.score(published, s -> s.sensor() == sensor).epsPercent());
      }
    }
  }

  @Test
  void bothSensorsTellOfTheSameWaterWithinATenth() {
    double[] apart = heldOut.betweenSensors(OURS);

    assertThat(apart[2]).isEqualTo(1281);
    assertThat(apart[0]).isLessThan(0.10);
  }

  @Test
  void theIntervalHoldsFourFifthsOfGroupsThatDidNotMakeIt() {
    Intervals.Fitted fitted = Intervals.fit(Intervals.Errors.of(heldOut, OURS));

    assertThat(fitted.shares().get(Intervals.ALL)).isCloseTo(0.8, within(0.02));
    assertThat(fitted.shares()).hasSize(1 + HeldOut.groups(samples).size());
  }

  @Test
  void glintThatTheShortWaveInfraredSeesChangesNothing() {
    assertThat(heldOut.score(OURS, Disturbance.Kind.GLINT, s -> true).epsPercent())
        .isCloseTo(heldOut.score(OURS, s -> true).epsPercent(), within(1.0));
  }

  @Test
  void redAndNearInfraredSpeakForSediment() {
    Regressor model = Learners.of(List.of(Learners.LOG_LINEAR)).get(0).fit(samples);

    double[] weights = ((LinearSum) model).weights();
    assertThat(weights[Disturbance.BANDS.indexOf(Band.RED)]).isPositive();
    assertThat(weights[Disturbance.BANDS.indexOf(Band.NIR)]).isPositive();
  }
}
