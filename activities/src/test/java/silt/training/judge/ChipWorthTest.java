package silt.training.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import silt.training.data.Chip;

class ChipWorthTest {

  @Test
  void onlyKnownPixelsCountOnEitherSide() {
    byte[] truth = {1, 1, 1, 0, 0, Chip.UNKNOWN, Chip.UNKNOWN};
    boolean[] called = {true, true, false, true, false, true, false};
    float[] mgL = {10, 30, 500, 90, 700, 9000, 9000};

    ChipWorth.Worth worth = ChipWorth.worth(called, truth, mgL);

    assertThat(worth.pixels()).isEqualTo(3);
    assertThat(worth.falsePixels()).isEqualTo(1);
    assertThat(worth.missedPixels()).isEqualTo(1);
    assertThat(worth.medianMgL()).isEqualTo(30);
    assertThat(worth.meanMgL()).isEqualTo((10 + 30 + 90) / 3.0);
  }

  @Test
  void aMaskThatFindsNothingHasNoValue() {
    ChipWorth.Worth none = ChipWorth.worth(new boolean[2], new byte[] {1, 0}, new float[] {5, 5});
    assertThat(none.medianMgL()).isNaN();
    assertThat(none.meanMgL()).isNaN();
    assertThat(none.missedPixels()).isEqualTo(1);
  }

  @Test
  void pixelsWithoutAValueAreNoZero() {
    ChipWorth.Worth worth =
        ChipWorth.worth(new boolean[] {true, true}, new byte[] {1, 1}, new float[] {Float.NaN, 8});
    assertThat(worth.pixels()).isEqualTo(2);
    assertThat(worth.meanMgL()).isEqualTo(8);
  }
}
