package silt.sediment.regressors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import silt.scene.Band;

/** What holds whatever the mathematics. */
class EveryEngineTest {

  private static final int SAID_OF_VALUES = 0b11111;

  private static final List<SscModel> MODELS =
      WeightsFileTest.engines()
          .map(WeightsFileTest::whole)
          .map(
              whole ->
                  SscModels.of(
                      new SscWeights(
                          whole.model(),
                          whole.validRange(),
                          new SscWeights.Bounds(0.1, 5000),
                          null,
                          whole.interval(),
                          whole.familiarity())))
          .toList();

  /** Any integers that a file can hold, nodata often among them. */
  private static Water anything(long seed) {
    Random random = new Random(seed);
    Water water = Water.random(200, seed);
    for (Band band : List.of(Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2)) {
      int[] stored = new int[water.pixels()];
      for (int i = 0; i < stored.length; i++) {
        stored[i] =
            switch (random.nextInt(8)) {
              case 0 -> Band.REFLECTANCE_NODATA;
              case 1 -> random.nextInt(1 << 16) + Short.MIN_VALUE;
              case 2 -> random.nextBoolean() ? Short.MAX_VALUE : Short.MIN_VALUE;
              case 3 -> random.nextInt(3) - 1;
              default -> random.nextInt(2000);
            };
      }
      water.with(band, stored);
    }
    return water;
  }

  @Property(tries = 60)
  void aPixelHasAValueExactlyWhereEveryBandHas(@ForAll long seed) {
    Water water = anything(seed);
    for (SscModel model : MODELS) {
      short[][] bands = water.bands(model);
      SscPixels said = water.asked(model);
      for (int i = 0; i < water.pixels(); i++) {
        boolean missing = false;
        for (short[] band : bands) {
          missing |= band[i] == Band.REFLECTANCE_NODATA;
        }
        assertThat(Float.isNaN(said.mgL[i])).isEqualTo(missing);
        assertThat(said.flags[i] != 0 && missing).isFalse();
      }
    }
  }

  @Property(tries = 60)
  void aValueLiesWithinItsBoundsAndItsIntervalAndSaysWhatIsOdd(@ForAll long seed) {
    Water water = anything(seed);
    for (SscModel model : MODELS) {
      SscPixels said = water.asked(model);
      for (int i = 0; i < water.pixels(); i++) {
        if (Float.isNaN(said.mgL[i])) {
          continue;
        }
        float value = said.mgL[i];
        int flags = said.flags[i];
        assertThat(value).isBetween(0.1f, 5000f);
        assertThat(said.lowMgL[i]).isPositive().isLessThanOrEqualTo(value);
        assertThat(said.highMgL[i]).isFinite().isGreaterThanOrEqualTo(value);
        assertThat(flags & ~SAID_OF_VALUES).isZero();
        assertThat(PixelFlag.BELOW_RANGE.in(flags)).isEqualTo(value < model.validRange().lowMgL());
        assertThat(PixelFlag.ABOVE_RANGE.in(flags)).isEqualTo(value > model.validRange().highMgL());
        if (value == 0.1f || value == 5000f) {
          assertThat(PixelFlag.AT_BOUND.in(flags)).isTrue();
        }
      }
    }
  }

  @Property(tries = 30)
  void aPixelIsTheSameInAnyCompany(@ForAll long seed) {
    Water water = anything(seed);
    for (SscModel model : MODELS) {
      SscPixels together = water.asked(model);
      boolean[] alone = new boolean[water.pixels()];
      int pixel = new Random(seed).nextInt(alone.length);
      alone[pixel] = true;
      SscPixels said = new SscPixels(alone.length);
      model.predict(water.bands(model), alone, said);
      assertThat(said.mgL[pixel]).isEqualTo(Float.valueOf(together.mgL[pixel]));
      assertThat(said.lowMgL[pixel]).isEqualTo(Float.valueOf(together.lowMgL[pixel]));
      assertThat(said.flags[pixel]).isEqualTo(together.flags[pixel]);
    }
  }
}
