package silt.sediment;

import java.util.List;
import silt.scene.Band;

/**
 * Turns the reflectance of clear water pixels into suspended-sediment concentration.
 *
 * <p>Works on strips of stored HLS integers, without an object per pixel. Safe for any number of
 * threads.
 */
public interface SscModel {

  /** The bands it reads, in the order that {@link #predict} takes them. */
  List<Band> inputs();

  /**
   * Fills {@code sscMgL} where {@code wanted} is true; NaN elsewhere, and where a band has no data.
   *
   * @param bands for each input band the stored HLS integers (reflectance x 10000, nodata -9999) of
   *     the same pixels
   * @param sscMgL receives mg/L; as long as {@code wanted}
   */
  void predict(short[][] bands, boolean[] wanted, float[] sscMgL);

  /** Concentrations outside of this were not in the training data: told, but flagged. */
  ValidRange validRange();

  /**
   * What the training data covered.
   *
   * @param lowMgL over 0
   * @param highMgL over {@code lowMgL}
   */
  record ValidRange(double lowMgL, double highMgL) {

    public ValidRange {
      if (!(lowMgL > 0 && highMgL > lowMgL)) {
        throw new IllegalArgumentException(
            "a valid range is 0 < low < high mg/L, not " + lowMgL + " to " + highMgL);
      }
    }

    public boolean contains(double sscMgL) {
      return sscMgL >= lowMgL && sscMgL <= highMgL;
    }
  }
}
