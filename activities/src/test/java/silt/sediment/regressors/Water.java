package silt.sediment.regressors;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import silt.scene.Band;

/** Pixels to ask a model about, by band as HLS stores them. */
final class Water {

  private static final List<Band> BANDS =
      List.of(Band.COASTAL, Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2);

  private final Map<Band, short[]> stored = new EnumMap<>(Band.class);
  private final int pixels;

  private Water(int pixels) {
    this.pixels = pixels;
    BANDS.forEach(band -> stored.put(band, new short[pixels]));
  }

  /** One pixel, dark in every band until told otherwise. */
  static Water one() {
    return new Water(1);
  }

  /** Pixels of every turbidity, some glinting, a few below zero. */
  static Water random(int pixels, long seed) {
    Water water = new Water(pixels);
    Random random = new Random(seed);
    for (int i = 0; i < pixels; i++) {
      for (Band band : BANDS) {
        double most = band.compareTo(Band.NIR) > 0 ? 400 : 2500;
        water.stored.get(band)[i] = (short) (most * Math.pow(random.nextDouble(), 2) - 20);
      }
    }
    return water;
  }

  Water with(Band band, int... values) {
    for (int i = 0; i < values.length; i++) {
      stored.get(band)[i] = (short) values[i];
    }
    return this;
  }

  int pixels() {
    return pixels;
  }

  double rho(Band band, int pixel) {
    return stored.get(band)[pixel] * Band.REFLECTANCE_SCALE;
  }

  /** What glint a cap leaves, reflectance. */
  double glint(double cap, int pixel) {
    return Math.min(cap, Math.max(0, Math.min(rho(Band.SWIR1, pixel), rho(Band.SWIR2, pixel))));
  }

  short[][] bands(SscModel model) {
    return model.inputs().stream().map(stored::get).toArray(short[][]::new);
  }

  /** What a model says of all pixels. */
  SscPixels asked(SscModel model) {
    boolean[] wanted = new boolean[pixels];
    java.util.Arrays.fill(wanted, true);
    SscPixels out = new SscPixels(pixels);
    model.predict(bands(model), wanted, out);
    return out;
  }

  /** The same with wide bounds around a regressor and nothing else. */
  SscPixels asked(Regressor regressor) {
    return asked(SscModels.of(around(regressor)));
  }

  static SscWeights around(Regressor regressor) {
    return new SscWeights(regressor, new ValidRange(1, 500), new SscWeights.Bounds(1e-30, 1e30));
  }
}
