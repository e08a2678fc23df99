package silt.simulator;

import java.util.Optional;
import silt.scene.GranuleId;

/** Small countries for tests, each around the north-western corner of tile 60GVA. */
final class TinyWorlds {

  static final String S30 = "HLS.S30.T60GVA.2024037T222549.v2.0";
  static final String L30 = "HLS.L30.T60GVA.2024037T220733.v2.0";
  static final SunPosition MORNING = new SunPosition(45, 60);

  private TinyWorlds() {}

  /** With a river of 900 m and, where {@code reliefM} is over 0, mountains. */
  static World world(long seed, double reliefM) {
    return new World(
        seed,
        new WorldParameters(
            405_000,
            -4_406_000,
            8_000,
            8_000,
            1,
            1,
            900,
            reliefM,
            reliefM > 0 ? 0.7 : 0,
            0.05,
            0.3,
            0.3,
            20,
            200,
            0.006,
            0.012));
  }

  static SceneRecipe clear(String granule, World world, int size) {
    return under(Sky.clear(), granule, world, size);
  }

  static SceneRecipe under(Sky sky, String granule, World world, int size) {
    return new SceneRecipe(new GranuleId(granule), 1, world, size, sky, 9_000, Optional.empty());
  }

  static SceneRecipe withSwath(Swath swath, World world, int size) {
    return new SceneRecipe(
        new GranuleId(S30), 1, world, size, Sky.clear(), 9_000, Optional.of(swath));
  }

  static RenderedScene rendered(SceneRecipe recipe) {
    return new SceneRenderer(recipe, recipe.frame(), MORNING).render();
  }
}
