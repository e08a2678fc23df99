package silt.training.ssc;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import silt.scene.Band;
import silt.scene.Sensor;

/**
 * One field measurement: a spectrum as HLS would give it, and the concentration in the water.
 *
 * @param id of the measurement; the same water can appear once for each sensor
 * @param dataset who brought it to the collection
 * @param group shares neither organisation nor site nor data set with any other group
 * @param sensor whose bands the spectrum was folded with
 * @param reflectance by band, unitless (pi times remote-sensing reflectance), OLI-equivalent
 * @param tssMgL total suspended solids, mg/L, over 0
 */
record SscSample(
    String id,
    String dataset,
    String group,
    Sensor sensor,
    Map<Band, Double> reflectance,
    double tssMgL) {

  SscSample {
    requireNonNull(id, "id");
    requireNonNull(dataset, "dataset");
    requireNonNull(group, "group");
    requireNonNull(sensor, "sensor");
    reflectance = new EnumMap<>(reflectance);
    if (!(tssMgL > 0)) {
      throw new IllegalArgumentException(id + ": TSS must be over 0 mg/L, not " + tssMgL);
    }
  }

  /** Field spectra end before the short-wave infrared, where water is black: 0 there. */
  double rho(Band band) {
    return reflectance.getOrDefault(band, 0.0);
  }

  double lnTss() {
    return Math.log(tssMgL);
  }
}
