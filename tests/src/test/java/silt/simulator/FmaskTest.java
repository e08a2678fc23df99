package silt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import silt.scene.GranuleId;

class FmaskTest {

  private static RenderedScene scene;
  private static byte[] fmask;

  @BeforeAll
  static void render() {
    World world = TinyWorlds.world(12, 0);
    Sky sky = new Sky(0.2, 0, 0.005, 0.002);
    SceneRecipe recipe =
        new SceneRecipe(
            new GranuleId(TinyWorlds.S30),
            1,
            world,
            366,
            sky,
            9_000,
            Optional.of(new Swath(408_000, -4_405_000, true)));
    scene = TinyWorlds.rendered(recipe);
    fmask = Fmask.of(scene, 3);
  }

  @Test
  void isFillExactlyWhereThereIsNoData() {
    for (int i = 0; i < fmask.length; i++) {
      assertThat((fmask[i] & 0xff) == Fmask.FILL)
          .isEqualTo((scene.truth[i] & 0xff) == TruthFlags.NODATA);
    }
  }

  @Test
  void missesAndAddsWaterAboutAsOftenAsRealOnes() {
    int water = 0;
    int missed = 0;
    int land = 0;
    int added = 0;
    for (int i = 0; i < fmask.length; i++) {
      int flags = fmask[i] & 0xff;
      if (flags == Fmask.FILL || (flags & (Fmask.CLOUD | Fmask.ADJACENT | Fmask.SHADOW)) != 0) {
        continue;
      }
      if (scene.truth[i] == TruthFlags.WATER) {
        water++;
        missed += (flags & Fmask.WATER) == 0 ? 1 : 0;
      } else if (scene.truth[i] == 0) {
        land++;
        added += (flags & Fmask.WATER) != 0 ? 1 : 0;
      }
    }
    assertThat(missed / (double) water).isBetween(0.001, 0.08);
    assertThat(added / (double) land).isBetween(0.002, 0.03);
  }

  @Test
  void adjacentSurroundsCloudAndShadowByFivePixelsAndNoMore() {
    int width = scene.frame.width();
    for (int i = 0; i < fmask.length; i++) {
      if ((fmask[i] & 0xff) == Fmask.FILL) {
        continue;
      }
      boolean adjacent = (fmask[i] & Fmask.ADJACENT) != 0;
      boolean obstacle = (fmask[i] & (Fmask.CLOUD | Fmask.SHADOW)) != 0;
      assertThat(adjacent).isEqualTo(!obstacle && obstacleWithin(i % width, i / width, width));
    }
  }

  private static boolean obstacleWithin(int column, int row, int width) {
    int reach = Fmask.ADJACENT_PIXELS;
    for (int r = Math.max(0, row - reach); r <= Math.min(width - 1, row + reach); r++) {
      for (int c = Math.max(0, column - reach); c <= Math.min(width - 1, column + reach); c++) {
        int flags = fmask[r * width + c] & 0xff;
        if (flags != Fmask.FILL && (flags & (Fmask.CLOUD | Fmask.SHADOW)) != 0) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void aerosolIsNeverClimatologyOnSeenPixels() {
    for (byte flags : fmask) {
      assertThat(flags & 0xc0).isNotZero();
    }
  }
}
