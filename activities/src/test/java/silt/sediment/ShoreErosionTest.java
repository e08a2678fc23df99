package silt.sediment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import silt.sediment.zones.Pixels;

class ShoreErosionTest {

  private static int kept(byte[] mask, int pixels) {
    int kept = 0;
    for (boolean wanted : ShoreErosion.clearWater(Pixels.grid(5, 5), mask, pixels)) {
      kept += wanted ? 1 : 0;
    }
    return kept;
  }

  private static byte[] lakeWithIsland() {
    byte[] mask = new byte[25];
    java.util.Arrays.fill(mask, (byte) 1);
    mask[0] = 0;
    return mask;
  }

  @Test
  void withoutErosionAllClearWaterIsMeasured() {
    assertThat(kept(lakeWithIsland(), 0)).isEqualTo(24);
  }

  @Test
  void waterBesideLandIsLeftOut() {
    assertThat(kept(lakeWithIsland(), 1)).isEqualTo(21);
  }

  @Test
  void cloudOverWaterAndTheEndOfTheSwathAreNoShore() {
    byte[] mask = lakeWithIsland();
    mask[0] = 0b101;
    mask[24] = (byte) 255;

    assertThat(kept(mask, 1)).isEqualTo(23);
  }
}
