package silt.simulator;

/**
 * Where the sun reaches the ground, by geometry alone.
 *
 * <p><b>Terrain shade</b>, as the truth here and as the class of the product: the pixel sees no
 * direct sun, because a height towards the sun hides it (cast shadow) or because the slope itself
 * is turned away (incidence of 90 degrees or more). A dim slope with grazing sun is not shade.
 *
 * <p>Cast shadow marches from the sun's side over the heights, one row (or column) of pixels at a
 * step, carrying the height below which the ground lies in shadow.
 */
final class Sunlight {

  private final Frame frame;
  private final Terrain terrain;
  private final float sunX;
  private final float sunY;
  private final float sunZ;
  private final byte[] lit;

  Sunlight(Terrain terrain, SunPosition sun) {
    this.terrain = terrain;
    this.frame = terrain.frame;
    double sine = Math.sin(Math.toRadians(sun.zenithDeg()));
    this.sunX = (float) (sine * sun.east());
    this.sunY = (float) (sine * sun.north());
    this.sunZ = (float) sun.cosZenith();
    this.lit = new byte[frame.pixels()];
    march(sun);
  }

  /** How many pixels around a frame can throw shadow into it, at most 500. */
  static int padFor(WorldParameters world, double lowestSunZenithDeg) {
    double reach = world.reliefM() * 1.2 * Math.tan(Math.toRadians(lowestSunZenithDeg));
    return (int) Math.max(8, Math.min(500, reach / Frame.PIXEL_M + 2));
  }

  private void march(SunPosition sun) {
    double dx = sun.east();
    double dy = -sun.north();
    boolean byRows = Math.abs(dy) >= Math.abs(dx);
    int pad = terrain.pad;
    int wide = frame.width() + 2 * pad;
    int high = frame.height() + 2 * pad;
    int steps = byRows ? high : wide;
    int line = byRows ? wide : high;
    double main = byRows ? dy : dx;
    float slant = (float) ((byRows ? dx : dy) / Math.abs(main));
    int whole = (int) Math.floor(slant);
    float part = slant - whole;
    float drop = (float) (Frame.PIXEL_M / Math.abs(main) / sun.tanZenith());
    float[] heights = terrain.heights();
    int alongStep = byRows ? wide : 1;
    int lineStep = byRows ? 1 : wide;
    float[] before = new float[line];
    float[] now = new float[line];
    for (int k = 0; k < steps; k++) {
      int step = main > 0 ? steps - 1 - k : k;
      for (int i = 0; i < line; i++) {
        float height = heights[step * alongStep + i * lineStep];
        float shadow = -1e6f;
        if (k > 0) {
          int i0 = Math.max(0, Math.min(line - 2, i + whole));
          shadow = before[i0] + (before[i0 + 1] - before[i0]) * part - drop;
        }
        now[i] = Math.max(shadow, height);
        int r = (byRows ? step : i) - pad;
        int c = (byRows ? i : step) - pad;
        if (r >= 0 && c >= 0 && r < frame.height() && c < frame.width()) {
          float depth = shadow - height;
          // a few metres of penumbra, so that edges are not of one pixel's width
          lit[r * frame.width() + c] =
              (byte) Math.round(200 * Math.max(0, Math.min(1, 0.5f - depth / 6)));
        }
      }
      float[] swap = before;
      before = now;
      now = swap;
    }
  }

  /** Cosine of incidence on level ground. */
  float levelCosine() {
    return sunZ;
  }

  /** Fills the cosine of incidence and the share of the sun's disc that is seen, 0 to 1. */
  void row(int row, float[] cosine, float[] seen, float[] slope) {
    int width = frame.width();
    float inverse = (float) (1 / (2 * Frame.PIXEL_M));
    float[] h = terrain.heights();
    int stride = terrain.stride();
    int at = (row + terrain.pad) * stride + terrain.pad;
    for (int x = 0; x < width; x++) {
      float p = (h[at + x + 1] - h[at + x - 1]) * inverse;
      float q = (h[at + x - stride] - h[at + x + stride]) * inverse;
      float normal = 1 / (float) Math.sqrt(1 + p * p + q * q);
      float c = (sunZ - p * sunX - q * sunY) * normal;
      cosine[x] = Math.max(0, c);
      slope[x] = (float) Math.sqrt(p * p + q * q);
      seen[x] = c <= 0 ? 0 : (lit[row * width + x] & 0xff) * (1 / 200f);
    }
  }
}
