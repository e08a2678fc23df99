package silt.samples;

/**
 * What the user says of every sample of a file; a cell of the row's own comes first. All but {@code
 * crs} may be {@code null}.
 *
 * @param quantity SSC, TSS, TSM or SPM; it comes before the file's own words
 * @param lon degrees, with lat
 * @param crs EPSG code of the file's coordinates
 */
public record SampleDefaults(
    String quantity,
    String station,
    Double lon,
    Double lat,
    int crs,
    Double depthM,
    String method,
    String source,
    String licence) {

  public SampleDefaults {
    if (depthM != null && !(depthM >= 0 && depthM < 12_000)) {
      throw new IllegalArgumentException(
          "a depth is 0 to 12000 m below the surface, not " + depthM + " m");
    }
  }

  /** Nothing said: longitude and latitude in degrees. */
  public static SampleDefaults none() {
    return new SampleDefaults(null, null, null, null, Places.LON_LAT, null, null, null, null);
  }
}
