package silt.archive;

import java.util.Arrays;
import java.util.Optional;

/**
 * The two HLS collections as CMR lists them; ids, names and start dates are those of NASA's own
 * collection records.
 */
public enum HlsCollection {
  HLSS30(
      "C2021957295-LPCLOUD",
      "HLS Sentinel-2 Multi-spectral Instrument Surface Reflectance Daily Global 30m v2.0",
      "2015-11-28T00:00:00.000Z",
      "Sentinel-2A",
      "Sentinel-2 MSI",
      "10.5067/HLS/HLSS30.002"),
  HLSL30(
      "C2021957657-LPCLOUD",
      "HLS Landsat Operational Land Imager Surface Reflectance and TOA Brightness Daily Global 30m"
          + " v2.0",
      "2013-04-11T00:00:00.000Z",
      "LANDSAT-8",
      "OLI",
      "10.5067/HLS/HLSL30.002");

  private final String conceptId;
  private final String title;
  private final String begins;
  private final String platform;
  private final String instrument;
  private final String doi;

  HlsCollection(
      String conceptId,
      String title,
      String begins,
      String platform,
      String instrument,
      String doi) {
    this.conceptId = conceptId;
    this.title = title;
    this.begins = begins;
    this.platform = platform;
    this.instrument = instrument;
    this.doi = doi;
  }

  public String conceptId() {
    return conceptId;
  }

  public String title() {
    return title;
  }

  /** The first acquisition, an ISO 8601 instant. */
  public String begins() {
    return begins;
  }

  public String platform() {
    return platform;
  }

  public String instrument() {
    return instrument;
  }

  public String doi() {
    return doi;
  }

  /** The collection's id in STAC, e.g. {@code HLSS30_2.0}. */
  public String stacId() {
    return name() + "_2.0";
  }

  /** The prefix of its objects in the bucket, e.g. {@code HLSS30.020}. */
  public String prefix() {
    return name() + ".020";
  }

  /** By STAC id; the older {@code HLSS30.v2.0} is expanded as CMR-STAC does. */
  public static Optional<HlsCollection> byStacId(String id) {
    return Arrays.stream(values())
        .filter(each -> each.stacId().equals(id) || (each.name() + ".v2.0").equals(id))
        .findFirst();
  }
}
