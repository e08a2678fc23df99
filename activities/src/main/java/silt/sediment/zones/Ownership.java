package silt.sediment.zones;

/**
 * Which pixels of a raster belong to which zone. Zones are numbered from 0, and told one at a time,
 * so that what a zone costs is what its own pixels cost.
 *
 * <p>A pixel belongs to a zone by its centre alone: never in part, and whatever else it belongs to.
 */
interface Ownership {

  /** Told the pixels of a zone as stretches of rows. */
  interface Runs {

    /**
     * @param from first column
     * @param to the column after the last, over {@code from}
     */
    void run(int row, int from, int to);
  }

  int zones();

  /** Tells the pixels of a zone that lie on the raster, each once. */
  void pixels(int zone, Runs into);

  /** Whether the zone may own pixels beyond the raster. */
  boolean crossesEdge(int zone);
}
