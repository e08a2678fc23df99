package silt.simulator;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import silt.scene.GranuleId;
import silt.scene.Sensor;

/**
 * Draws small worlds and what one pass sees of them, for chips.
 *
 * <p>Chips to train on and chips to judge by come from different seeds and from different ranges of
 * terrain, water and sky, so that a network that learned the simulator's habits is found out.
 */
final class Scenery {

  /** What chips are for. */
  enum Purpose {
    TRAIN(0x51A7L, 300, 2_600, 0.006, 0.0105, 4, 700, 0.02, 1.0),
    JUDGE(0xC0DEL, 600, 3_200, 0.0075, 0.012, 3, 900, 0.03, 0.8);

    final long seedSpace;
    final double reliefLow;
    final double reliefHigh;
    final double backscatterLow;
    final double backscatterHigh;
    final double sscLow;
    final double sscHigh;
    final double haze;
    final double cloudScale;

    Purpose(
        long seedSpace,
        double reliefLow,
        double reliefHigh,
        double backscatterLow,
        double backscatterHigh,
        double sscLow,
        double sscHigh,
        double haze,
        double cloudScale) {
      this.seedSpace = seedSpace;
      this.reliefLow = reliefLow;
      this.reliefHigh = reliefHigh;
      this.backscatterLow = backscatterLow;
      this.backscatterHigh = backscatterHigh;
      this.sscLow = sscLow;
      this.sscHigh = sscHigh;
      this.haze = haze;
      this.cloudScale = cloudScale;
    }
  }

  private static final double ANCHOR_X = 450_000;
  private static final double ANCHOR_Y = -4_450_000;
  private static final double EXTENT_M = 14_000;

  private Scenery() {}

  static World world(Purpose purpose, long seed, int site) {
    long own = Dice.seed(Dice.seed(purpose.seedSpace, seed), site);
    Dice dice = new Dice(own);
    boolean alpine = dice.chance(0.4);
    double low = dice.logBetween(purpose.sscLow, purpose.sscHigh / 4);
    return new World(
        own,
        new WorldParameters(
            ANCHOR_X,
            ANCHOR_Y,
            EXTENT_M,
            EXTENT_M,
            1 + dice.below(2),
            2,
            dice.logBetween(120, 1_500),
            dice.between(purpose.reliefLow, purpose.reliefHigh) * (alpine ? 1 : 0.5),
            alpine ? dice.between(0.6, 0.97) : dice.between(0, 0.4),
            dice.chance(0.6) ? dice.between(0.01, 0.2) : 0,
            dice.between(0.05, 0.6),
            dice.between(0.05, 0.8),
            low,
            low * dice.between(1.5, 4),
            purpose.backscatterLow,
            purpose.backscatterHigh));
  }

  /** A date, a sensor and a sky; clear, broken and overcast all come up. */
  static SceneRecipe pass(Purpose purpose, World world, int number, Frame frame) {
    Dice dice = new Dice(world.seed(900 + number));
    Sensor sensor = dice.chance(0.5) ? Sensor.S30 : Sensor.L30;
    String date =
        LocalDate.of(2022, 1, 1)
            .plusDays(dice.below(1_000))
            .format(DateTimeFormatter.ofPattern("yyyyDDD"));
    double kind = dice.unit();
    double cloud =
        kind < 0.35 ? 0 : kind < 0.85 ? dice.between(0.05, 0.45) : dice.between(0.45, 0.85);
    Sky sky =
        new Sky(
            cloud * purpose.cloudScale,
            dice.chance(0.3) ? dice.between(0.05, 0.4) : 0,
            dice.unit() * dice.unit() * purpose.haze,
            dice.unit() * dice.unit() * 0.02);
    double relief = world.parameters().reliefM();
    double snowLine = dice.chance(0.45) ? dice.between(0.05, 0.9) * Math.max(300, relief) : 9_000;
    return new SceneRecipe(
        new GranuleId("HLS." + sensor + ".T60GVA." + date + "T222549.v2.0"),
        1,
        world,
        frame.width(),
        sky,
        snowLine,
        dice.chance(0.06)
            ? Optional.of(
                new Swath(
                    frame.x(dice.between(0.2, 0.8) * frame.width()),
                    frame.y(0.5 * frame.height()),
                    dice.chance(0.5)))
            : Optional.empty());
  }

  /** High and low sun of a morning, of either hemisphere. */
  static SunPosition sun(World world, int number) {
    Dice dice = new Dice(world.seed(950 + number));
    double zenith = dice.chance(0.4) ? dice.between(60, 78) : dice.between(22, 60);
    return new SunPosition(zenith, dice.chance(0.5) ? dice.between(25, 85) : dice.between(95, 170));
  }

  /** Where to look: mostly on a river in the plains, mostly elsewhere in the mountains. */
  static Frame frame(World world, int number, int size) {
    Dice dice = new Dice(world.seed(970 + number));
    double side = size * Frame.PIXEL_M;
    WorldParameters p = world.parameters();
    double x = p.anchorX() + dice.between(-0.8, 0.8) * p.extentX();
    double y = p.anchorY() + dice.between(-0.8, 0.8) * p.extentY();
    List<River> rivers = RiverNetwork.of(world).rivers();
    double onRiver = p.mountainShare() > 0.5 ? 0.35 : 0.75;
    if (dice.chance(onRiver) && !rivers.isEmpty()) {
      River river = rivers.get(dice.below(rivers.size()));
      int vertex = dice.below(river.vertices());
      x = river.x()[vertex] + dice.between(-0.3, 0.3) * side;
      y = river.y()[vertex] + dice.between(-0.3, 0.3) * side;
    }
    return Frame.at(x - side / 2, y + side / 2, size, size);
  }
}
