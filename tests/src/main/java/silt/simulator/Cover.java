package silt.simulator;

/**
 * What covers land, as reflectance at {@link SensorBand#OLI_NM}.
 *
 * <p>Levels follow the medians of clear real HLS chips by land cover (for instance grass .039 .048
 * .079 .087 .27 .25 .16, trees .030 .034 .057 .062 .20 .18 .11, crops .042 .052 .087 .10 .25 .24
 * .16, bare .065 .083 .13 .17 .25 .30 .25 in the seven bands), pulled apart to pure covers since
 * real pixels are mixed. Snow follows Warren and Wiscombe 1980 (grain radius about 0.3 mm).
 */
enum Cover {
  GRASS(0.033, 0.041, 0.078, 0.060, 0.125, 0.26, 0.31, 0.33, 0.345, 0.17, 0.0015, 0.225, 0.115),
  CROP(0.028, 0.035, 0.075, 0.045, 0.105, 0.32, 0.40, 0.42, 0.435, 0.22, 0.0015, 0.205, 0.095),
  DRY(0.052, 0.068, 0.112, 0.140, 0.165, 0.20, 0.22, 0.24, 0.255, 0.13, 0.0015, 0.325, 0.225),
  BARE(0.068, 0.088, 0.135, 0.180, 0.200, 0.215, 0.23, 0.245, 0.258, 0.13, 0.0015, 0.335, 0.275),
  FOREST(0.017, 0.021, 0.042, 0.029, 0.062, 0.15, 0.185, 0.195, 0.205, 0.11, 0.0015, 0.115, 0.052),
  SHRUB(0.032, 0.040, 0.066, 0.072, 0.105, 0.18, 0.205, 0.22, 0.232, 0.12, 0.0015, 0.235, 0.145),
  GRAVEL(0.105, 0.128, 0.170, 0.195, 0.205, 0.21, 0.218, 0.225, 0.232, 0.12, 0.0015, 0.255, 0.225),
  SAND(0.22, 0.27, 0.34, 0.39, 0.41, 0.42, 0.43, 0.44, 0.450, 0.25, 0.0015, 0.520, 0.470),
  URBAN(0.085, 0.105, 0.138, 0.155, 0.175, 0.20, 0.215, 0.23, 0.242, 0.12, 0.0015, 0.245, 0.205),
  ROCK(0.075, 0.088, 0.108, 0.125, 0.132, 0.14, 0.147, 0.154, 0.160, 0.09, 0.0015, 0.205, 0.180),
  SNOW(0.880, 0.900, 0.895, 0.870, 0.855, 0.84, 0.82, 0.79, 0.770, 0.45, 0.0030, 0.110, 0.085);

  private final float[] spectrum;

  Cover(double... reflectance) {
    spectrum = new float[reflectance.length];
    for (int i = 0; i < reflectance.length; i++) {
      spectrum[i] = (float) reflectance[i];
    }
  }

  float at(int spectrumIndex) {
    return spectrum[spectrumIndex];
  }

  /** Thick cloud, lit from above. */
  static final float[] CLOUD = {
    0.78f, 0.79f, 0.79f, 0.80f, 0.81f, 0.82f, 0.82f, 0.83f, 0.83f, 0.35f, 0.02f, 0.58f, 0.42f
  };

  /** How much of the light on level ground comes straight from the sun in clear air. */
  static final float[] DIRECT = {
    0.70f, 0.75f, 0.81f, 0.86f, 0.875f, 0.885f, 0.895f, 0.90f, 0.905f, 0.9f, 0.9f, 0.955f, 0.97f
  };

  /** Haze by wavelength, relative to the blue: a power law of exponent -1.6. */
  static float haze(int spectrumIndex) {
    return (float) Math.pow(SensorBand.OLI_NM[spectrumIndex] / 482, -1.6);
  }
}
