package silt.sediment.zones;

/**
 * When a zone's value is to be mistrusted.
 *
 * @param minPixels zones with fewer values are flagged, at least 1
 * @param minClearFraction zones less clear are flagged, 0 to 1
 */
public record ZoneRules(int minPixels, double minClearFraction) {

  public ZoneRules {
    if (minPixels < 1) {
      throw new IllegalArgumentException("a zone needs at least 1 pixel, not " + minPixels);
    }
    if (!(minClearFraction >= 0 && minClearFraction <= 1)) {
      throw new IllegalArgumentException("a clear fraction is 0 to 1, not " + minClearFraction);
    }
  }
}
