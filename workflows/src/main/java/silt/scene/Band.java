package silt.scene;

/**
 * A band by the role it plays, whatever a sensor's file calls it (HLS user guide v2.0, table 6).
 *
 * <p>Reflectance bands are int16, scale 0.0001, nodata -9999; {@link #FMASK} is uint8 bit flags,
 * fill 255.
 */
public enum Band {
  COASTAL("B01", "B01"),
  BLUE("B02", "B02"),
  GREEN("B03", "B03"),
  RED("B04", "B04"),
  NIR("B05", "B8A"),
  SWIR1("B06", "B11"),
  SWIR2("B07", "B12"),
  CIRRUS("B09", "B10"),
  FMASK("Fmask", "Fmask");

  /** What reflectance files hold where there is no measurement. */
  public static final short REFLECTANCE_NODATA = -9999;

  /** Reflectance is the stored integer times this. */
  public static final double REFLECTANCE_SCALE = 0.0001;

  /** What the Fmask file holds where there is no measurement. */
  public static final int FMASK_FILL = 255;

  private final String l30;
  private final String s30;

  Band(String l30, String s30) {
    this.l30 = l30;
    this.s30 = s30;
  }

  /** The name in the file and in STAC's asset keys, e.g. {@code B8A}. */
  public String code(Sensor sensor) {
    return sensor == Sensor.L30 ? l30 : s30;
  }

  public boolean isReflectance() {
    return this != FMASK;
  }
}
