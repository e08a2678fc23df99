package silt.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogScalingTest {

  @Test
  void theTableHoldsTheFormulaForStoredValues() {
    float[] table = LogScaling.STANDARD.table();

    // (ln(0.1 + 0.04) + 2) / 0.8
    assertThat(table[1000]).isCloseTo(0.0424f, within(1e-3f));
    assertThat(table[-200 & 0xffff]).isEqualTo(LogScaling.STANDARD.of(-0.02));
  }

  @Test
  void valuesBeyondTheEndsAreHeld() {
    assertThat(LogScaling.STANDARD.of(-0.5)).isEqualTo(LogScaling.STANDARD.of(-0.03));
    assertThat(LogScaling.STANDARD.of(5)).isEqualTo(LogScaling.STANDARD.of(1.6));
  }

  @Test
  void anOffsetThatLeavesTheLogarithmIsRefused() {
    assertThatThrownBy(() -> new LogScaling(0.02, -0.03, 1.6, -2, 0.8))
        .hasMessageContaining("offset 0.02");
  }
}
