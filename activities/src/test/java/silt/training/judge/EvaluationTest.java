package silt.training.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.scene.BadInput;
import silt.training.data.Dataset;
import silt.training.data.Fold;
import silt.training.data.Part;

class EvaluationTest {

  @TempDir private Path home;

  private Dataset painted(String... sites) {
    return PaintedWater.dataset(home.resolve("painted"), sites);
  }

  private Question question(
      Dataset dataset, boolean evenIfSeen, List<String> against, ModelBundle... bundles) {
    return new Question(
        List.of(bundles),
        List.of(dataset),
        Optional.empty(),
        against,
        Map.of(),
        List.of(),
        NumericForm.F32,
        Optional.of(Question.By.SITE),
        evenIfSeen,
        home.resolve("kept"));
  }

  private static Section section(Judgement judgement, String key) {
    return judgement.sections().stream().filter(s -> s.key().equals(key)).findFirst().orElseThrow();
  }

  @Test
  void aBundleIsNotJudgedOnWhatItHasSeen() {
    ModelBundle bundle = ABundle.that(home.resolve("bundle"), null, "north", "south");
    Dataset dataset = painted("north", "south", "east");

    assertThatThrownBy(
            () -> Evaluation.of(question(dataset, false, List.of(), bundle), Watcher.NOBODY))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("trained or chose on 2 of the sites of painted");
  }

  @Test
  void thatItMayBeAskedForAndIsMarked() {
    ModelBundle bundle = ABundle.that(home.resolve("bundle"), null, "north");

    Judgement judgement =
        Evaluation.of(question(painted("north"), true, List.of(), bundle), Watcher.NOBODY);
    assertThat(judgement.remarks()).anyMatch(remark -> remark.startsWith("NOT A FAIR TEST"));
  }

  @Test
  void eachOfSeveralBundlesIsJudgedOnTheSitesThatItAloneNeverSaw() {
    Dataset dataset = painted("north", "south", "east");
    ModelBundle one = ABundle.that(home.resolve("fold-1"), null, "south", "east");
    ModelBundle two = ABundle.that(home.resolve("fold-2"), null, "north", "east");

    Judgement judgement =
        Evaluation.of(question(dataset, false, List.of("mndwi"), one, two), Watcher.NOBODY);

    assertThat(judgement.heading().chips()).isEqualTo(2);
    assertThat(judgement.heading().bundles()).hasSize(2);
    assertThat(judgement.heading().title()).isEqualTo("mask-untrained");
    assertThat(section(judgement, "waterBysite").rows())
        .extracting(Section.Row::name)
        .containsExactly("north", "south");
  }

  @Test
  void aBundleThatSawNothingIsNoneOfSeveralFolds() {
    Dataset dataset = painted("north", "south");
    ModelBundle one = ABundle.that(home.resolve("fold-1"), null, "south");
    ModelBundle none = ABundle.that(home.resolve("pretrained"), null, "elsewhere");

    assertThatThrownBy(
            () -> Evaluation.of(question(dataset, false, List.of(), one, none), Watcher.NOBODY))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("saw no site of painted");
  }

  @Test
  void aFoldOfTheCardJudgesTheSitesOfThatFold() {
    Fold fold = new Fold(1, 2);
    Dataset dataset = painted("a", "b", "c", "d", "e", "f");
    List<String> judging =
        dataset.entries(fold, Part.JUDGE).stream().map(Dataset.Entry::site).toList();
    assertThat(judging).isNotEmpty().hasSizeLessThan(6);
    ModelBundle bundle = ABundle.that(home.resolve("bundle"), "1/2");

    Judgement judgement =
        Evaluation.of(question(dataset, false, List.of("mndwi"), bundle), Watcher.NOBODY);
    assertThat(section(judgement, "waterBysite").rows())
        .extracting(Section.Row::name)
        .containsExactlyElementsOf(judging);
  }

  @Test
  void theReportHoldsTheFiguresAndNeedsNothingBeside() throws IOException {
    ModelBundle bundle = ABundle.that(home.resolve("bundle"), null, "elsewhere");
    Judgement judgement =
        Evaluation.of(
            question(painted("pond"), false, List.of("mndwi", "fmask"), bundle), Watcher.NOBODY);
    Path folder = home.resolve("report");
    Report.write(judgement, folder);

    JsonNode water =
        new ObjectMapper()
            .readTree(folder.resolve(Report.JSON).toFile())
            .at("/tables/water/rows/MNDWI > 0");
    assertThat(water.path("f1TruthB").asDouble()).isEqualTo(0.85714);
    assertThat(water.path("falseWaterOnSlopesOver10Deg").asDouble()).isEqualTo(0.5);
    String page = Files.readString(folder.resolve(Report.PAGE));
    // true and false colour, truth, the network's word and mistakes, the best rival's
    assertThat(page.split("data:image/png;base64,")).hasSize(1 + 7);
    assertThat(page).contains(">0.8571<").doesNotContain("http").doesNotContain("<script");
    assertThat(judgement.notJudged()).anyMatch(line -> line.startsWith("Cloud shadow"));
    assertThat(judgement.rival()).isEqualTo("MNDWI > 0");
  }

  @Test
  void aCardThatDoesNotSayWhatItSawIsRemarkedUpon() {
    ModelBundle bundle = ABundle.that(home.resolve("bundle"), null, (String[]) null);

    Judgement judgement =
        Evaluation.of(question(painted("pond"), false, List.of(), bundle), Watcher.NOBODY);
    assertThat(judgement.remarks()).anyMatch(remark -> remark.contains("does not say"));
  }

  @Test
  void treesThatHaveNothingToLearnFromAreNamed() {
    ModelBundle bundle = ABundle.that(home.resolve("bundle"), null, "elsewhere");

    Judgement judgement =
        Evaluation.of(question(painted("pond"), false, List.of("trees"), bundle), Watcher.NOBODY);
    assertThat(judgement.remarks())
        .anyMatch(remark -> remark.contains("boosted trees could not be asked"));
    assertThat(section(judgement, "water").rows()).hasSize(1);
  }
}
