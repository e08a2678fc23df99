package silt.training.ssc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.model.ModelBundle;
import silt.sediment.regressors.SscModels;
import silt.sediment.regressors.SscPixels;
import silt.sediment.regressors.SscWeights;
import silt.testdata.RealData;

class SedimentTrainingTest {

  private static final String SHIPPED = "ssc-gloria-1";

  @TempDir private Path folder;

  private SedimentTraining.Trained train(Learners engine, String out) throws Exception {
    Path gloria = Spectra.gloria(folder.resolve("gloria"), 7, 40);
    List<String> judged = new ArrayList<>();
    SedimentTraining.Trained trained =
        SedimentTraining.run(
            new SedimentTraining.Order(gloria, folder.resolve(out), "water", engine, List.of()),
            (done, of, group) -> judged.add(done + "/" + of));
    assertThat(judged).first().isEqualTo("1/7");
    assertThat(judged).last().isEqualTo("7/7");
    return trained;
  }

  @Test
  void theBundleLoadsAndSaysWhatItMeasuresAndHowItFared() throws Exception {
    SedimentTraining.Trained trained = train(Learners.LOG_LINEAR, "water");

    ModelBundle bundle = ModelBundle.open(trained.bundle().folder());
    SscWeights weights = SscModels.weights(bundle);
    assertThat(weights.interval().coverage()).isEqualTo(0.8);
    assertThat(weights.familiarity()).isNotNull();
    assertThat(bundle.card().measures()).isEqualTo("TSS mg/L");
    assertThat(bundle.card().credits().get(0)).contains("GLORIA");
    assertThat(bundle.card().metrics().at("/tables/L30/rows/log-linear/epsPercent").asDouble())
        .isBetween(1.0, 40.0);
  }

  @Test
  void theSameDataGivesTheSameBytes() throws Exception {
    Path once = train(Learners.LOG_LINEAR, "once").bundle().folder();
    Path again = train(Learners.LOG_LINEAR, "again").bundle().folder();

    assertThat(again.resolve("weights.json")).hasSameBinaryContentAs(once.resolve("weights.json"));
    assertThat(again.resolve("model.json")).hasSameBinaryContentAs(once.resolve("model.json"));
  }

  @Test
  void theReportIsAPageAndNumbers() throws Exception {
    train(Learners.LOG_LINEAR, "water").report().write(folder.resolve("report"));

    assertThat(folder.resolve("report/report.html")).content().contains("<table>", "log-linear");
    assertThat(folder.resolve("report/report.json")).content().contains("\"coverage\"");
  }

  @Test
  void theBundleThatShipsSpeaksOfFieldSpectraWithIntervalsThatHoldTheirValues() {
    List<SscSample> samples =
        SscSamples.read(RealData.at("sediment/GLORIA_meta_and_lab.csv").getParent());

    SscPixels said =
        Asked.of(SscModels.load(ModelBundle.open(shipped())), samples, Disturbance.Kind.NONE);

    for (int i = 0; i < said.size(); i++) {
      assertThat(said.lowMgL[i]).isPositive().isLessThanOrEqualTo(said.mgL[i]);
      assertThat(said.highMgL[i]).isGreaterThanOrEqualTo(said.mgL[i]);
    }
  }

  /** All of the shipped bundle's card but its judgement comes from this fit. */
  @Test
  @Tag("slow")
  void theWeightsThatShipAreWhatThisCodeMakesOfThisData() {
    List<SscSample> samples =
        SscSamples.read(RealData.at("sediment/GLORIA_meta_and_lab.csv").getParent());

    double[] made =
        Asked.ln(
            Learners.of(List.of(Learners.BLEND)).get(0).fit(samples),
            samples,
            Disturbance.Kind.NONE);
    double[] shipped =
        Asked.ln(
            SscModels.weights(ModelBundle.open(shipped())).model(), samples, Disturbance.Kind.NONE);

    // other processors sum in another order
    assertThat(made).containsExactly(shipped, org.assertj.core.api.Assertions.within(0.02));
  }

  private static Path shipped() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path bundle = up.resolve("deploy/models").resolve(SHIPPED);
      if (Files.exists(bundle)) {
        return bundle;
      }
    }
    throw new IllegalStateException("deploy/models/" + SHIPPED + " is not in this checkout");
  }
}
