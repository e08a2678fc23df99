package silt.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SscScaleTest {

  @Test
  void aScaleIsRoundedOutwardsToOneTwoOrFive() {
    assertThat(SscScale.covering(new float[] {3.4f, 20, 61}))
        .isEqualTo(new SscScale(2, 100))
        .satisfies(
            scale -> assertThat(scale.ticks()).containsExactly(2.0, 5.0, 10.0, 20.0, 50.0, 100.0));
  }

  @Test
  void oneOutlierDoesNotStretchTheScale() {
    float[] values = new float[1000];
    Arrays.fill(values, 30);
    values[7] = 40_000;
    assertThat(SscScale.covering(values)).isEqualTo(new SscScale(20, 50));
  }

  @Test
  void aSceneOfOneConcentrationStillHasAScale() {
    assertThat(SscScale.covering(new float[] {20})).isEqualTo(new SscScale(20, 50));
  }

  @Test
  void withoutAnyWaterThereIsAScaleAllTheSame() {
    assertThat(SscScale.covering(new float[0])).isEqualTo(new SscScale(1, 100));
  }

  @Test
  void colourGoesByTheLogarithmAndStopsAtTheEnds() {
    SscScale scale = new SscScale(1, 100);
    assertThat(scale.position(10)).isEqualTo(0.5);
    assertThat(scale.rgb(0.1)).isEqualTo(scale.rgb(1)).isEqualTo(0x440154);
    assertThat(scale.rgb(5000)).isEqualTo(scale.rgb(100)).isEqualTo(0xfde725);
  }

  @Test
  void aScaleThatEndsBeforeItBeginsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SscScale(5, 5))
        .withMessageContaining("5.0");
  }
}
