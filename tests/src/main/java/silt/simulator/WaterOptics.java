package silt.simulator;

/**
 * The reflectance of water from what is in it: a forward model of inherent optical properties that
 * no regressor of the service inverts.
 *
 * <p>Absorption {@code a} is that of pure water, dissolved matter, algae and particles; backscatter
 * {@code bb} that of water and particles; {@code u = bb / (a + bb)}; below the surface {@code rrs =
 * 0.0949 u + 0.0794 u^2} (Gordon et al. 1988), above it {@code Rrs = 0.52 rrs / (1 - 1.7 rrs)} (Lee
 * et al. 1999), and water reflectance is {@code pi Rrs}.
 */
final class WaterOptics {

  private static final double G0 = 0.0949;
  private static final double G1 = 0.0794;

  /**
   * Absorption of pure water, 1/m: Pope and Fry 1997 to 727 nm, Kou et al. 1993 beyond, rounded, by
   * wavelength in nm.
   */
  private static final double[][] PURE_WATER = {
    {440, 0.0064},
    {443, 0.0070},
    {480, 0.0127},
    {485, 0.0136},
    {492.5, 0.0162},
    {500, 0.0204},
    {550, 0.0565},
    {560, 0.0619},
    {565, 0.0642},
    {650, 0.340},
    {655, 0.371},
    {660, 0.410},
    {665, 0.429},
    {700, 0.624},
    {705, 0.704},
    {710, 0.827},
    {740, 2.5},
    {783, 2.4},
    {833, 3.4},
    {865, 4.6},
    {945, 27},
    {1375, 600},
    {1610, 670},
    {2200, 1700}
  };

  /**
   * Absorption of algae for each mg/m3 of chlorophyll, m2/mg, at about 5 mg/m3 (Bricaud et al.
   * 1995).
   */
  private static final double[][] ALGAE = {
    {443, 0.035},
    {490, 0.023},
    {560, 0.007},
    {620, 0.008},
    {655, 0.0125},
    {665, 0.0155},
    {676, 0.019},
    {704, 0.003},
    {740, 0},
    {2300, 0}
  };

  /** The optical properties of a type of water at some wavelengths; per g/m3 for particles. */
  static final class Properties {
    final float[] absorption;
    final float[] backscatter;
    final float[] absorptionPerG;
    final float[] backscatterPerG;

    private Properties(int bands) {
      absorption = new float[bands];
      backscatter = new float[bands];
      absorptionPerG = new float[bands];
      backscatterPerG = new float[bands];
    }
  }

  private WaterOptics() {}

  static Properties properties(WaterType water, double[] nm) {
    Properties of = new Properties(nm.length);
    for (int b = 0; b < nm.length; b++) {
      double l = nm[b];
      of.absorption[b] =
          (float)
              (at(PURE_WATER, l)
                  + water.cdom() * Math.exp(-water.cdomSlope() * (l - 443))
                  + water.chlorophyll() * at(ALGAE, l));
      // half of the scattering of pure fresh water (Morel 1974)
      of.backscatter[b] = (float) (0.00111 * Math.pow(l / 500, -4.32));
      of.absorptionPerG[b] =
          (float) (water.absorption() * Math.exp(-water.absorptionSlope() * (l - 443)));
      of.backscatterPerG[b] =
          (float) (water.backscatter() * Math.pow(l / 550, -water.backscatterSlope()));
    }
    return of;
  }

  /** Water reflectance from absorption and backscatter, 1/m; without glint. */
  static float reflectance(float absorption, float backscatter) {
    double u = backscatter / (absorption + backscatter);
    double below = (G0 + G1 * u) * u;
    return (float) (Math.PI * 0.52 * below / (1 - 1.7 * below));
  }

  /** Water reflectance of one type with {@code sscMgL} of particles, at one wavelength's index. */
  static float reflectance(Properties water, int band, double sscMgL) {
    return reflectance(
        (float) (water.absorption[band] + sscMgL * water.absorptionPerG[band]),
        (float) (water.backscatter[band] + sscMgL * water.backscatterPerG[band]));
  }

  private static double at(double[][] table, double nm) {
    if (nm <= table[0][0]) {
      return table[0][1];
    }
    for (int i = 1; i < table.length; i++) {
      if (nm <= table[i][0]) {
        double t = (nm - table[i - 1][0]) / (table[i][0] - table[i - 1][0]);
        return table[i - 1][1] + t * (table[i][1] - table[i - 1][1]);
      }
    }
    return table[table.length - 1][1];
  }
}
