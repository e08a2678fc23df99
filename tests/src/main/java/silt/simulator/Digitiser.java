package silt.simulator;

import java.util.List;
import silt.scene.Band;
import silt.scene.Sensor;
import silt.simulator.SensorBand.Kind;

/**
 * The sensor's end of the line: noise, HLS's bandpass adjustment, stored integers, and nodata where
 * the pass did not look.
 *
 * <p>Noise has a floor and a part that grows with the signal: 0.00025 + 0.15 % for OLI, 0.0005 +
 * 0.3 % for MSI, half of it beyond 1.5 um. Measured on clear water of the real HLS chips (scatter
 * of a pixel against its four neighbours): 0.0002 to 0.0005 over 94 turbid ones, 0.0005 to 0.0015
 * over 8 dark ones.
 */
final class Digitiser {

  private static final int BRIGHTEST = 16_000;
  private static final int DARKEST = -2_000;
  private static final int COLDEST = -9_000;

  private final SceneRecipe recipe;
  private final Frame frame;
  private final List<SensorBand> bands;

  Digitiser(SceneRecipe recipe, Frame frame) {
    this.recipe = recipe;
    this.frame = frame;
    this.bands = SensorBand.of(recipe.granule().sensor());
  }

  /** Stores a row of reflectance (of the sensor's own band) or of degrees C. */
  void store(int row, int b, float[] measured, short[] into) {
    SensorBand band = bands.get(b);
    long seed = Dice.seed(recipe.passSeed(), 40 + b);
    int width = frame.width();
    int gy = frame.gy() + row;
    boolean temperature = band.kind() == Kind.THERMAL;
    boolean oli = recipe.granule().sensor() == Sensor.L30;
    float scale = temperature ? 100f : (float) band.slope() * 10_000;
    float offset = (float) band.offset() * 10_000;
    float floor = temperature ? 0.12f : oli ? 0.00025f : 0.0005f;
    float gain = temperature ? 0 : oli ? 0.0015f : 0.003f;
    if (band.kind() != Kind.THERMAL && band.nm() > 1_300) {
      floor *= 0.5f;
      gain *= 0.5f;
    }
    int lowest = temperature ? COLDEST : DARKEST;
    int at = row * width;
    for (int x = 0; x < width; x++) {
      float value =
          measured[x] + (floor + gain * measured[x]) * Dice.grain(seed, frame.gx() + x, gy);
      int stored = Math.round(value * scale + offset);
      into[at + x] = (short) Math.max(lowest, Math.min(BRIGHTEST, stored));
    }
    if (recipe.swath().isPresent()) {
      Swath swath = recipe.swath().get();
      double y = frame.y(row);
      for (int x = 0; x < width; x++) {
        if (!swath.sees(frame.x(x), y)) {
          into[at + x] = Band.REFLECTANCE_NODATA;
        }
      }
    }
  }
}
