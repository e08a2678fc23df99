package silt.sediment.regressors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import silt.scene.Band;
import silt.sediment.regressors.Blend.Member;

class BlendTest {

  private static final Regressor RED = Published.NECHAD.weights().model();
  private static final Regressor NIR = Published.NECHAD_NIR.weights().model();

  @Test
  void membersSpeakByTheirWeightsInLogarithms() {
    Water water = Water.random(2000, 6);
    float[] red = water.asked(RED).mgL;
    float[] nir = water.asked(NIR).mgL;
    float[] both = water.asked(new Blend(List.of(new Member(3, RED), new Member(1, NIR)))).mgL;
    for (int i = 0; i < both.length; i++) {
      double expected = Math.pow(red[i], 0.75) * Math.pow(nir[i], 0.25);
      assertThat((double) both[i]).isCloseTo(expected, within(1e-5 * expected));
    }
  }

  @Test
  void itReadsWhatItsMembersRead() {
    assertThat(new Blend(List.of(new Member(1, NIR), new Member(1, RED))).bands())
        .containsExactly(Band.RED, Band.NIR);
  }

  @Test
  void theBoundOfOneMemberIsFlagged() {
    SscPixels said =
        Water.one()
            .with(Band.RED, 5000)
            .with(Band.NIR, 500)
            .asked(new Blend(List.of(new Member(1, RED), new Member(1, NIR))));
    assertThat(PixelFlag.AT_BOUND.in(said.flags[0])).isTrue();
  }

  @Test
  void aMemberWithoutWeightIsRefused() {
    assertThatThrownBy(() -> new Member(0, RED)).hasMessageContaining("over 0, not 0");
    assertThatThrownBy(() -> new Member("trees", 1, RED)).hasMessageContaining("engine nechad");
    assertThatThrownBy(() -> new Blend(List.of())).hasMessageContaining("one member");
  }
}
