package silt.simulator;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.scene.GranuleId;
import silt.scene.Sensor;

/**
 * Writes granules to judge sediment by: of many small countries, each seen by both sensors within
 * minutes, on a clear day and two days later through what stands in the way of real scenes (clouds
 * and their thin rims, cirrus, haze, glint), drawn over wider ranges than the sample archive's.
 */
@Command(
    name = "water-scenes",
    description = "Write granules of many waters, clear and hazy, by both sensors, with truth.")
public final class WaterScenes implements Callable<Integer> {

  private static final int DAYS_APART = 10;
  private static final String[] PASSES = {"220733", "222549"};

  @Option(names = "--out", required = true, description = "the archive's folder")
  private Path out;

  @Option(names = "--worlds", defaultValue = "8", description = "default: ${DEFAULT-VALUE}")
  private int worlds;

  @Option(names = "--size", defaultValue = "512", description = "pixels a side; default 512")
  private int size;

  @Option(names = "--seed", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
  private long seed;

  public static void main(String[] args) {
    System.exit(SimulatorProgram.of(new WaterScenes()).execute(args));
  }

  @Override
  public Integer call() {
    for (SceneRecipe recipe : recipes()) {
      if (!SceneGenerator.isComplete(recipe, out)) {
        SceneGenerator.write(recipe, out);
      }
      System.out.println(recipe.granule() + " " + recipe.sky());
    }
    return 0;
  }

  private List<SceneRecipe> recipes() {
    List<SceneRecipe> recipes = new ArrayList<>();
    for (int number = 0; number < worlds; number++) {
      World world = world(Dice.seed(Dice.seed(0x5EDL, seed), number));
      recipes.add(pass(world, number, 0, Sensor.L30, Sky.clear()));
      recipes.add(pass(world, number, 0, Sensor.S30, Sky.clear()));
      Sky sky = hazy(new Dice(world.seed(600)));
      recipes.add(pass(world, number, 2, Sensor.L30, sky));
      recipes.add(pass(world, number, 2, Sensor.S30, sky));
    }
    return recipes;
  }

  /** A country around the tile's north-western corner, rivers of all widths and loads. */
  private static World world(long own) {
    TileCorner corner = TileCorner.of("60GVA");
    Dice dice = new Dice(own);
    double low = dice.logBetween(3, 200);
    return new World(
        own,
        new WorldParameters(
            corner.west() + 6_000,
            corner.north() - 6_000,
            9_000,
            9_000,
            2,
            2,
            dice.logBetween(200, 1_500),
            dice.between(100, 1_500),
            dice.between(0, 0.5),
            dice.between(0.02, 0.15),
            dice.between(0.05, 0.6),
            dice.between(0.05, 0.8),
            low,
            low * dice.between(1.5, 4),
            0.006,
            0.0115));
  }

  private static Sky hazy(Dice dice) {
    return new Sky(
        dice.between(0, 0.4),
        dice.chance(0.5) ? dice.between(0.1, 0.6) : 0,
        dice.between(0.01, 0.03),
        dice.unit() * dice.unit() * 0.05);
  }

  private SceneRecipe pass(World world, int number, int later, Sensor sensor, Sky sky) {
    String day =
        LocalDate.of(2023, 1, 1)
            .plusDays((long) number * DAYS_APART + later)
            .format(DateTimeFormatter.ofPattern("yyyyDDD"));
    String granule = "HLS.%s.T60GVA.%sT%s.v2.0".formatted(sensor, day, PASSES[sensor.ordinal()]);
    return new SceneRecipe(new GranuleId(granule), 1, world, size, sky, 9_000, Optional.empty());
  }
}
