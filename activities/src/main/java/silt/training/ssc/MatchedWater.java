package silt.training.ssc;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import silt.scene.BadInput;
import silt.scene.Band;

/**
 * One sample from the water beside what a satellite saw of it.
 *
 * @param station where; samples of one station share its habits
 * @param mgL measured, over 0
 * @param reflectance by band, surface reflectance, unitless
 */
record MatchedWater(String station, double mgL, Map<Band, Double> reflectance) {

  MatchedWater {
    requireNonNull(station, "station");
    reflectance = new EnumMap<>(reflectance);
    if (!(mgL > 0)) {
      throw new IllegalArgumentException(station + ": over 0 mg/L, not " + mgL);
    }
  }

  /**
   * @throws BadInput where the match-ups do not hold a band that a model reads
   */
  double rho(Band band) {
    Double rho = reflectance.get(band);
    if (rho == null) {
      throw new BadInput(
          "the match-ups lack " + band.name().toLowerCase(Locale.ROOT) + ", which a model reads",
          "Add that column, as silt matchups writes it, or choose another model.");
    }
    return rho;
  }

  double ln() {
    return Math.log(mgL);
  }
}
