package silt.mask;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import silt.raster.GeoTiff;
import silt.raster.RasterGrid;
import silt.scene.Band;

/** The input bands of one scene open for reading, by one thread. */
final class TileBands implements AutoCloseable {

  private final List<GeoTiff> files = new ArrayList<>();
  private short[] stored = new short[0];

  private TileBands() {}

  /**
   * Opens the network's bands.
   *
   * @throws UnfitBands where one is missing or their pixels do not lie on each other
   */
  static TileBands open(Map<Band, Path> paths) {
    TileBands bands = new TileBands();
    try {
      for (Band band : MaskNetwork.INPUTS) {
        Path path = paths.get(band);
        if (path == null) {
          throw new UnfitBands("band " + band + " is missing; the masks need it");
        }
        bands.files.add(GeoTiff.open(path));
        RasterGrid here = bands.files.get(bands.files.size() - 1).grid();
        if (!here.samePixelsAs(bands.grid())) {
          throw new UnfitBands(
              "band "
                  + band
                  + " has "
                  + place(here)
                  + ", "
                  + MaskNetwork.INPUTS.get(0)
                  + " has "
                  + place(bands.grid()));
        }
      }
      return bands;
    } catch (RuntimeException failed) {
      bands.close();
      throw failed;
    }
  }

  private static String place(RasterGrid grid) {
    return grid.width()
        + "x"
        + grid.height()
        + " pixels of "
        + grid.pixelSize()
        + " m at "
        + grid.originX()
        + ","
        + grid.originY();
  }

  RasterGrid grid() {
    return files.get(0).grid();
  }

  /**
   * Reads a square and scales it for the network. Pixels without data enter as 0.
   *
   * @param inputs filled, 6 planes of the square
   * @param valid filled: data in every band, and on the grid
   * @return the highest stored value of a valid pixel, or {@link Short#MIN_VALUE} without any
   */
  int read(Windows.Square square, MaskNetwork network, float[] inputs, boolean[] valid) {
    int side = square.side();
    int width = square.seen().width();
    int height = square.seen().height();
    Arrays.fill(inputs, 0);
    Arrays.fill(valid, false);
    int pixels = square.seen().pixels();
    if (stored.length != pixels) {
      stored = new short[pixels];
    }
    int highest = Short.MIN_VALUE;
    for (int b = 0; b < files.size(); b++) {
      files.get(b).readShorts(1, square.seen(), stored);
      int plane = b * side * side;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          short value = stored[y * width + x];
          int i = y * side + x;
          if (value == Band.REFLECTANCE_NODATA) {
            valid[i] = false;
          } else if (b == 0 || valid[i]) {
            valid[i] = true;
            highest = Math.max(highest, value);
            inputs[plane + i] = network.scaled(value);
          }
        }
      }
    }
    return clear(inputs, valid) ? highest : Short.MIN_VALUE;
  }

  /** Empties the pixels that lack a band; whether any pixel lacks none. */
  private static boolean clear(float[] inputs, boolean[] valid) {
    boolean any = false;
    for (int i = 0; i < valid.length; i++) {
      any |= valid[i];
      if (!valid[i]) {
        for (int at = i; at < inputs.length; at += valid.length) {
          inputs[at] = 0;
        }
      }
    }
    return any;
  }

  @Override
  public void close() {
    files.forEach(GeoTiff::close);
  }
}
