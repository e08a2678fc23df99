package silt.sediment.nodes;

import java.util.ArrayList;
import java.util.List;
import silt.raster.RasterGrid;

/**
 * What one band tells of one node, in stored units (reflectance x 10000).
 *
 * @param near over the clear water within 300 m
 * @param count of those values that are not 0, as the incumbent counts them
 * @param crop over the 512 x 512 pixels around the node, clear or not
 */
public record BandStatistics(Spread near, int count, Spread crop) {

  /**
   * Of every node of a tile, in one sweep.
   *
   * @param band the tile's stored reflectance, row by row, nodata -9999
   * @return in the nodes' order
   */
  public static List<BandStatistics> of(
      short[] band, RasterGrid grid, List<NodePixel> nodes, Neighbourhood.ClearWater water) {
    if (band.length != grid.whole().pixels()) {
      throw new IllegalArgumentException(
          "the band has " + band.length + " pixels, its grid " + grid.whole().pixels());
    }
    Spread[] crops = CropSweep.of(band, grid.width(), nodes);
    List<BandStatistics> statistics = new ArrayList<>();
    for (int n = 0; n < crops.length; n++) {
      Neighbourhood.Near near = Neighbourhood.of(band, grid, nodes.get(n), water, n);
      statistics.add(new BandStatistics(near.spread(), near.counted(), crops[n]));
    }
    return statistics;
  }
}
