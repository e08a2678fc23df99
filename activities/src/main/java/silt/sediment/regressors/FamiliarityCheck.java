package silt.sediment.regressors;

import java.util.Arrays;

/** {@link Familiarity} ready to run: flags {@link PixelFlag#UNFAMILIAR}. */
final class FamiliarityCheck {

  private final FeatureTable table;
  private final Familiarity familiarity;

  FamiliarityCheck(Familiarity familiarity) {
    this.familiarity = familiarity;
    table = new FeatureTable(familiarity.features());
  }

  void flag(Block block, byte[] flags) {
    float[][] rows = block.rows(table);
    byte unfamiliar = (byte) PixelFlag.UNFAMILIAR.bit();
    if (familiarity.low() != null) {
      for (int t = 0; t < rows.length; t++) {
        double low = familiarity.low()[t];
        double high = familiarity.high()[t];
        for (int i = 0; i < block.count(); i++) {
          flags[i] |= rows[t][i] < low || rows[t][i] > high ? unfamiliar : 0;
        }
      }
    }
    if (familiarity.whitening() != null) {
      double[] squares = squares(rows, block.count());
      double most = familiarity.farthest() * familiarity.farthest();
      for (int i = 0; i < block.count(); i++) {
        flags[i] |= squares[i] > most ? unfamiliar : 0;
      }
    }
  }

  private double[] squares(float[][] rows, int count) {
    double[] squares = new double[count];
    double[] axis = new double[count];
    for (double[] weights : familiarity.whitening()) {
      Arrays.fill(axis, 0);
      for (int t = 0; t < rows.length; t++) {
        if (weights[t] != 0) {
          double weight = weights[t];
          double mean = familiarity.mean()[t];
          float[] row = rows[t];
          for (int i = 0; i < count; i++) {
            axis[i] += weight * (row[i] - mean);
          }
        }
      }
      for (int i = 0; i < count; i++) {
        squares[i] += axis[i] * axis[i];
      }
    }
    return squares;
  }
}
