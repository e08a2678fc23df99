package silt.picture;

/** Averages colours, so that a river thinner than a picture pixel fades instead of vanishing. */
final class Blend {

  /** sRGB without alpha: where the scene has no data. */
  static final int NODATA = 0xebebeb;

  private double red;
  private double green;
  private double blue;
  private double weight;

  /** Adds a colour, {@code 0xrrggbb}. */
  void add(int rgb, double share) {
    red += share * square(rgb >> 16 & 0xff);
    green += share * square(rgb >> 8 & 0xff);
    blue += share * square(rgb & 0xff);
    weight += share;
  }

  /** The mean of what was added, {@code 0xrrggbb}; light grey of nothing. */
  int rgb() {
    return weight == 0 ? NODATA : rgb(root(red), root(green), root(blue));
  }

  /**
   * One of 64 shades, 0 to 255: as good to the eye as all, and a photograph's file is a third less.
   */
  static int shade(double share) {
    int shade = (int) Math.round(63 * Math.min(1, Math.max(0, share)));
    return shade << 2 | shade >> 4;
  }

  static int rgb(int red, int green, int blue) {
    return red << 16 | green << 8 | blue;
  }

  /** A colour between two: all of {@code from} at share 0, all of {@code to} at 1. */
  static int between(int from, int to, double share) {
    Blend blend = new Blend();
    blend.add(from, 1 - share);
    blend.add(to, share);
    return blend.rgb();
  }

  /** Light adds up, and what a screen shows grows with about the square of the stored value. */
  private static double square(int value) {
    return (double) value * value;
  }

  private int root(double sum) {
    return (int) Math.round(Math.sqrt(sum / weight));
  }
}
