package silt.sediment.regressors;

import java.util.List;
import silt.scene.Band;

/**
 * {@link Features} ready to run: logarithms of single bands are looked up by stored integer, of
 * which there are few.
 */
final class FeatureTable {

  private final Features features;
  private final double[] logarithms = new double[Short.MAX_VALUE + 1];
  private final int capStored;

  FeatureTable(Features features) {
    this.features = features;
    for (int stored = 0; stored < logarithms.length; stored++) {
      logarithms[stored] = features.logarithm(stored * Band.REFLECTANCE_SCALE);
    }
    capStored = (int) Math.round(features.glintCap() / Band.REFLECTANCE_SCALE);
  }

  Features features() {
    return features;
  }

  /**
   * @param glint room for the glint of each pixel, stored units
   * @param rows by term and pixel
   */
  void fill(Block block, int[] glint, float[][] rows) {
    int count = block.count();
    glint(block, capStored, glint);
    for (int t = 0; t < rows.length; t++) {
      Features.Term term = features.terms().get(t);
      float[] row = rows[t];
      if (term.rho() != null) {
        reflectance(block, term.rho(), glint, row);
      } else if (term.ln().size() == 1 && (term.over() == null || term.over().size() == 1)) {
        single(block, term, glint, row);
      } else {
        for (int i = 0; i < count; i++) {
          double ln = features.logarithm(mean(block, term.ln(), i, glint[i]));
          row[i] =
              (float)
                  (term.over() == null
                      ? ln
                      : ln - features.logarithm(mean(block, term.over(), i, glint[i])));
        }
      }
    }
  }

  /** The darker short-wave infrared of each pixel, within 0 and the cap, stored units. */
  static void glint(Block block, int capStored, int[] glint) {
    if (capStored == 0) {
      java.util.Arrays.fill(glint, 0, block.count(), 0);
      return;
    }
    short[] swir1 = block.of(Band.SWIR1);
    short[] swir2 = block.of(Band.SWIR2);
    for (int i = 0; i < block.count(); i++) {
      glint[i] = Math.min(Math.max(Math.min(swir1[i], swir2[i]), 0), capStored);
    }
  }

  private void single(Block block, Features.Term term, int[] glint, float[] row) {
    short[] stored = block.of(term.ln().get(0));
    if (term.over() == null) {
      for (int i = 0; i < block.count(); i++) {
        row[i] = (float) logarithms[Math.max(stored[i] - glint[i], 0)];
      }
      return;
    }
    short[] over = block.of(term.over().get(0));
    for (int i = 0; i < block.count(); i++) {
      row[i] =
          (float)
              (logarithms[Math.max(stored[i] - glint[i], 0)]
                  - logarithms[Math.max(over[i] - glint[i], 0)]);
    }
  }

  private void reflectance(Block block, List<Band> bands, int[] glint, float[] row) {
    for (int i = 0; i < block.count(); i++) {
      row[i] = (float) features.dark(mean(block, bands, i, glint[i]));
    }
  }

  private static double mean(Block block, List<Band> bands, int pixel, int glint) {
    int sum = 0;
    for (Band band : bands) {
      sum += block.of(band)[pixel];
    }
    return ((double) sum / bands.size() - glint) * Band.REFLECTANCE_SCALE;
  }
}
