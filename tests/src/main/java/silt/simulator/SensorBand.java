package silt.simulator;

import java.util.List;
import silt.scene.Band;
import silt.scene.Sensor;

/**
 * A band's file of an HLS granule: what it is called, what it measures, and, for S30, HLS's linear
 * adjustment of MSI to OLI ({@code MSI band .. bandpass adjustment slope and offset}, the tags of
 * real S30 files; Claverie et al. 2018, table 5).
 *
 * @param code as in the file's name, {@code B8A}
 * @param longName as in the file's {@code long_name}
 * @param nm centre of the band (nm), as USGS and ESA publish
 * @param spectrum index into {@link Cover} spectra and {@link #OLI_NM}; -1 for thermal
 */
record SensorBand(
    String code, String longName, double nm, int spectrum, double slope, double offset, Kind kind) {

  enum Kind {
    SURFACE,
    /** Top-of-atmosphere reflectance in water vapour absorption. */
    VAPOUR,
    /** Top-of-atmosphere reflectance at 1.38 um, dark but for high clouds. */
    CIRRUS,
    /** Brightness temperature, 0.01 degrees C. */
    THERMAL
  }

  /**
   * The nominal wavelength of each place in a spectrum, nm; OLI's centre where OLI has the band.
   */
  static final double[] OLI_NM = {
    443, 482, 561, 655, 704, 740, 783, 833, 865, 945, 1375, 1609, 2201
  };

  static final int BLUE = 1;
  static final int RED = 3;
  static final int NIR = 8;
  static final int SWIR1 = 11;

  private static final List<SensorBand> L30 =
      List.of(
          surface("B01", "Coastal_Aerosol", 443, 0, 1, 0),
          surface("B02", "Blue", 482, 1, 1, 0),
          surface("B03", "Green", 561, 2, 1, 0),
          surface("B04", "Red", 655, 3, 1, 0),
          surface("B05", "NIR", 865, 8, 1, 0),
          surface("B06", "SWIR1", 1609, 11, 1, 0),
          surface("B07", "SWIR2", 2201, 12, 1, 0),
          new SensorBand("B09", "Cirrus", 1373, 10, 1, 0, Kind.CIRRUS),
          new SensorBand("B10", "Thermal Infrared 1", 10_895, -1, 1, 0, Kind.THERMAL),
          new SensorBand("B11", "Thermal Infrared 2", 12_005, -1, 1, 0, Kind.THERMAL));

  private static final List<SensorBand> S30 =
      List.of(
          surface("B01", "Coastal_Aerosol", 442.7, 0, 0.9959, -0.0002),
          surface("B02", "Blue", 492.4, 1, 0.9778, -0.0040),
          surface("B03", "Green", 559.8, 2, 1.0075, -0.0008),
          surface("B04", "Red", 664.6, 3, 0.9761, 0.0010),
          surface("B05", "Red_Edge1", 704.1, 4, 1, 0),
          surface("B06", "Red_Edge2", 740.5, 5, 1, 0),
          surface("B07", "Red_Edge3", 782.8, 6, 1, 0),
          surface("B08", "NIR_Broad", 832.8, 7, 1, 0),
          new SensorBand("B09", "Water_Vapor", 945.1, 9, 1, 0, Kind.VAPOUR),
          new SensorBand("B10", "Cirrus", 1373.5, 10, 1, 0, Kind.CIRRUS),
          surface("B11", "SWIR1", 1613.7, 11, 1.0000, -0.0003),
          surface("B12", "SWIR2", 2202.4, 12, 0.9867, 0.0004),
          surface("B8A", "NIR_Narrow", 864.7, 8, 0.9966, 0));

  private static SensorBand surface(
      String code, String name, double nm, int spectrum, double slope, double offset) {
    return new SensorBand(code, name, nm, spectrum, slope, offset, Kind.SURFACE);
  }

  /** All reflectance and thermal bands of a sensor's granule, in the order of their names. */
  static List<SensorBand> of(Sensor sensor) {
    return sensor == Sensor.L30 ? L30 : S30;
  }

  /** The file of a role. */
  static SensorBand of(Sensor sensor, Band role) {
    String code = role.code(sensor);
    return of(sensor).stream()
        .filter(band -> band.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(role + " is no reflectance band"));
  }
}
