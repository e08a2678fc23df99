package silt.training.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.MaskClass;
import silt.training.data.Dataset;
import silt.training.data.PaintedChips;

class ClassScoresTest {

  @TempDir private Path home;

  private ChipTruth halfCloud() {
    Dataset dataset = PaintedChips.dataset(home.resolve("sky"), PaintedChips.halfCloud(8));
    return ChipTruth.of(
        JudgedChip.read(dataset, dataset.entries().get(0)), Set.of(MaskClass.CLOUD));
  }

  @Test
  void cloudIsCountedByTheTruthOfTheDataset() {
    byte[] flags = new byte[64];
    for (int i = 0; i < 64; i++) {
      // cloud is columns 4 to 7: says 3 to 5
      flags[i] = (byte) (i % 8 >= 3 && i % 8 <= 5 ? MaskClass.CLOUD.flag() : 0);
    }
    List<Double> figures = ClassScores.figures(halfCloud().counts(MaskClass.CLOUD, flags));

    assertThat(figures.get(0)).isCloseTo(2 * 16 / (2 * 16 + 8 + 16.0), within(1e-12));
    assertThat(figures.get(1)).isCloseTo(16 / 40.0, within(1e-12));
    assertThat(figures.get(2)).isCloseTo(16 / 24.0, within(1e-12));
    assertThat(figures.get(3)).isCloseTo(16 / 32.0, within(1e-12));
    assertThat(figures.get(4)).isCloseTo(8 / 32.0, within(1e-12));
  }

  @Test
  void aPixelWithoutDataIsSaidToBeNothing() {
    byte[] flags = new byte[64];
    Arrays.fill(flags, (byte) MaskClass.NODATA);

    Confusion counts = halfCloud().counts(MaskClass.CLOUD, flags);
    assertThat(counts.recall()).isZero();
    assertThat(counts.falseRate()).isZero();
  }

  @Test
  void whatTheTruthDoesNotKnowIsNotCounted() {
    ChipTruth truth = halfCloud();
    assertThat(truth.counts(MaskClass.SNOW_ICE, new byte[64]).pixels()).isZero();
    // water is known on the dark half alone, and all of that is water
    Confusion water = truth.counts(MaskClass.WATER, new byte[64]);
    assertThat(water.pixels()).isEqualTo(32);
    assertThat(water.positives()).isEqualTo(32);
  }

  @Test
  void aClassThatIsNowhereHasNoF1ButAFalseRate() {
    byte[] flags = new byte[64];
    flags[0] = (byte) MaskClass.CLOUD_SHADOW.flag();

    List<Double> figures = ClassScores.figures(halfCloud().counts(MaskClass.CLOUD_SHADOW, flags));
    assertThat(figures.get(0)).isNaN();
    assertThat(figures.get(4)).isCloseTo(1 / 64.0, within(1e-12));
  }
}
