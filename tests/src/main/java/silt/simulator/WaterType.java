package silt.simulator;

/**
 * The optical character of a water body: what its particles are like and what else is in it.
 *
 * @param chlorophyll mg/m3
 * @param cdom absorption of coloured dissolved matter at 443 nm, 1/m; {@code cdomSlope} its
 *     exponential slope, 1/nm
 * @param backscatter mass-specific backscatter of the particles at 550 nm, m2/g; {@code
 *     backscatterSlope} the exponent of its power law of wavelength
 * @param absorption mass-specific absorption of the particles at 443 nm, m2/g; {@code
 *     absorptionSlope} its exponential slope, 1/nm
 */
record WaterType(
    double chlorophyll,
    double cdom,
    double cdomSlope,
    double backscatter,
    double backscatterSlope,
    double absorption,
    double absorptionSlope) {

  WaterType {
    if (!(backscatter > 0 && absorption > 0 && chlorophyll >= 0 && cdom >= 0)) {
      throw new IllegalArgumentException(
          "water has matter of positive optical size, not backscatter "
              + backscatter
              + ", absorption "
              + absorption
              + ", chlorophyll "
              + chlorophyll
              + ", cdom "
              + cdom);
    }
  }

  /**
   * Draws a river's water. Ranges after Babin et al. 2003 (particle absorption about 0.02 to 0.06
   * m2/g with slope about 0.0123, flatter for minerals, scattering 0.5 m2/g of which about 2 %
   * backwards) and Bricaud et al. 1981 (CDOM slope 0.010 to 0.020).
   */
  static WaterType river(Dice dice, WorldParameters parameters) {
    return new WaterType(
        dice.logBetween(0.5, 12),
        dice.logBetween(0.1, 1.8),
        dice.between(0.013, 0.019),
        dice.logBetween(parameters.backscatterLow(), parameters.backscatterHigh()),
        dice.between(0.2, 1.1),
        dice.logBetween(0.018, 0.045),
        dice.between(0.009, 0.0128));
  }

  /** Lakes: little sediment, more algae and dissolved matter. */
  static WaterType lake(Dice dice, WorldParameters parameters) {
    WaterType river = river(dice, parameters);
    return new WaterType(
        dice.logBetween(0.8, 40),
        dice.logBetween(0.1, 6),
        river.cdomSlope(),
        river.backscatter(),
        river.backscatterSlope(),
        river.absorption(),
        river.absorptionSlope());
  }
}
