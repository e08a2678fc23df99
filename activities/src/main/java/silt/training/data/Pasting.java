package silt.training.data;

import java.util.List;
import java.util.SplittableRandom;
import silt.mask.MaskClass;

/**
 * Lays clouds with their shadows, or snow, over a clear square, and tells the truth of them.
 * Spectra are real ones where a dataset offers any, else drawn about those of the literature.
 */
final class Pasting {

  /** From this opacity a pixel counts as cloud: hand labels take soft edges in. */
  private static final double CLOUD = 0.15;

  /** Under this opacity nobody would see it. */
  private static final double NOTHING = 0.03;

  /** From this opacity the ground is hidden. */
  private static final double HIDING = 0.5;

  /** From this share of the sun's light lost a pixel counts as shadow. */
  private static final double SHADED = 0.4;

  private static final double SNOW = 0.6;
  private static final double CLOUDY_ALREADY = 0.1;

  /** Opaque water cloud, bright and nearly grey; ice absorbs in the short-wave infrared. */
  private static final float[] WHITE = {0.62f, 0.6f, 0.61f, 0.63f, 0.45f, 0.33f};

  /** Fresh to old snow. */
  private static final float[] COLD = {0.75f, 0.74f, 0.73f, 0.66f, 0.12f, 0.08f};

  /** What the sky alone lights: most in the blue. */
  private static final float[] SKYLIT = {0.6f, 0.5f, 0.42f, 0.36f, 0.32f, 0.32f};

  private final Square square;
  private final Spectra spectra;
  private final SplittableRandom random;

  Pasting(Square square, Spectra spectra, SplittableRandom random) {
    this.square = square;
    this.spectra = spectra;
    this.random = random;
  }

  /** Whether so much of a class is there already that pasting would hide real truth. */
  boolean isClear(MaskClass... classes) {
    int showing = 0;
    for (MaskClass c : classes) {
      for (byte known : square.truth[c.ordinal()]) {
        showing += known == 1 ? 1 : 0;
      }
    }
    return showing < CLOUDY_ALREADY * square.truth[0].length;
  }

  /** Clouds of one kind, and their shadows some way off. */
  void clouds() {
    int w = square.width;
    int h = square.height;
    float[] field = RandomField.of(w, h, 12 + 60 * random.nextDouble(), random);
    double cover = 0.04 + 0.4 * random.nextDouble() * random.nextDouble();
    float[] opacity = edge(field, 1 - cover, 0.02 + 0.25 * random.nextDouble());
    double thickest = random.nextInt(4) == 0 ? 0.35 + 0.5 * random.nextDouble() : 1;
    for (int i = 0; i < opacity.length; i++) {
      opacity[i] *= (float) thickest;
    }
    double away = 2 + 45 * random.nextDouble();
    double direction = 2 * Math.PI * random.nextDouble();
    int dx = (int) Math.round(away * Math.cos(direction));
    int dy = (int) Math.round(away * Math.sin(direction));
    float[] left = varied(pick(spectra.shadows(), SKYLIT), 0.15, 0.06);
    float[] white = varied(pick(spectra.clouds(), WHITE), 0.12, 0.03);
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int i = y * w + x;
        if (square.valid(i)) {
          shade(i, penumbra(opacity, x - dx, y - dy), left);
        }
      }
    }
    float low = RandomField.quantile(field, 1 - cover);
    for (int i = 0; i < opacity.length; i++) {
      if (square.valid(i) && opacity[i] > 0) {
        cover(i, opacity[i], white, (float) (0.9 + 0.5 * (field[i] - low)));
      }
    }
  }

  /** 0 below a quantile of a field, 1 where it stands well above. */
  private static float[] edge(float[] field, double quantile, double softness) {
    float from = RandomField.quantile(field, quantile);
    float[] share = new float[field.length];
    for (int i = 0; i < field.length; i++) {
      share[i] = (float) RandomField.eased((field[i] - from) / softness);
    }
    return share;
  }

  /** Mean opacity of three by three pixels; what lies outside the square is held at its edge. */
  private float penumbra(float[] opacity, int x, int y) {
    float sum = 0;
    for (int v = y - 1; v <= y + 1; v++) {
      for (int u = x - 1; u <= x + 1; u++) {
        int inside = u >= 0 && v >= 0 && u < square.width && v < square.height ? 1 : 0;
        sum += inside == 0 ? 0 : opacity[v * square.width + u];
      }
    }
    return sum / 9;
  }

  private void shade(int i, float shadow, float[] left) {
    if (shadow <= 0) {
      return;
    }
    for (int b = 0; b < Batch.BANDS; b++) {
      square.bands[b][i] *= 1 - shadow * (1 - left[b]);
    }
    if (shadow >= SHADED) {
      square.tell(MaskClass.CLOUD_SHADOW, i, (byte) 1);
    } else if (shadow >= NOTHING && square.truth(MaskClass.CLOUD_SHADOW, i) != 1) {
      square.tell(MaskClass.CLOUD_SHADOW, i, Chip.UNKNOWN);
    }
  }

  private void cover(int i, float opacity, float[] white, float bright) {
    for (int b = 0; b < Batch.BANDS; b++) {
      square.bands[b][i] += opacity * (white[b] * bright - square.bands[b][i]);
    }
    boolean was = square.truth(MaskClass.CLOUD, i) == 1;
    if (opacity >= CLOUD) {
      square.tell(MaskClass.CLOUD, i, (byte) 1);
    } else if (opacity >= NOTHING && !was) {
      square.tell(MaskClass.CLOUD, i, Chip.UNKNOWN);
    }
    if (opacity >= CLOUD) {
      square.tell(MaskClass.CLOUD_SHADOW, i, Chip.UNKNOWN);
      square.tell(MaskClass.SNOW_ICE, i, Chip.UNKNOWN);
      square.tell(MaskClass.TERRAIN_SHADE, i, Chip.UNKNOWN);
    }
    if (opacity >= HIDING) {
      square.tell(MaskClass.WATER, i, Chip.UNKNOWN);
    }
  }

  /** Snow in patches over ground that is known to be neither water nor cloud. */
  void snow() {
    float[] field =
        RandomField.of(square.width, square.height, 10 + 50 * random.nextDouble(), random);
    float[] share = edge(field, 1 - 0.6 * random.nextDouble(), 0.05 + 0.2 * random.nextDouble());
    float[] cold = varied(pick(spectra.snows(), COLD), 0.15, 0.03);
    for (int i = 0; i < share.length; i++) {
      boolean ground =
          square.valid(i)
              && square.truth(MaskClass.WATER, i) == 0
              && square.truth(MaskClass.CLOUD, i) == 0
              && square.truth(MaskClass.CLOUD_SHADOW, i) == 0;
      if (ground && share[i] > 0) {
        for (int b = 0; b < Batch.BANDS; b++) {
          square.bands[b][i] += share[i] * (cold[b] - square.bands[b][i]);
        }
        if (share[i] >= SNOW) {
          square.tell(MaskClass.SNOW_ICE, i, (byte) 1);
        } else if (share[i] >= NOTHING) {
          square.tell(MaskClass.SNOW_ICE, i, Chip.UNKNOWN);
        }
      }
    }
  }

  private float[] pick(List<float[]> real, float[] otherwise) {
    return real.isEmpty() ? otherwise : real.get(random.nextInt(real.size()));
  }

  /** A spectrum made brighter or darker as a whole, and a little band by band. */
  private float[] varied(float[] spectrum, double whole, double each) {
    double factor = Math.max(0.5, 1 + whole * random.nextGaussian());
    float[] varied = new float[spectrum.length];
    for (int b = 0; b < varied.length; b++) {
      double factored = spectrum[b] * factor * (1 + each * random.nextGaussian());
      varied[b] = (float) Math.max(0.005, factored);
    }
    return varied;
  }
}
