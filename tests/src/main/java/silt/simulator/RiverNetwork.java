package silt.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import silt.simulator.River.Confluence;

/**
 * The rivers of a world: great ones from west to east, tributaries that join them.
 *
 * <p>Courses are sine-generated curves (Langbein and Leopold 1966): the heading swings as a sine of
 * the distance, with a meander length of about eleven widths (Leopold and Wolman 1960), disturbed;
 * a weak pull keeps it in a valley that turns now and then.
 */
final class RiverNetwork {

  private static final double STEP_M = 90;
  private static final double NARROWEST_M = 60;
  private static final List<String> NAMES =
      List.of(
          "Aroha", "Tarn", "Whenua", "Moss", "Karaka", "Stone", "Raupo", "Long", "Totara", "Grey",
          "Kowhai", "Elder", "Matai", "Clay", "Rimu", "Heron", "Manuka", "Fern", "Toetoe", "Alder");

  private final List<River> rivers = new ArrayList<>();

  private RiverNetwork() {}

  static RiverNetwork of(World world) {
    RiverNetwork network = new RiverNetwork();
    WorldParameters p = world.parameters();
    for (int k = 0; k < p.trunks(); k++) {
      network.addTrunk(world, k, new Dice(world.seed(1000 + k)));
    }
    return network;
  }

  List<River> rivers() {
    return rivers;
  }

  private void addTrunk(World world, int k, Dice dice) {
    WorldParameters p = world.parameters();
    double lead = 6_000;
    // the first at 5.5 km from the northern edge, the others evenly below
    double spacing = (2 * p.extentY() - 11_000) / Math.max(1, p.trunks());
    double y = p.anchorY() + p.extentY() - Math.min(5_500, p.extentY()) - k * spacing;
    double widest = k == 0 ? p.widestM() : dice.between(0.45, 0.9) * p.widestM();
    double narrow = Math.max(NARROWEST_M, widest * dice.between(0.25, 0.5));
    Course course =
        course(
            dice,
            p.anchorX() - p.extentX() - lead,
            y,
            dice.between(-0.05, 0.05),
            2 * (p.extentX() + lead) * 2.6,
            p.anchorX() + p.extentX() + lead,
            k == 0 ? 2_500 : 0.3 * spacing,
            narrow,
            widest);
    int number = rivers.size();
    List<Confluence> confluences = new ArrayList<>();
    River trunk = river(number, course, dice, p, confluences);
    rivers.add(trunk);
    double reach = Math.max(3_000, Math.min(0.8 * spacing, 45_000));
    for (int j = 0; j < p.tributaries(); j++) {
      double place = (j + dice.between(0.25, 0.75)) / p.tributaries();
      int vertex = Math.min(trunk.vertices() - 3, Math.max(2, (int) (place * trunk.vertices())));
      int side = k == 0 || dice.chance(0.6) ? -1 : 1;
      confluences.add(addTributary(p, trunk, vertex, side, reach * dice.between(0.5, 1), dice));
    }
    confluences.sort((one, other) -> Integer.compare(one.vertex(), other.vertex()));
  }

  private Confluence addTributary(
      WorldParameters p, River trunk, int vertex, int side, double length, Dice dice) {
    double flow =
        Math.atan2(
            trunk.y()[vertex + 1] - trunk.y()[vertex - 1],
            trunk.x()[vertex + 1] - trunk.x()[vertex - 1]);
    double away = side * dice.between(1.3, 2.2);
    double mouth = Math.max(NARROWEST_M, 2 * trunk.halfWidth()[vertex] * dice.between(0.25, 0.7));
    Course upstream =
        course(
            dice,
            trunk.x()[vertex],
            trunk.y()[vertex],
            flow + away,
            length,
            Double.POSITIVE_INFINITY,
            2_500,
            mouth,
            NARROWEST_M);
    River tributary = river(rivers.size(), upstream.reversed(), dice, p, new ArrayList<>());
    rivers.add(tributary);
    double own = mouth * mouth;
    double main = Math.pow(2 * trunk.halfWidth()[vertex], 2);
    return new Confluence(vertex, side, own / (own + main), tributary);
  }

  private static River river(
      int number, Course course, Dice dice, WorldParameters p, List<Confluence> confluences) {
    double[] along = new double[course.x.length];
    for (int i = 1; i < along.length; i++) {
      along[i] =
          along[i - 1] + Math.hypot(course.x[i] - course.x[i - 1], course.y[i] - course.y[i - 1]);
    }
    String name = NAMES.get(number % NAMES.size());
    return new River(
        number,
        name + (number < NAMES.size() ? " River" : " River " + (1 + number / NAMES.size())),
        course.x,
        course.y,
        along,
        course.halfWidth,
        WaterType.river(dice, p),
        Math.log(dice.logBetween(p.sscLow(), p.sscHigh())),
        dice.between(-0.4, 0.8) / 100_000,
        confluences);
  }

  private record Course(double[] x, double[] y, double[] halfWidth) {
    Course reversed() {
      int n = x.length;
      Course back = new Course(new double[n], new double[n], new double[n]);
      for (int i = 0; i < n; i++) {
        back.x[i] = x[n - 1 - i];
        back.y[i] = y[n - 1 - i];
        back.halfWidth[i] = halfWidth[n - 1 - i];
      }
      return back;
    }
  }

  private static Course course(
      Dice dice,
      double x0,
      double y0,
      double direction,
      double length,
      double eastEnd,
      double roaming,
      double firstWidth,
      double lastWidth) {
    int most = Math.max(3, (int) (length / STEP_M));
    double[] x = new double[most];
    double[] y = new double[most];
    double[] half = new double[most];
    double phase = dice.between(0, 2 * Math.PI);
    double otherPhase = dice.between(0, 2 * Math.PI);
    double swing = dice.between(0.55, 1.15);
    double wander = 0;
    double widening = 0;
    double way = 0;
    double wayTarget = 0;
    x[0] = x0;
    y[0] = y0;
    half[0] = firstWidth / 2;
    int n = 1;
    while (n < most && x[n - 1] < eastEnd) {
      double done =
          Double.isInfinite(eastEnd) ? n / (double) most : (x[n - 1] - x0) / (eastEnd - x0);
      double width = firstWidth + (lastWidth - firstWidth) * Math.max(0, done);
      // every 12 km or so the valley turns to another side
      if (dice.chance(STEP_M / 12_000)) {
        wayTarget = dice.between(-roaming, roaming);
      }
      way += (wayTarget - way) * 0.01;
      wander = 0.985 * wander + 0.06 * dice.normal();
      widening = 0.97 * widening + 0.05 * dice.normal();
      double turn = 2 * Math.PI * STEP_M / Math.max(1_400, 11 * width);
      phase += turn * (1 + 0.6 * wander);
      otherPhase += turn * 0.37 * (1 - 0.5 * wander);
      double off =
          (y[n - 1] - y0) * Math.cos(direction) - (x[n - 1] - x0) * Math.sin(direction) - way;
      double pull = Math.max(-0.8, Math.min(0.8, -off / 4_000));
      double heading =
          direction
              + swing * Math.sin(phase) * (0.8 + 0.5 * Math.sin(otherPhase))
              + 0.45 * Math.sin(otherPhase)
              + 0.8 * wander
              + pull;
      x[n] = x[n - 1] + STEP_M * Math.cos(heading);
      y[n] = y[n - 1] + STEP_M * Math.sin(heading);
      half[n] =
          Math.max(NARROWEST_M, width * Math.exp(Math.max(-0.6, Math.min(0.5, widening)))) / 2;
      n++;
    }
    return new Course(Arrays.copyOf(x, n), Arrays.copyOf(y, n), Arrays.copyOf(half, n));
  }
}
