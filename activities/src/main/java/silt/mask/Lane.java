package silt.mask;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.scene.Band;

/** The files and arrays that one window at a time needs. */
final class Lane implements AutoCloseable {

  private final MaskNetwork network;
  private final TileBands bands;
  private final RasterGrid grid;
  private float[] inputs = new float[0];
  private boolean[] valid = new boolean[0];

  Lane(MaskNetwork network, Map<Band, Path> paths, RasterGrid grid) {
    this.network = network;
    this.bands = TileBands.open(paths);
    this.grid = grid;
  }

  /**
   * Masks the core of a square.
   *
   * @param flags of the whole grid; only the core's are written
   * @return the square's highest stored value, {@link Short#MIN_VALUE} where it has no data and the
   *     network was not asked
   */
  int mask(Windows.Square square, byte[] flags) {
    int side = square.side();
    int plane = side * side;
    if (valid.length != plane) {
      valid = new boolean[plane];
      inputs = new float[plane * MaskNetwork.INPUTS.size()];
    }
    int highest = bands.read(square, network, inputs, valid);
    Window core = square.core();
    float[] logits = highest == Short.MIN_VALUE ? null : network.logits(inputs, 1, side, side);
    for (int row = core.row(); row < core.endRow(); row++) {
      int to = row * grid.width() + core.column();
      if (logits == null) {
        Arrays.fill(flags, to, to + core.width(), (byte) MaskClass.NODATA);
        continue;
      }
      int from = (row - square.row()) * side + core.column() - square.column();
      for (int x = 0; x < core.width(); x++) {
        flags[to + x] =
            (byte) (valid[from + x] ? network.flags(logits, from + x, plane) : MaskClass.NODATA);
      }
    }
    return highest;
  }

  @Override
  public void close() {
    bands.close();
  }
}
