package silt.simulator;

import java.util.Arrays;

/**
 * The heights of a frame and its surroundings, metres: plains along rivers and lakes, ridges
 * elsewhere.
 *
 * <p>Ridges are folded noise ({@code 1 - |n|}), octave by octave (Musgrave, in Ebert et al.,
 * "Texturing and Modeling", 2003). The surroundings are there because their shadows reach in.
 */
final class Terrain {

  private static final int[] RIDGE_CELLS = {256, 128, 64, 32};
  private static final float[] RIDGE_SHARE = {0.38f, 0.28f, 0.20f, 0.14f};

  final Frame frame;
  final int pad;
  private final int stride;
  private final float[] heights;

  Terrain(World world, Frame frame, int pad, RiverMap rivers) {
    this.frame = frame;
    this.pad = pad;
    Frame wide = frame.padded(pad);
    this.stride = wide.width();
    this.heights = new float[wide.pixels()];
    fill(world, wide, rivers);
  }

  private void fill(World world, Frame wide, RiverMap rivers) {
    int width = wide.width();
    float relief = (float) world.parameters().reliefM();
    float mountainLevel = Lakes.mountainLevel(world);
    FractalField mountains = Lakes.mountainField(world);
    FractalField hills = new FractalField(world.seed(12), 96, 5, 0.5);
    FractalField detail = new FractalField(world.seed(13), 16, 3, 0.55);
    LatticeNoise[] ridges = new LatticeNoise[RIDGE_CELLS.length];
    for (int k = 0; k < ridges.length; k++) {
      ridges[k] = new LatticeNoise(world.seed(20 + k), RIDGE_CELLS[k]);
    }
    Lakes lakes = new Lakes(world, width);
    float[] lake = new float[width];
    float[] mountain = new float[width];
    float[] hill = new float[width];
    float[] fine = new float[width];
    float[] fold = new float[width];
    float[] ridge = new float[width];
    float[] river = new float[width];
    for (int r = 0; r < wide.height(); r++) {
      int gy = wide.gy() + r;
      lakes.row(wide.gx(), gy, width, lake);
      mountains.row(wide.gx(), gy, width, mountain);
      hills.row(wide.gx(), gy, width, hill);
      detail.row(wide.gx(), gy, width, fine);
      rivers.distance(wide.gx(), gy, width, river);
      Arrays.fill(ridge, 0);
      for (int k = 0; k < ridges.length; k++) {
        Arrays.fill(fold, 0);
        ridges[k].addRow(wide.gx(), gy, width, 0.8f, fold);
        for (int x = 0; x < width; x++) {
          ridge[x] += RIDGE_SHARE[k] * (1 - Math.min(1.6f, Math.abs(fold[x])));
        }
      }
      for (int x = 0; x < width; x++) {
        float valley = smoothstep(500, 3_600, river[x]) * smoothstep(0.1f, -0.7f, lake[x]);
        float upland = smoothstep(-0.35f, 0.6f, mountain[x] - mountainLevel);
        float sharp = Math.max(0, ridge[x]);
        float up = upland * valley * (0.1f + 1.6f * sharp * sharp);
        heights[r * stride + x] =
            12
                + relief * up
                + valley * (1 - 0.6f * upland) * 0.045f * relief * (1 + 0.6f * hill[x])
                + (0.6f + 0.016f * relief * up) * fine[x];
      }
    }
  }

  static float smoothstep(float from, float to, float value) {
    float t = (value - from) / (to - from);
    t = t < 0 ? 0 : Math.min(t, 1);
    return t * t * (3 - 2 * t);
  }

  /** Height at a pixel of the frame; a pixel outside by up to {@code pad} is allowed. */
  float height(int column, int row) {
    return heights[(row + pad) * stride + column + pad];
  }

  float[] heights() {
    return heights;
  }

  int stride() {
    return stride;
  }
}
