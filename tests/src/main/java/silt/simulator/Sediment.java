package silt.simulator;

import java.time.Instant;
import java.util.List;
import silt.simulator.River.Confluence;
import silt.simulator.WaterOptics.Properties;

/**
 * The suspended sediment of a world's waters on a date: for a place, which waters mix there, in
 * what shares, and what SSC each brings.
 *
 * <p>A river carries its median, a trend downstream, a factor of the date and smooth variation.
 * Below a confluence the tributary's water keeps to its bank and mixes across with distance (60
 * widths for the most part).
 */
final class Sediment {

  private static final double LOWEST = Math.log(0.5);
  private static final double HIGHEST = Math.log(1_500);

  private final List<River> rivers;
  private final double[] lnDateFactor;
  private final Properties[] riverOptics;
  private final Properties lakeOptics;
  private final double lnLakeSsc;

  /** What a pixel's water is made of; filled anew for each pixel. */
  static final class Mixture {
    final Properties[] waters = new Properties[12];
    final float[] shares = new float[12];
    final float[] ssc = new float[12];
    int parts;

    private void start(Properties water, double lnSsc) {
      parts = 1;
      waters[0] = water;
      shares[0] = 1;
      ssc[0] = (float) Math.exp(Math.max(LOWEST, Math.min(HIGHEST, lnSsc)));
    }

    private void add(Properties water, double lnSsc, float share) {
      if (parts == waters.length) {
        return;
      }
      for (int k = 0; k < parts; k++) {
        shares[k] *= 1 - share;
      }
      waters[parts] = water;
      shares[parts] = share;
      ssc[parts] = (float) Math.exp(Math.max(LOWEST, Math.min(HIGHEST, lnSsc)));
      parts++;
    }

    /** SSC of the whole, mg/L. */
    float sscMgL() {
      float sum = 0;
      for (int k = 0; k < parts; k++) {
        sum += shares[k] * ssc[k];
      }
      return sum;
    }

    float reflectance(int band) {
      float a = 0;
      float bb = 0;
      for (int k = 0; k < parts; k++) {
        Properties w = waters[k];
        a += shares[k] * (w.absorption[band] + ssc[k] * w.absorptionPerG[band]);
        bb += shares[k] * (w.backscatter[band] + ssc[k] * w.backscatterPerG[band]);
      }
      return WaterOptics.reflectance(a, bb);
    }
  }

  Sediment(World world, List<River> rivers, Instant date, double[] nm) {
    this.rivers = rivers;
    double day = date.getEpochSecond() / 86_400.0;
    lnDateFactor = new double[rivers.size()];
    riverOptics = new Properties[rivers.size()];
    for (River river : rivers) {
      lnDateFactor[river.number()] = dateFactor(world.seed(500 + river.number()), day);
      riverOptics[river.number()] = WaterOptics.properties(river.water(), nm);
    }
    Dice dice = new Dice(world.seed(499));
    lakeOptics = WaterOptics.properties(WaterType.lake(dice, world.parameters()), nm);
    lnLakeSsc = Math.log(dice.logBetween(1.5, 20)) + dateFactor(world.seed(498), day);
  }

  /** Weather: smooth over about ten days, of standard deviation 0.45. */
  private static double dateFactor(long seed, double day) {
    int slot = (int) Math.floor(day / 10);
    double t = day / 10 - slot;
    double a = Dice.grain(seed, slot, 0);
    double b = Dice.grain(seed, slot + 1, 0);
    double weight = Math.sqrt(t * t + (1 - t) * (1 - t));
    return 0.45 * (a * (1 - t) + b * t) / weight;
  }

  void lake(double variation, Mixture into) {
    into.start(lakeOptics, lnLakeSsc + 0.5 * variation);
  }

  /**
   * The water at a place of a river.
   *
   * @param variation smooth noise of standard deviation 1
   */
  void river(int number, int vertex, double x, double y, double variation, Mixture into) {
    River river = rivers.get(number);
    into.start(riverOptics[number], lnSsc(river, vertex) + 0.14 * variation);
    for (Confluence meeting : river.confluences()) {
      if (vertex <= meeting.vertex() - 3) {
        break;
      }
      River tributary = meeting.tributary();
      double down = Math.max(0, river.along()[vertex] - river.along()[meeting.vertex()]);
      double half = river.halfWidth()[vertex];
      double apart = Math.exp(-down / (60 * 2 * half));
      double across = meeting.side() * river.across(vertex, x, y) / half;
      // the tributary's bank side holds its water until mixed
      double edge = 1 - 2 * meeting.share();
      double plume = 1 / (1 + Math.exp(-(across - edge) / (0.12 + 0.5 * (1 - apart))));
      float share = (float) (apart * plume + (1 - apart) * meeting.share());
      into.add(
          riverOptics[tributary.number()],
          lnSsc(tributary, tributary.vertices() - 1) + 0.14 * variation,
          share);
    }
  }

  private double lnSsc(River river, int vertex) {
    return river.lnSsc() + lnDateFactor[river.number()] + river.trend() * river.along()[vertex];
  }
}
