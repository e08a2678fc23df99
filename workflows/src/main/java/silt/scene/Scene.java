package silt.scene;

import static java.util.Objects.requireNonNull;

/**
 * One HLS granule at one revision: the unit of work, of retry and of provenance.
 *
 * <p>NASA publishes a granule anew under the same id when it is reprocessed; the revision, which
 * only CMR's granule search tells, keeps those apart.
 */
public record Scene(GranuleId granule, int revision) {

  public Scene {
    requireNonNull(granule, "granule");
    if (revision < 1) {
      throw new IllegalArgumentException("a revision counts from 1, not from " + revision);
    }
  }

  /** The business key that Temporal, PostGIS and the stores share. */
  public String key() {
    return granule + "/r" + revision;
  }
}
