package silt.simulator;

/**
 * The clouds of one pass: low cumulus, a middle layer of sheets, and cirrus.
 *
 * <p>Seen from straight above. A layer's shadow on the ground lies where the straight line to the
 * sun meets the layer, so it is displaced away from the sun by (cloud height - ground height) x
 * tan(zenith). Opacities are kept as bytes, 0 to 255.
 */
final class Clouds {

  private static final float FULL = 255;

  private final Frame frame;
  private final SunPosition sun;
  private final Layer low;
  private final Layer middle;
  private final FractalField cirrus;
  private final Sky sky;

  private record Layer(float heightM, int pad, int stride, byte[] opacity) {}

  Clouds(long seed, Sky sky, Frame frame, SunPosition sun) {
    this.frame = frame;
    this.sun = sun;
    this.sky = sky;
    Dice dice = new Dice(seed);
    double lowShare = sky.cloudShare() * dice.between(0.35, 0.9);
    double middleShare = Math.max(0, 1 - (1 - sky.cloudShare()) / (1 - lowShare + 1e-9));
    low = layer(Dice.seed(seed, 1), lowShare, dice.between(1_300, 2_600), 96, 7, 0.62, dice);
    middle = layer(Dice.seed(seed, 2), middleShare, dice.between(3_000, 6_000), 384, 8, 0.55, dice);
    cirrus = new FractalField(Dice.seed(seed, 3), 512, 5, 0.5);
  }

  private Layer layer(
      long seed, double share, double heightM, int cell, int octaves, double gain, Dice dice) {
    float depth = (float) dice.logBetween(0.35, 2.6);
    if (share < 0.002) {
      return null;
    }
    int pad = (int) Math.min(600, heightM * sun.tanZenith() / Frame.PIXEL_M + 3);
    Frame wide = frame.padded(pad);
    int width = wide.width();
    byte[] opacity = new byte[wide.pixels()];
    FractalField field = new FractalField(seed, cell, octaves, gain);
    float level = FractalField.levelExceededBy(share);
    float[] row = new float[width];
    for (int r = 0; r < wide.height(); r++) {
      field.row(wide.gx(), wide.gy() + r, width, row);
      for (int x = 0; x < width; x++) {
        float above = row[x] - level;
        if (above > -0.15f) {
          // soft rim; exp(-tau) of an optical depth that grows inwards
          float tau = depth * (above + 0.15f) * (1 + 2.5f * Math.max(0, above));
          opacity[r * width + x] = (byte) (FULL * (1 - 1 / (1 + tau * (1.6f + tau))));
        }
      }
    }
    return new Layer((float) heightM, pad, width, opacity);
  }

  /**
   * Fills what a row of pixels sees.
   *
   * @param opacity of all clouds above the pixel, 0 to 1
   * @param sunlight share of the direct sun that clouds let through to its ground, 0 to 1
   * @param high opacity of the cirrus alone
   */
  void row(int row, float[] ground, float[] opacity, float[] sunlight, float[] high) {
    int width = frame.width();
    for (int x = 0; x < width; x++) {
      opacity[x] = 0;
      sunlight[x] = 1;
      high[x] = 0;
    }
    if (sky.cirrusShare() > 0.002) {
      float level = FractalField.levelExceededBy(sky.cirrusShare());
      cirrus.row(frame.gx(), frame.gy() + row, width, high);
      for (int x = 0; x < width; x++) {
        float thin = 0.35f * Math.max(0, Math.min(1.2f, high[x] - level + 0.2f));
        high[x] = thin;
        opacity[x] = thin * 0.6f;
      }
    }
    cover(low, row, ground, opacity, sunlight);
    cover(middle, row, ground, opacity, sunlight);
  }

  private void cover(Layer layer, int row, float[] ground, float[] opacity, float[] sunlight) {
    if (layer == null) {
      return;
    }
    float perMetre = (float) (sun.tanZenith() / Frame.PIXEL_M);
    float east = (float) sun.east() * perMetre;
    float south = (float) -sun.north() * perMetre;
    byte[] cloud = layer.opacity;
    int rows = cloud.length / layer.stride;
    int above = (row + layer.pad) * layer.stride + layer.pad;
    for (int x = 0; x < frame.width(); x++) {
      float over = (cloud[above + x] & 0xff) / FULL;
      opacity[x] = 1 - (1 - opacity[x]) * (1 - over);
      float rise = Math.max(0, layer.heightM - ground[x]);
      int c = x + layer.pad + Math.round(rise * east);
      int r = row + layer.pad + Math.round(rise * south);
      if (c >= 0 && r >= 0 && c < layer.stride && r < rows) {
        sunlight[x] *= 1 - (cloud[r * layer.stride + c] & 0xff) / FULL;
      }
    }
  }

  /** Height of the lowest layer there is, metres; 0 where the sky is clear. */
  float lowestM() {
    return low != null ? low.heightM : middle != null ? middle.heightM : 0;
  }
}
