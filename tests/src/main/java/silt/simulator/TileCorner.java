package silt.simulator;

import java.util.Map;
import java.util.TreeSet;
import silt.scene.BadInput;

/**
 * The north-western corner of an HLS tile, in the northern zone's system with negative northings in
 * the south, as HLS files have it.
 *
 * @param epsg of the northern zone, e.g. 32660
 * @param west metres; {@code north} metres
 */
record TileCorner(int epsg, double west, double north) {

  /** Eastings and northings of the Sentinel-2 tiling grid; only the tiles that are simulated. */
  private static final Map<String, TileCorner> TILES =
      Map.of(
          "60GUA", southern(60, 300_000, 5_600_020),
          "60GVA", southern(60, 399_960, 5_600_020),
          "60GUV", southern(60, 300_000, 5_500_000),
          "60GVV", southern(60, 399_960, 5_500_000));

  private static TileCorner southern(int zone, double west, double falseNorth) {
    return new TileCorner(32_600 + zone, west, falseNorth - 10_000_000);
  }

  static TileCorner of(String tile) {
    TileCorner corner = TILES.get(tile);
    if (corner == null) {
      throw new BadInput(
          "tile " + tile + " is not one that the simulator knows",
          "Take one of " + new TreeSet<>(TILES.keySet()) + ".");
    }
    return corner;
  }
}
