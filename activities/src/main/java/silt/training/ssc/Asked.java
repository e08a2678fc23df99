package silt.training.ssc;

import java.util.List;
import java.util.Random;
import silt.scene.Band;
import silt.sediment.regressors.Regressor;
import silt.sediment.regressors.SscModel;
import silt.sediment.regressors.SscModels;
import silt.sediment.regressors.SscPixels;
import silt.sediment.regressors.SscWeights;
import silt.sediment.regressors.ValidRange;

/** Asks models as scenes do: stored integers in, the run-time's own arithmetic, pixels out. */
final class Asked {

  private static final long SEED = 5;
  private static final ValidRange ANY = new ValidRange(1e-3, 1e6);

  private Asked() {}

  /** What a model says of spectra, disturbed in one way. */
  static SscPixels of(SscModel model, List<SscSample> samples, Disturbance.Kind kind) {
    List<Band> inputs = model.inputs();
    short[][] bands = new short[inputs.size()][samples.size()];
    for (int b = 0; b < bands.length; b++) {
      // a band is disturbed alike for every model, whatever others that one reads
      Random random = new Random(SEED + inputs.get(b).ordinal());
      for (int i = 0; i < bands[b].length; i++) {
        bands[b][i] = stored(kind.rho(samples.get(i), inputs.get(b), random));
      }
    }
    return of(model, bands);
  }

  /** What a model says of stored bands, every pixel of them. */
  static SscPixels of(SscModel model, short[][] bands) {
    boolean[] wanted = new boolean[bands[0].length];
    java.util.Arrays.fill(wanted, true);
    SscPixels out = new SscPixels(wanted.length);
    model.predict(bands, wanted, out);
    return out;
  }

  /** ln mg/L of a bare regressor. */
  static double[] ln(Regressor regressor, List<SscSample> samples, Disturbance.Kind kind) {
    return ln(
        of(SscModels.of(new SscWeights(regressor, ANY, SscWeights.Bounds.WIDE)), samples, kind));
  }

  static double[] ln(SscPixels pixels) {
    double[] ln = new double[pixels.size()];
    for (int i = 0; i < ln.length; i++) {
      ln[i] = Math.log(pixels.mgL[i]);
    }
    return ln;
  }

  /** Reflectance as HLS stores it, never its nodata. */
  static short stored(double reflectance) {
    long rounded = Math.round(reflectance / Band.REFLECTANCE_SCALE);
    short held = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
    return held == Band.REFLECTANCE_NODATA ? (short) (held + 1) : held;
  }
}
