package silt.sediment.pixels;

import java.util.ArrayList;
import java.util.List;
import silt.raster.RasterGrid;
import silt.raster.Window;

/** How rasters are read: whole rows, so many at a time that memory stays small. */
public final class Strips {

  /** A multiple of the tile height of our own rasters, so that no tile is read twice. */
  public static final int ROWS = 256;

  private Strips() {}

  /** From top to bottom; the last may be lower. */
  public static List<Window> of(RasterGrid grid) {
    List<Window> strips = new ArrayList<>();
    for (int row = 0; row < grid.height(); row += ROWS) {
      strips.add(new Window(0, row, grid.width(), Math.min(ROWS, grid.height() - row)));
    }
    return strips;
  }
}
