package silt.simulator;

/**
 * Lakes of the lowland: where a smooth field stands above a level that falls towards the mountains.
 */
final class Lakes {

  private final FractalField field;
  private final FractalField mountains;
  private final float level;
  private final float mountainLevel;
  private final float[] mountain;

  Lakes(World world, int width) {
    field = new FractalField(world.seed(31), 192, 5, 0.42);
    mountains = mountainField(world);
    double share = world.parameters().lakeShare();
    level = share <= 0 ? 1e6f : FractalField.levelExceededBy(share);
    mountainLevel = mountainLevel(world);
    mountain = new float[width];
  }

  /** What decides between lowland and mountains; above {@link #mountainLevel} is mountains. */
  static FractalField mountainField(World world) {
    return new FractalField(world.seed(11), 512, 3, 0.4);
  }

  static float mountainLevel(World world) {
    double share = world.parameters().mountainShare();
    return share <= 0 ? 1e6f : FractalField.levelExceededBy(share);
  }

  /** How far the field stands above the lakes' level: positive is water. */
  float[] row(int gx, int gy, int width, float[] into) {
    field.row(gx, gy, width, into);
    mountains.row(gx, gy, width, mountain);
    for (int x = 0; x < width; x++) {
      float upland = Math.max(0, mountain[x] - mountainLevel + 0.5f);
      into[x] -= level + 4 * upland;
    }
    return into;
  }
}
