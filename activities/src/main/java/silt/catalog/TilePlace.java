package silt.catalog;

import java.util.Optional;
import silt.raster.Projection;
import silt.raster.RasterGrid;

/**
 * Where the pixels of a tile lie: HLS cuts every scene of a tile to the same grid.
 *
 * @param code of the coordinate system, e.g. {@code EPSG:32660}; null where it has none
 */
record TilePlace(RasterGrid grid, String code) {

  static TilePlace of(RasterGrid grid) {
    Optional<String> code = Projection.code(grid);
    return new TilePlace(grid, code.orElse(null));
  }
}
