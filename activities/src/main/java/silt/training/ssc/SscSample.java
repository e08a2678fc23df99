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
 * @param group shares neither organisation nor site with any other group
 * @param sensor whose bands the spectrum was folded with
 * @param reflectance by band, unitless (pi times remote-sensing reflectance), OLI-equivalent
 * @param tssMgL total suspended solids, mg/L, over 0
 */
record SscSample(
    String id, String group, Sensor sensor, Map<Band, Double> reflectance, double tssMgL) {

  SscSample {
    requireNonNull(id, "id");
    requireNonNull(group, "group");
    requireNonNull(sensor, "sensor");
    reflectance = new EnumMap<>(reflectance);
    if (!(tssMgL > 0)) {
      throw new IllegalArgumentException(id + ": TSS must be over 0 mg/L, not " + tssMgL);
    }
  }

  double rho(Band band) {
    return reflectance.get(band);
  }
}
