package silt.picture;

import java.awt.image.BufferedImage;
import silt.raster.GeoTiff;
import silt.raster.Window;
import silt.scene.Band;

/**
 * Red, green and blue reflectance as a screen shows it: the mean of each block, brightened by a
 * curve that is the same for every scene, so that pictures can be compared.
 */
public final class TrueColour {

  /** Reflectance shown as white; bright clouds are beyond, and lose nothing that matters here. */
  private static final double WHITE = 0.36;

  private static final double GAMMA = 1 / 2.0;

  private final GeoTiff[] bands;

  /** Bands on one grid, int16 as HLS has them. */
  TrueColour(GeoTiff red, GeoTiff green, GeoTiff blue) {
    this.bands = new GeoTiff[] {red, green, blue};
  }

  BufferedImage draw(View view) {
    BufferedImage image =
        new BufferedImage(view.width(), view.height(), BufferedImage.TYPE_INT_RGB);
    int[] rgb = new int[view.width()];
    for (int y = 0; y < view.height(); y++) {
      Window rows = view.rows(y);
      short[][] stored = new short[bands.length][];
      for (int b = 0; b < bands.length; b++) {
        stored[b] = bands[b].readShorts(1, rows);
      }
      for (int x = 0; x < view.width(); x++) {
        rgb[x] = colour(stored, rows, view.left(x), view.right(x));
      }
      image.setRGB(0, y, view.width(), 1, rgb, 0, view.width());
    }
    return image;
  }

  private static int colour(short[][] stored, Window rows, int left, int right) {
    long[] sums = new long[stored.length];
    int valid = 0;
    for (int row = 0; row < rows.height(); row++) {
      for (int i = row * rows.width() + left; i < row * rows.width() + right; i++) {
        if (measured(stored, i)) {
          valid++;
          for (int b = 0; b < sums.length; b++) {
            sums[b] += stored[b][i];
          }
        }
      }
    }
    if (2 * valid < rows.height() * (right - left)) {
      return Blend.NODATA;
    }
    return Blend.rgb(
        shown((double) sums[0] / valid),
        shown((double) sums[1] / valid),
        shown((double) sums[2] / valid));
  }

  /**
   * One pixel, {@code 0xrrggbb}.
   *
   * @param red reflectance x 10000, as stored; likewise the others
   */
  public static int rgb(short red, short green, short blue) {
    return Blend.rgb(shown(red), shown(green), shown(blue));
  }

  private static boolean measured(short[][] stored, int i) {
    for (short[] band : stored) {
      if (band[i] == Band.REFLECTANCE_NODATA) {
        return false;
      }
    }
    return true;
  }

  private static int shown(double stored) {
    double share = Math.max(0, stored * Band.REFLECTANCE_SCALE) / WHITE;
    return Blend.shade(Math.pow(share, GAMMA));
  }
}
