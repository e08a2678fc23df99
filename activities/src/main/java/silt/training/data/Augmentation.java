package silt.training.data;

import java.util.SplittableRandom;
import silt.mask.MaskClass;

/**
 * Changes a square as the sky, the sensor and the swath would: reflectance, before any scaling.
 * Turning and mirroring are not of these; every square is drawn so.
 *
 * @param light how much gain and offset vary, 1 as is usual, 0 not at all
 * @param noise standard deviation of the noisiest sensor, reflectance
 * @param clouds share of squares that clouds and their shadows are pasted into, where they are
 *     clear
 * @param snow share of squares that snow is pasted into, where there is none
 * @param cut share of squares that lose a side to the swath's edge
 * @param gaps share of squares that lose some rows or a patch
 */
public record Augmentation(
    double light, double noise, double clouds, double snow, double cut, double gaps) {

  public static final Augmentation STANDARD = new Augmentation(1, 0.003, 0.25, 0.04, 0.125, 0.05);

  /** Squares as they are. */
  public static final Augmentation NONE = new Augmentation(0, 0, 0, 0, 0, 0);

  /** Haze brightens the short waves most; relative to blue. */
  private static final double[] HAZE = {1, 0.72, 0.5, 0.28, 0.08, 0.04};

  public Augmentation {
    for (double share : new double[] {clouds, snow, cut, gaps}) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("a share of squares is 0 to 1, not " + share);
      }
    }
    if (!(light >= 0 && light <= 3 && noise >= 0 && noise <= 0.1)) {
      throw new IllegalArgumentException(
          "light is 0 to 3 and noise 0 to 0.1, not " + light + " and " + noise);
    }
  }

  /** The same with another share of pasted clouds and snow. */
  public Augmentation pasting(double clouds, double snow) {
    return new Augmentation(light, noise, clouds, snow, cut, gaps);
  }

  /** The same with light that varies so much. */
  public Augmentation lit(double light) {
    return new Augmentation(light, noise, clouds, snow, cut, gaps);
  }

  void apply(Square square, Spectra spectra, SplittableRandom random) {
    Pasting pasting = new Pasting(square, spectra, random);
    if (random.nextDouble() < snow && pasting.isClear(MaskClass.SNOW_ICE)) {
      pasting.snow();
    }
    if (random.nextDouble() < clouds && pasting.isClear(MaskClass.CLOUD, MaskClass.CLOUD_SHADOW)) {
      pasting.clouds();
    }
    light(square, random);
    if (random.nextDouble() < cut) {
      edge(square, random);
    }
    if (random.nextDouble() < gaps) {
      gap(square, random);
    }
  }

  private void light(Square square, SplittableRandom random) {
    if (light == 0 && noise == 0) {
      return;
    }
    // what dark objects tell of the path is not sure to a third of it
    double path = square.isToa ? 0.6 * random.nextDouble() - 0.3 : 0;
    double bright = 0.08 * random.nextGaussian();
    double haze = random.nextInt(3) == 0 ? 0.03 * random.nextDouble() : 0;
    double glint = random.nextInt(5) == 0 ? 0.02 * random.nextDouble() : 0;
    float strength = (float) (Math.min(1, light) * noise * random.nextDouble());
    for (int b = 0; b < square.bands.length; b++) {
      double gain = 1 + light * (bright + 0.03 * random.nextGaussian());
      double offset =
          haze * HAZE[b] + glint + path * PathRadiance.RAYLEIGH[b] + 0.002 * random.nextGaussian();
      float factor = (float) Math.max(0.7, gain);
      float more = (float) (light * offset + path * PathRadiance.RAYLEIGH[b]);
      float[] band = square.bands[b];
      for (int i = 0; i < band.length; i++) {
        float noisy = strength == 0 ? 0 : strength * (float) random.nextGaussian();
        band[i] = band[i] * factor + more + noisy;
      }
    }
  }

  private static void edge(Square square, SplittableRandom random) {
    double angle = 2 * Math.PI * random.nextDouble();
    double reach = Math.min(square.width, square.height) * (0.1 + 0.3 * random.nextDouble());
    for (int y = 0; y < square.height; y++) {
      for (int x = 0; x < square.width; x++) {
        double across =
            (x - square.width / 2.0) * Math.cos(angle)
                + (y - square.height / 2.0) * Math.sin(angle);
        if (across > reach) {
          square.clear(y * square.width + x);
        }
      }
    }
  }

  private static void gap(Square square, SplittableRandom random) {
    boolean lines = random.nextBoolean();
    int width = lines ? square.width : 1 + random.nextInt(Math.max(1, square.width / 4));
    int height = 1 + random.nextInt(lines ? 3 : Math.max(1, square.height / 4));
    int left = random.nextInt(square.width - width + 1);
    int top = random.nextInt(Math.max(1, square.height - height + 1));
    for (int y = top; y < Math.min(top + height, square.height); y++) {
      for (int x = left; x < left + width; x++) {
        square.clear(y * square.width + x);
      }
    }
  }
}
