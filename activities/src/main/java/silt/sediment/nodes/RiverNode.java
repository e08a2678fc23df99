package silt.sediment.nodes;

import static java.util.Objects.requireNonNull;

/**
 * A point of a river that a value is asked for.
 *
 * @param id as its source gives it; it travels with the value, which the incumbent finds again by
 *     truncated coordinates
 * @param longitude WGS 84, degrees, -180..180
 * @param latitude WGS 84, degrees, -90..90
 */
public record RiverNode(String id, double longitude, double latitude) {

  public RiverNode {
    requireNonNull(id, "id");
    if (id.isBlank()) {
      throw new IllegalArgumentException("a node has an id");
    }
    if (!(longitude >= -180 && longitude <= 180)) {
      throw new IllegalArgumentException("a longitude is -180..180 degrees, not " + longitude);
    }
    if (!(latitude >= -90 && latitude <= 90)) {
      throw new IllegalArgumentException("a latitude is -90..90 degrees, not " + latitude);
    }
  }
}
