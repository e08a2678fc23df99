package silt.sediment.zones;

import silt.raster.Window;

/** Which pixels of a raster belong to which zone. Zones are numbered from 0. */
interface Ownership {

  /** Called for a zone and one of its pixels. */
  interface Visitor {

    /**
     * @param pixel counted row by row within the strip
     */
    void pixel(int zone, int pixel);
  }

  /**
   * Tells each pixel of a strip, once for every zone that owns it. A strip is as wide as the
   * raster.
   */
  void visit(Window strip, Visitor visitor);

  /** Whether the zone may own pixels beyond the raster. */
  boolean crossesEdge(int zone);
}
