package silt.simulator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.scene.GranuleId;

/**
 * Fills a folder with what the sample archive serves: granules of two neighbouring tiles, both
 * sensors, February 2024, and the rivers and the region of that country.
 */
@Command(
    name = "sample-scenes",
    description = "Write the sample archive's granules, rivers and region; keep what is complete.")
public final class SampleScenes implements Callable<Integer> {

  @Option(names = "--out", required = true, description = "the archive's folder")
  private Path out;

  @Option(names = "--threads", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
  private int threads;

  @Option(
      names = "--small",
      paramLabel = "N",
      description = "instead, N granules of 366 x 366 pixels over many dates")
  private int small;

  public static void main(String[] args) {
    System.exit(SimulatorProgram.of(new SampleScenes()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    List<SceneRecipe> recipes = small > 0 ? small(small) : sample();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> jobs = new ArrayList<>();
      for (SceneRecipe recipe : recipes) {
        jobs.add(pool.submit(() -> make(recipe)));
      }
      for (Future<?> job : jobs) {
        job.get();
      }
    } finally {
      pool.shutdownNow();
    }
    SampleCountry.writeVectors(out, recipes.get(0).size());
    return 0;
  }

  private void make(SceneRecipe recipe) {
    if (SceneGenerator.isComplete(recipe, out)) {
      System.out.println(recipe.granule() + " is there");
      return;
    }
    long start = System.nanoTime();
    SceneGenerator.write(recipe, out);
    System.out.printf(
        "%s written in %.1f s%n", recipe.granule(), (System.nanoTime() - start) / 1e9);
  }

  /** The six granules of the quick start. */
  static List<SceneRecipe> sample() {
    World world = SampleCountry.world();
    Sky fair = new Sky(0.06, 0, 0.004, 0.002);
    Sky broken = new Sky(0.25, 0.15, 0.008, 0.004);
    Sky overcast = new Sky(0.93, 0.3, 0.012, 0.004);
    Sky hazy = new Sky(0.1, 0.1, 0.016, 0.006);
    Swath edge = new Swath(362_000, world.parameters().anchorY(), false);
    return List.of(
        whole(world, "HLS.S30.T60GVA.2024037T222549.v2.0", fair, Optional.empty()),
        whole(world, "HLS.S30.T60GUA.2024037T222549.v2.0", fair, Optional.of(edge)),
        whole(world, "HLS.L30.T60GVA.2024041T220733.v2.0", broken, Optional.empty()),
        whole(world, "HLS.L30.T60GUA.2024041T220733.v2.0", broken, Optional.empty()),
        whole(world, "HLS.S30.T60GVA.2024047T222549.v2.0", overcast, Optional.empty()),
        whole(world, "HLS.S30.T60GUA.2024052T222551.v2.0", hazy, Optional.empty()));
  }

  private static SceneRecipe whole(World world, String granule, Sky sky, Optional<Swath> swath) {
    return new SceneRecipe(new GranuleId(granule), 1, world, SceneRecipe.WHOLE, sky, 1_600, swath);
  }

  /** Small granules: a pass each second day from January 2024, of either sensor and tile. */
  static List<SceneRecipe> small(int count) {
    World world = SampleCountry.world();
    List<SceneRecipe> recipes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Dice dice = new Dice(world.seed(7_000 + i));
      int day = i / 4 * 2;
      String tile = (i & 1) == 0 ? "60GVA" : "60GUA";
      boolean landsat = (i & 2) != 0;
      String granule =
          "HLS.%s.T%s.%d%03dT%s.v2.0"
              .formatted(
                  landsat ? "L30" : "S30",
                  tile,
                  2024 + day / 364,
                  1 + day % 364,
                  landsat ? "220733" : "222549");
      Sky sky =
          dice.chance(0.15)
              ? new Sky(0.9, 0.2, 0.01, 0.004)
              : new Sky(dice.chance(0.5) ? dice.between(0, 0.4) : 0, 0, 0.005, 0.003);
      recipes.add(
          new SceneRecipe(new GranuleId(granule), 1, world, 366, sky, 1_600, Optional.empty()));
    }
    return recipes;
  }
}
