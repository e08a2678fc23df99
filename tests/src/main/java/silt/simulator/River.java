package silt.simulator;

import java.util.List;

/**
 * A river's course and what it carries.
 *
 * @param x eastings of its vertices, metres, from the source down; {@code y} northings; {@code
 *     along} distance from the first vertex; {@code halfWidth} half of its width there
 * @param lnSsc natural logarithm of its median SSC (mg/L) at the source; {@code trend} its rise per
 *     metre downstream
 */
record River(
    int number,
    String name,
    double[] x,
    double[] y,
    double[] along,
    double[] halfWidth,
    WaterType water,
    double lnSsc,
    double trend,
    List<Confluence> confluences) {

  River {
    if (x.length < 2 || y.length != x.length || halfWidth.length != x.length) {
      throw new IllegalArgumentException(
          "a river has at least 2 vertices, each with a width, not "
              + x.length
              + ","
              + y.length
              + ","
              + halfWidth.length);
    }
  }

  /**
   * Where another river joins this one.
   *
   * @param vertex of this river
   * @param side +1 where it comes from the left bank, seen downstream, -1 from the right
   * @param share of the water below that is the tributary's
   */
  record Confluence(int vertex, int side, double share, River tributary) {}

  int vertices() {
    return x.length;
  }

  double length() {
    return along[along.length - 1];
  }

  /** Distance to the left of the course at a vertex, metres; negative to the right. */
  double across(int vertex, double px, double py) {
    int a = Math.max(0, vertex - 1);
    int b = Math.min(x.length - 1, vertex + 1);
    double dx = x[b] - x[a];
    double dy = y[b] - y[a];
    double norm = Math.hypot(dx, dy);
    return (dx * (py - y[vertex]) - dy * (px - x[vertex])) / norm;
  }
}
