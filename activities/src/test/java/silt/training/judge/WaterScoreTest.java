package silt.training.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.MaskClass;
import silt.training.data.Chip;
import silt.training.data.Dataset;

/** Every figure is counted by hand from the columns that {@link PaintedWater} draws. */
class WaterScoreTest {

  private static final double EXACT = 1e-12;

  @TempDir private Path home;

  private JudgedChip painted() {
    Dataset dataset = PaintedWater.dataset(home.resolve("painted"), "pond");
    return JudgedChip.read(dataset, dataset.entries().get(0));
  }

  @Test
  void theTruthsAreWhatTheWitnessesAgreeOn() {
    WaterTruth truth = WaterTruth.of(painted()).orElseThrow();
    byte unknown = Chip.UNKNOWN;
    for (int i = 0; i < truth.a().length; i++) {
      int x = i % PaintedWater.SIDE;
      int y = i / PaintedWater.SIDE;
      assertThat(truth.b()[i]).isEqualTo(new byte[] {1, 1, 1, unknown, 0, 0, 0, 0}[x]);
      assertThat(truth.a()[i]).isEqualTo(new byte[] {1, 1, unknown, unknown, 0, unknown, 0, 0}[x]);
      assertThat(truth.shore()[i]).isEqualTo(x >= 1 && x <= 6);
      assertThat(truth.steep()[i]).isEqualTo((x == 5 || x == 6) && y > 0 && y < 7);
    }
  }

  @Test
  void aTestThatTakesOneDryColumnForWaterIsScoredByHand() {
    JudgedChip chip = painted();
    List<Double> figures = figures(chip, PlainTest.MNDWI);

    // truth A: 16 found, 8 false; truth B: 24 found, 8 false; shore: 16 found, 8 false
    assertThat(figures.get(0)).isCloseTo(32 / 40.0, within(EXACT));
    assertThat(figures.get(1)).isCloseTo(16 / 24.0, within(EXACT));
    assertThat(figures.get(2)).isCloseTo(48 / 56.0, within(EXACT));
    assertThat(figures.get(3)).isCloseTo(24 / 32.0, within(EXACT));
    assertThat(figures.get(4)).isCloseTo(32 / 40.0, within(EXACT));
    // one site of 24 wet pixels is too dry to say anything by itself
    assertThat(figures.get(5)).isNaN();
    // half of the steep land: column 6 of columns 5 and 6
    assertThat(figures.get(6)).isCloseTo(0.5, within(EXACT));
  }

  @Test
  void aSiteWithEnoughWaterCountsAsMuchAsAnyOther() {
    Dataset dataset = PaintedWater.dataset(home.resolve("two"), "lake");
    JudgedChip chip = JudgedChip.read(dataset, dataset.entries().get(0));
    WaterTruth truth = WaterTruth.of(chip).orElseThrow();
    boolean[] nothing = new boolean[chip.chip().pixels()];
    WaterScore score = new WaterScore(false);
    for (int i = 0; i < 2; i++) {
      score.add("lake", truth, Said.all(PlainTest.MNDWI.mask(chip), MaskClass.WATER));
      score.add("missed", truth, nothing);
    }
    assertThat(score.figures().get(5)).isCloseTo((48 / 56.0 + 0) / 2, within(EXACT));
  }

  @Test
  void truthAIsNotAskedOfFmaskWhichMadeIt() {
    List<Double> figures = figures(painted(), PlainTest.FMASK);

    assertThat(figures.subList(0, 2)).containsOnly(Double.NaN);
    // truth B: columns 0 and 1 found, 2 missed, 5 false
    assertThat(figures.get(2)).isCloseTo(32 / 48.0, within(EXACT));
  }

  private static List<Double> figures(JudgedChip chip, PlainTest test) {
    Scores scores = new Scores();
    scores.add(
        test.title(),
        ChipTruth.of(chip, EnumSet.of(MaskClass.WATER)),
        null,
        test.tells(chip),
        test.mask(chip));
    return scores.sections(null).stream()
        .filter(section -> section.key().equals("water"))
        .findFirst()
        .orElseThrow()
        .rows()
        .get(0)
        .values();
  }
}
