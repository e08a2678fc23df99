package silt.training.judge.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import silt.mask.MaskClass;
import silt.scene.Band;
import silt.training.data.Chip;
import silt.training.data.PaintedChips;

class TreesTest {

  private static final int SIDE = 24;

  @TempDir private Path home;

  private static Ground halfCloud() {
    return new Ground(PaintedChips.halfCloud(SIDE), null);
  }

  private static Trees fitted(Features features) {
    return Trees.fit(
        features, EnumSet.allOf(MaskClass.class), List.of(halfCloud()), List.of(halfCloud()), 1);
  }

  @ParameterizedTest
  @EnumSource(Features.class)
  void theyLearnWhatParts(Features features) {
    try (Trees trees = fitted(features)) {
      byte[] flags = trees.mask(halfCloud());
      for (int i = 0; i < flags.length; i++) {
        assertThat(flags[i]).isEqualTo((byte) (i % SIDE >= SIDE / 2 ? MaskClass.CLOUD.flag() : 0));
      }
    }
  }

  @Test
  void aClassThatIsShownOneWayOnlyIsNotTold() {
    try (Trees trees = fitted(Features.PIXEL)) {
      assertThat(trees.classes()).containsExactly(MaskClass.CLOUD);
    }
  }

  @Test
  void keptTreesSayTheSame() {
    try (Trees trees = fitted(Features.PIXEL)) {
      trees.keep(home);
      try (Trees again = Trees.kept(Features.PIXEL, home).orElseThrow()) {
        assertThat(again.mask(halfCloud())).isEqualTo(trees.mask(halfCloud()));
      }
    }
  }

  @Test
  void aFolderThatIsHalfWrittenIsNotTaken() throws Exception {
    Files.writeString(home.resolve("cloud.ubj"), "half");
    assertThat(Trees.kept(Features.PIXEL, home)).isEmpty();
  }

  @Test
  void aPixelWithoutDataIsNoData() {
    Chip chip = PaintedChips.halfCloud(SIDE);
    chip.bands()[0][3] = Band.REFLECTANCE_NODATA;
    try (Trees trees = fitted(Features.PIXEL)) {
      assertThat(trees.mask(new Ground(chip, null))[3] & 0xff).isEqualTo(MaskClass.NODATA);
    }
  }

  @Test
  void theNeighbourhoodIsMeanAndSpreadOfItsPixels() {
    Chip chip = PaintedChips.clear(SIDE, 1000);
    chip.bands()[0][5 * SIDE + 5] = 1900;
    float[] all = Features.CONTEXT.of(new Ground(chip, null));
    int count = Features.CONTEXT.count();
    int own = Features.PIXEL.count();

    // blue over 3 x 3: eight of 0.1 and one of 0.19
    int beside = (5 * SIDE + 6) * count + own;
    assertThat(all[beside]).isCloseTo(0.11f, within(1e-5f));
    double spread = Math.sqrt((8 * 0.01 * 0.01 + 0.08 * 0.08) / 9);
    assertThat((double) all[beside + 1]).isCloseTo(spread, within(1e-5));
    assertThat(all[count - 1]).isNaN();
  }

  @Test
  void aSlopeIsRiseOverRunAcrossTwoPixels() {
    float[] metres = new float[9];
    for (int i = 0; i < 9; i++) {
      metres[i] = i % 3 * 30;
    }
    float[] tangent = Slope.tangent(metres, 3, 3);
    assertThat(tangent[4]).isEqualTo(1f);
    assertThat(tangent[0]).isNaN();
  }

  @Test
  void theThresholdNearestToAHalfIsTakenOfTheBest() {
    BestThreshold best = new BestThreshold();
    for (int i = 0; i < 100; i++) {
      best.add(0.3f, true);
      best.add(0.12f, false);
    }
    // any from 0.15 to 0.25 parts them; 0.3 itself is not over 0.3
    assertThat(best.chosen()).isEqualTo(0.25f);
  }
}
