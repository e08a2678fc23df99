package silt.scene;

/** The two HLS products: harmonised Landsat OLI and harmonised Sentinel-2 MSI, 30 m both. */
public enum Sensor {
  L30("HLSL30_2.0", "HLSL30", "C2021957657-LPCLOUD"),
  S30("HLSS30_2.0", "HLSS30", "C2021957295-LPCLOUD");

  private final String stacCollection;
  private final String shortName;
  private final String cmrConceptId;

  Sensor(String stacCollection, String shortName, String cmrConceptId) {
    this.stacCollection = stacCollection;
    this.shortName = shortName;
    this.cmrConceptId = cmrConceptId;
  }

  /** The collection id in CMR-STAC since 2024-09. */
  public String stacCollection() {
    return stacCollection;
  }

  /** The short name in CMR's granule search; version {@code 2.0}. */
  public String shortName() {
    return shortName;
  }

  /** The collection's concept id in CMR. */
  public String cmrConceptId() {
    return cmrConceptId;
  }
}
