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

  private static final String STORED_AS = "Int16";

  private final List<GeoTiff> files = new ArrayList<>();
  private short[] plane = new short[0];

  private TileBands() {}

  /**
   * Opens the network's bands.
   *
   * @throws UnfitBands where one is missing, holds what is no stored reflectance, or lies on other
   *     pixels than the rest
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
        bands.check(band, bands.files.get(bands.files.size() - 1));
      }
      return bands;
    } catch (RuntimeException failed) {
      bands.close();
      throw failed;
    }
  }

  private void check(Band band, GeoTiff file) {
    if (file.bands() != 1) {
      throw new UnfitBands(
          "the file of band "
              + band
              + " has "
              + file.bands()
              + " bands; one file a band is wanted");
    }
    if (!file.type(1).equals(STORED_AS)) {
      throw new UnfitBands(
          "band "
              + band
              + " is stored as "
              + file.type(1)
              + "; int16 reflectance x 10000 is wanted");
    }
    if (!file.grid().samePixelsAs(grid())) {
      throw new UnfitBands(
          "band "
              + band
              + " has "
              + place(file.grid())
              + ", "
              + MaskNetwork.INPUTS.get(0)
              + " has "
              + place(grid()));
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
   * Reads a square.
   *
   * @param stored filled, 6 planes of the square; nodata beyond the grid, too
   * @param ranges told what each band holds
   * @return whether any pixel has data in every band
   */
  boolean read(Windows.Square square, short[] stored, Ranges ranges) {
    int side = square.side();
    int width = square.seen().width();
    int height = square.seen().height();
    int left = square.seen().column() - square.column();
    int top = square.seen().row() - square.row();
    if (square.seen().pixels() < side * side) {
      Arrays.fill(stored, Band.REFLECTANCE_NODATA);
    }
    if (plane.length != square.seen().pixels()) {
      plane = new short[square.seen().pixels()];
    }
    for (int b = 0; b < files.size(); b++) {
      files.get(b).readShorts(1, square.seen(), plane);
      ownNodata(files.get(b));
      ranges.add(b, plane);
      for (int y = 0; y < height; y++) {
        System.arraycopy(plane, y * width, stored, (b * side + top + y) * side + left, width);
      }
    }
    return anyValid(stored, side * side);
  }

  /** A file may say that another value than HLS's stands for no data. */
  private void ownNodata(GeoTiff file) {
    double own = file.nodata(1).orElse(Band.REFLECTANCE_NODATA);
    if (own != Band.REFLECTANCE_NODATA) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = plane[i] == own ? Band.REFLECTANCE_NODATA : plane[i];
      }
    }
  }

  private static boolean anyValid(short[] stored, int pixels) {
    for (int i = 0; i < pixels; i++) {
      if (valid(stored, i, pixels)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a pixel has data in every band. */
  static boolean valid(short[] stored, int pixel, int pixels) {
    for (int at = pixel; at < stored.length; at += pixels) {
      if (stored[at] == Band.REFLECTANCE_NODATA) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    files.forEach(GeoTiff::close);
  }
}
