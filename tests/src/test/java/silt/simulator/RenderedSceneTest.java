package silt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import silt.scene.Band;

class RenderedSceneTest {

  private static final int WATER_ONLY = TruthFlags.WATER;

  @Test
  void neighbouringFramesAgreeWhereTheyOverlap() {
    World world = TinyWorlds.world(5, 1_200);
    SceneRecipe recipe =
        TinyWorlds.under(new Sky(0.3, 0.2, 0.01, 0.004), TinyWorlds.S30, world, 366);
    Frame west = new Frame(13_332, 146_700, 200, 180);
    Frame east = new Frame(13_332 + 80, 146_700 + 60, 200, 180);
    RenderedScene a = new SceneRenderer(recipe, west, TinyWorlds.MORNING).render();
    RenderedScene b = new SceneRenderer(recipe, east, TinyWorlds.MORNING).render();

    int worst = 0;
    int flagsApart = 0;
    for (int r = 0; r < 120; r++) {
      for (int c = 0; c < 120; c++) {
        int i = (r + 60) * 200 + c + 80;
        int j = r * 200 + c;
        for (int band = 0; band < a.values.length; band++) {
          worst = Math.max(worst, Math.abs(a.values[band][i] - b.values[band][j]));
        }
        flagsApart += a.truth[i] == b.truth[j] ? 0 : 1;
      }
    }

    assertThat(worst).isLessThanOrEqualTo(2);
    assertThat(flagsApart).isZero();
  }

  @Test
  void cloudShadowLiesAwayFromTheSun() {
    World flat = TinyWorlds.world(6, 0);
    SceneRecipe recipe = TinyWorlds.under(new Sky(0.15, 0, 0.003, 0), TinyWorlds.S30, flat, 300);
    RenderedScene scene = TinyWorlds.rendered(recipe);

    int away = 0;
    int towards = 0;
    int steps = 0;
    for (int shift = 20; shift <= 200; shift += 5) {
      int dx = (int) Math.round(shift * TinyWorlds.MORNING.east());
      int dy = (int) Math.round(-shift * TinyWorlds.MORNING.north());
      away = Math.max(away, cloudsThatMeetShadow(scene, -dx, -dy));
      towards = Math.max(towards, cloudsThatMeetShadow(scene, dx, dy));
      steps++;
    }

    assertThat(steps).isPositive();
    assertThat(scene.shareOf(TruthFlags.CLOUD)).isBetween(0.02, 0.5);
    assertThat(away).isGreaterThan(3 * towards / 2).isGreaterThan(500);
  }

  private static int cloudsThatMeetShadow(RenderedScene scene, int dx, int dy) {
    int width = scene.frame.width();
    int met = 0;
    for (int r = 0; r < scene.frame.height(); r++) {
      for (int c = 0; c < width; c++) {
        int there = r + dy;
        int across = c + dx;
        if (there >= 0
            && across >= 0
            && there < scene.frame.height()
            && across < width
            && (scene.truth[r * width + c] & TruthFlags.CLOUD) != 0
            && (scene.truth[there * width + across] & TruthFlags.CLOUD_SHADOW) != 0) {
          met++;
        }
      }
    }
    return met;
  }

  @Test
  void pixelsOutsideTheSwathAreNodataInEveryBandAndInTheTruth() {
    World world = TinyWorlds.world(7, 0);
    Swath swath = new Swath(402_000, -4_402_000, true);
    SceneRecipe recipe = TinyWorlds.withSwath(swath, world, 150);
    RenderedScene scene = TinyWorlds.rendered(recipe);

    assertThat(scene.coverage()).isBetween(0.2, 0.8);
    for (int i = 0; i < scene.truth.length; i++) {
      boolean seen = swath.sees(scene.frame.x(i % 150), scene.frame.y(Math.floorDiv(i, 150)));
      for (short[] band : scene.values) {
        assertThat(band[i] != Band.REFLECTANCE_NODATA).isEqualTo(seen);
      }
      assertThat((scene.truth[i] & 0xff) != TruthFlags.NODATA).isEqualTo(seen);
      assertThat(seen || Float.isNaN(scene.sscMgL[i])).isTrue();
    }
  }

  @Test
  void sedimentIsTrueExactlyWhereWaterIs() {
    RenderedScene scene =
        TinyWorlds.rendered(TinyWorlds.clear(TinyWorlds.S30, TinyWorlds.world(8, 0), 300));

    assertThat(scene.shareOf(TruthFlags.WATER)).isGreaterThan(0.01);
    for (int i = 0; i < scene.truth.length; i++) {
      assertThat(!Float.isNaN(scene.sscMgL[i])).isEqualTo((scene.truth[i] & TruthFlags.WATER) != 0);
    }
  }

  @Test
  void bothSensorsSeeNearlyTheSameWater() {
    World world = TinyWorlds.world(8, 0);
    RenderedScene s30 = TinyWorlds.rendered(TinyWorlds.clear(TinyWorlds.S30, world, 300));
    RenderedScene l30 = TinyWorlds.rendered(TinyWorlds.clear(TinyWorlds.L30, world, 300));

    double red = median(s30, SensorBand.RED) / median(l30, SensorBand.RED);
    double nir = median(s30, SensorBand.NIR) / median(l30, SensorBand.NIR);

    assertThat(red).isBetween(0.85, 1.15);
    assertThat(nir).isBetween(0.8, 1.25);
  }

  @Test
  void anotherPassOverTheSameWorldHasOtherCloudsAndOtherSediment() {
    World world = TinyWorlds.world(8, 0);
    Sky sky = new Sky(0.3, 0, 0.003, 0.002);
    RenderedScene one = TinyWorlds.rendered(TinyWorlds.under(sky, TinyWorlds.S30, world, 120));
    RenderedScene other =
        TinyWorlds.rendered(
            TinyWorlds.under(sky, "HLS.S30.T60GVA.2024057T222549.v2.0", world, 120));

    assertThat(one.opacity).isNotEqualTo(other.opacity);
    assertThat(one.waterShare).isEqualTo(other.waterShare);
  }

  private static double median(RenderedScene scene, int spectrum) {
    short[] values = scene.ofSpectrum(spectrum);
    int[] water = new int[values.length];
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      if (scene.truth[i] == WATER_ONLY && (scene.waterShare[i] & 0xff) == 200) {
        water[n++] = values[i];
      }
    }
    Arrays.sort(water, 0, n);
    return water[n / 2];
  }
}
