package silt.sediment.zones;

import static java.util.Objects.requireNonNull;

import org.locationtech.jts.geom.Geometry;

/**
 * A place that results are summarised over.
 *
 * @param id the database's key
 * @param externalId the id that its source gives it
 * @param lonLat centreline, point or outline; WGS 84 degrees
 * @param widthM width of a reach or diameter of a node, m, over 0; null where unknown
 */
public record Zone(long id, String externalId, ZoneKind kind, Geometry lonLat, Double widthM) {

  public Zone {
    requireNonNull(externalId, "externalId");
    requireNonNull(kind, "kind");
    requireNonNull(lonLat, "lonLat");
    if (lonLat.isEmpty()) {
      throw new IllegalArgumentException("zone " + externalId + " has an empty geometry");
    }
    if (widthM != null && !(widthM > 0)) {
      throw new IllegalArgumentException(
          "the width of zone " + externalId + " must be over 0 m, not " + widthM);
    }
    if (kind == ZoneKind.CELL) {
      throw new IllegalArgumentException(
          "cells are computed from the grid, not given: " + externalId);
    }
  }
}
