package silt.mask;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaskCountsTest {

  private static final byte NODATA = (byte) MaskClass.NODATA;

  @Test
  void clearWaterIsWaterAndNothingElse() {
    MaskCounts counts = MaskCounts.of(new byte[] {1, 1, 1 | 2, 1 | 4, 1 | 16, 8, 0, NODATA});

    assertThat(counts).isEqualTo(new MaskCounts(7, 5, 1, 1, 1, 1, 2));
  }

  @Test
  void tagsBringTheCountsBack() {
    MaskCounts counts = MaskCounts.of(new byte[] {1, 2, 4, 8, 16, NODATA, 31});

    assertThat(MaskCounts.from(counts.tags())).isEqualTo(counts);
  }
}
