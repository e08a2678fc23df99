package silt.sediment.regressors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {

  private static final Interval WIDER_ABOVE =
      new Interval(
          0.8, new double[] {1, 3, 4}, new double[] {-1, -0.5, -2}, new double[] {0.5, 1, 3}, 1);

  @Test
  void quantilesRunInStraightLinesBetweenKnotsAndStayBeyond() {
    assertThat(WIDER_ABOVE.low(-5)).isEqualTo(-1);
    assertThat(WIDER_ABOVE.low(1)).isEqualTo(-1);
    assertThat(WIDER_ABOVE.low(2)).isCloseTo(-0.75, within(1e-12));
    assertThat(WIDER_ABOVE.high(3)).isEqualTo(1);
    assertThat(WIDER_ABOVE.high(3.5)).isCloseTo(2, within(1e-12));
    assertThat(WIDER_ABOVE.high(9)).isEqualTo(3);
  }

  @Test
  void oneKnotIsTheSameEverywhere() {
    Interval constant = new Interval(0.8, new double[] {2}, new double[] {-1}, new double[] {1}, 1);
    assertThat(constant.low(-3)).isEqualTo(-1);
    assertThat(constant.high(7)).isEqualTo(1);
  }

  @Test
  void anIntervalThatDoesNotHoldItsValueIsRefused() {
    assertThatThrownBy(
            () -> new Interval(0.8, new double[] {0}, new double[] {0.1}, new double[] {1}, 1))
        .hasMessageContaining("low <= 0 <= high");
    assertThatThrownBy(
            () ->
                new Interval(
                    0.8, new double[] {2, 2}, new double[] {-1, -1}, new double[] {1, 1}, 1))
        .hasMessageContaining("must rise");
    assertThatThrownBy(
            () -> new Interval(80, new double[] {0}, new double[] {-1}, new double[] {1}, 1))
        .hasMessage("coverage must be within 0..1, not 80.0");
    assertThatThrownBy(
            () -> new Interval(0.8, new double[] {0}, new double[] {-1}, new double[] {1}, 0.5))
        .hasMessageContaining("unfamiliarFactor");
    assertThatThrownBy(
            () -> new Interval(0.8, new double[] {0}, new double[] {-1, -1}, new double[] {1}, 1))
        .hasMessage("low must be 1 numbers, not 2");
  }
}
