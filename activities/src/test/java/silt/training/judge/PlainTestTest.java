package silt.training.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.MaskClass;
import silt.scene.Band;
import silt.training.data.Chip;
import silt.training.data.Dataset;
import silt.training.data.PaintedChips;

class PlainTestTest {

  @TempDir private Path home;

  @Test
  void otsuPartsTwoHeapsBetweenThem() {
    long[] histogram = new long[10];
    histogram[1] = 50;
    histogram[2] = 40;
    histogram[7] = 5;
    histogram[8] = 5;
    assertThat(Otsu.threshold(histogram)).isEqualTo(2);
  }

  @Test
  void otsuFindsNothingWhereAllIsAlike() {
    assertThat(Otsu.over(PaintedChips.clear(8, 1500), 1, 4)).containsOnly(false);
  }

  @Test
  void whatWasNotMeasuredIsNoData() {
    Chip chip = PaintedChips.clear(8, 1500);
    chip.bands()[3][5] = Band.REFLECTANCE_NODATA;
    JudgedChip judged = judged(chip);

    byte[] flags = PlainTest.NDWI.mask(judged);
    assertThat(flags[5] & 0xff).isEqualTo(MaskClass.NODATA);
    assertThat(flags[6]).isZero();
  }

  @Test
  void brightIsCloudAndDarkIsShadow() {
    byte[] flags = PlainTest.BRIGHT_DARK.mask(judged(PaintedChips.halfCloud(8)));

    assertThat(flags[7]).isEqualTo((byte) MaskClass.CLOUD.flag());
    assertThat(flags[0])
        .isEqualTo((byte) (MaskClass.CLOUD_SHADOW.flag() | MaskClass.TERRAIN_SHADE.flag()));
  }

  @Test
  void fmaskCannotBeAskedWhereItIsNot() {
    assertThat(PlainTest.FMASK.tells(judged(PaintedChips.halfCloud(8)))).isEmpty();
  }

  private JudgedChip judged(Chip chip) {
    Dataset dataset = PaintedChips.dataset(home.resolve("painted"), chip);
    return JudgedChip.read(dataset, dataset.entries().get(0));
  }
}
