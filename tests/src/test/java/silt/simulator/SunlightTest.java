package silt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SunlightTest {

  private static final Frame FRAME = new Frame(13_400, 146_800, 160, 160);

  @Test
  void shadedGroundHasAHeightTowardsTheSunOrTurnsAwayFromIt() {
    World alps = TinyWorlds.world(9, 3_000);
    SunPosition low = new SunPosition(68, 50);
    Terrain terrain = terrain(alps, low);
    Sunlight light = new Sunlight(terrain, low);
    int shaded = 0;
    int explained = 0;
    float[] cosine = new float[160];
    float[] seen = new float[160];
    float[] slope = new float[160];
    for (int r = 0; r < 160; r++) {
      light.row(r, cosine, seen, slope);
      for (int c = 0; c < 160; c++) {
        if (seen[c] < 0.5f) {
          shaded++;
          explained += cosine[c] <= 0 || isHidden(terrain, c, r, low) ? 1 : 0;
        }
      }
    }
    assertThat(shaded).isGreaterThan(500);
    assertThat(explained / (double) shaded).isGreaterThan(0.97);
  }

  @Test
  void theSunOverheadLeavesNoShade() {
    World alps = TinyWorlds.world(9, 3_000);
    SunPosition overhead = new SunPosition(2, 50);
    Sunlight light = new Sunlight(terrain(alps, overhead), overhead);
    float[] seen = new float[160];
    for (int r = 0; r < 160; r++) {
      light.row(r, new float[160], seen, new float[160]);
      for (float share : seen) {
        assertThat(share).isGreaterThan(0.4f);
      }
    }
  }

  private static Terrain terrain(World world, SunPosition sun) {
    int pad = Sunlight.padFor(world.parameters(), sun.zenithDeg());
    return new Terrain(
        world, FRAME, pad, new RiverMap(FRAME, RiverNetwork.of(world).rivers(), pad));
  }

  /** Walks the straight line to the sun over the heights, by bilinear steps of half a pixel. */
  private static boolean isHidden(Terrain terrain, int column, int row, SunPosition sun) {
    double start = terrain.height(column, row);
    for (double step = 0.5; step < terrain.pad - 2; step += 0.5) {
      double x = column + step * sun.east();
      double y = row - step * sun.north();
      int c = (int) Math.floor(x);
      int r = (int) Math.floor(y);
      double u = x - c;
      double v = y - r;
      double ground =
          (1 - v) * ((1 - u) * terrain.height(c, r) + u * terrain.height(c + 1, r))
              + v * ((1 - u) * terrain.height(c, r + 1) + u * terrain.height(c + 1, r + 1));
      if (ground > start + step * Frame.PIXEL_M / sun.tanZenith() - 2) {
        if (step > 1 || ground > start + step * Frame.PIXEL_M / sun.tanZenith()) {
          return true;
        }
      }
    }
    return false;
  }
}
