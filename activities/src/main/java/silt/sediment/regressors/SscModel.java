package silt.sediment.regressors;

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
   * Fills {@code out} where {@code wanted} is true; elsewhere, and where a band has no data, it
   * leaves no value: NaN and no flag.
   *
   * @param bands for each input band the stored HLS integers (reflectance x 10000, nodata -9999) of
   *     the same pixels
   * @param out as long as {@code wanted}; whatever it held is overwritten
   */
  void predict(short[][] bands, boolean[] wanted, SscPixels out);

  /** Concentrations outside of this were not in the training data: told, but flagged. */
  ValidRange validRange();
}
