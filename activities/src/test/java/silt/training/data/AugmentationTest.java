package silt.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import silt.mask.MaskClass;

class AugmentationTest {

  private static final int SIDE = 96;
  private static final float LAND = 0.12f;

  private static Square clearLand() {
    Square square = new Square(SIDE, SIDE);
    square.take(PaintedChips.clear(SIDE, (int) (LAND * 10_000)), null, 0);
    return square;
  }

  private static Square augmented(Augmentation how, Spectra spectra, long seed) {
    Square square = clearLand();
    how.apply(square, spectra, new SplittableRandom(seed));
    return square;
  }

  @Test
  void pastedCloudIsBrightAndItsShadowDarkAndBothAreTold() {
    int clouds = 0;
    int shadows = 0;
    for (int seed = 0; seed < 30; seed++) {
      Square square = augmented(Augmentation.NONE.pasting(1, 0), Spectra.NONE, seed);
      for (int i = 0; i < SIDE * SIDE; i++) {
        float nir = square.bands[3][i];
        if (square.truth(MaskClass.CLOUD, i) == 1) {
          clouds++;
          assertThat(square.truth(MaskClass.CLOUD_SHADOW, i)).isEqualTo(Chip.UNKNOWN);
        } else if (square.truth(MaskClass.CLOUD, i) == 0
            && square.truth(MaskClass.CLOUD_SHADOW, i) == 1) {
          shadows++;
          assertThat(nir).isLessThan(0.8f * LAND + 0.03f * 0.7f);
        } else if (square.truth(MaskClass.CLOUD, i) == 0
            && square.truth(MaskClass.CLOUD_SHADOW, i) == 0) {
          assertThat(nir).isBetween(LAND * 0.95f, LAND + 0.03f);
        }
      }
    }
    assertThat(clouds).isGreaterThan(30 * SIDE * SIDE / 30);
    assertThat(shadows).isGreaterThan(30 * SIDE * SIDE / 60);
  }

  @Test
  void waterUnderOpaqueCloudIsNoLongerKnown() {
    for (int seed = 0; seed < 10; seed++) {
      Square square = augmented(Augmentation.NONE.pasting(1, 0), Spectra.NONE, seed);
      for (int i = 0; i < SIDE * SIDE; i++) {
        if (square.bands[0][i] > 0.45f) {
          assertThat(square.truth(MaskClass.WATER, i)).isEqualTo(Chip.UNKNOWN);
          assertThat(square.truth(MaskClass.CLOUD, i)).isEqualTo((byte) 1);
        }
      }
    }
  }

  @Test
  void realSpectraArePastedWhereThereAreAny() {
    float[] violet = {1.2f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f};
    Spectra spectra = new Spectra(List.of(violet), List.of(), List.of());
    boolean seen = false;
    for (int seed = 0; seed < 10; seed++) {
      Square square = augmented(Augmentation.NONE.pasting(1, 0), spectra, seed);
      for (int i = 0; i < SIDE * SIDE; i++) {
        seen |= square.bands[0][i] > 0.6f && square.bands[2][i] < 0.2f;
      }
    }
    assertThat(seen).isTrue();
  }

  @Test
  void whatIsCloudyAlreadyGetsNoMore() {
    Square square = new Square(SIDE, SIDE);
    square.take(PaintedChips.halfCloud(SIDE), null, 0);
    Augmentation.NONE.pasting(1, 0).apply(square, Spectra.NONE, new SplittableRandom(1));
    for (int i = 0; i < SIDE * SIDE; i++) {
      assertThat(square.bands[0][i]).isEqualTo(i % SIDE < SIDE / 2 ? 0.04f : 0.6f);
    }
  }

  @Test
  void snowLiesOnGroundKnownToBeNeitherWaterNorCloud() {
    int snowy = 0;
    for (int seed = 0; seed < 10; seed++) {
      Square square = clearLand();
      for (int i = 0; i < SIDE; i++) {
        square.tell(MaskClass.WATER, i, (byte) 1);
      }
      Augmentation.NONE.pasting(0, 1).apply(square, Spectra.NONE, new SplittableRandom(seed));
      for (int i = 0; i < SIDE * SIDE; i++) {
        boolean snow = square.truth(MaskClass.SNOW_ICE, i) == 1;
        snowy += snow ? 1 : 0;
        assertThat(i < SIDE && snow).isFalse();
        if (snow) {
          assertThat(square.bands[0][i]).isGreaterThan(2 * LAND);
        }
      }
    }
    assertThat(snowy).isPositive();
  }

  @Test
  void aCutTakesDataAndTruthTogether() {
    int cut = 0;
    for (int seed = 0; seed < 10; seed++) {
      Square square = augmented(new Augmentation(0, 0, 0, 0, 1, 1), Spectra.NONE, seed);
      for (int i = 0; i < SIDE * SIDE; i++) {
        cut += square.valid(i) ? 0 : 1;
        assertThat(square.truth(MaskClass.CLOUD, i) == Chip.UNKNOWN).isEqualTo(!square.valid(i));
      }
    }
    assertThat(cut).isBetween(10 * SIDE, 5 * SIDE * SIDE);
  }

  @Test
  void lightChangesReflectanceWithinWhatSensorsDo() {
    double sum = 0;
    for (int seed = 0; seed < 200; seed++) {
      Square square = augmented(new Augmentation(1, 0, 0, 0, 0, 0), Spectra.NONE, seed);
      float nir = square.bands[3][0];
      assertThat(nir).isBetween(0.05f, 0.25f).isEqualTo(square.bands[3][99]);
      sum += nir;
    }
    assertThat(sum / 200).isBetween(0.11, 0.14);
  }

  @Test
  void aTeacherIsNotBelievedAboutWhatWasPastedOver() {
    Square square = new Square(SIDE, SIDE);
    byte[][] told = new byte[5][SIDE * SIDE];
    square.take(PaintedChips.clear(SIDE, 1200), new SoftLabels(told), 0);
    Augmentation.NONE.pasting(1, 0).apply(square, Spectra.NONE, new SplittableRandom(4));
    for (int i = 0; i < SIDE * SIDE; i++) {
      if (square.truth(MaskClass.CLOUD, i) == 1) {
        assertThat(square.soft[MaskClass.CLOUD.ordinal()][i]).isEqualTo(Chip.UNKNOWN);
      }
    }
  }

  @Test
  void sharesOverOneAreRefused() {
    assertThatThrownBy(() -> new Augmentation(1, 0, 1.5, 0, 0, 0))
        .hasMessageContaining("0 to 1, not 1.5");
  }
}
