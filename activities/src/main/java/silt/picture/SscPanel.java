package silt.picture;

import java.awt.image.BufferedImage;
import silt.raster.GeoTiff;
import silt.raster.Window;

/**
 * Concentrations over a grey ground. A picture pixel shows the geometric mean of its water, however
 * little of it there is: a blend with the ground would pass for another concentration.
 */
final class SscPanel {

  /** The ground where no true colour was drawn. */
  private static final int FLAT_GREY = 0xbdbdbd;

  /** Water that takes up less of a picture pixel than this is not shown. */
  private static final double LEAST_SHARE = 0.15;

  private SscPanel() {}

  /** The mean of each picture pixel's water, mg/L, row by row; NaN where there is none. */
  static float[] means(GeoTiff ssc, View view) {
    float[] means = new float[Math.multiplyExact(view.width(), view.height())];
    for (int y = 0; y < view.height(); y++) {
      Window rows = view.rows(y);
      float[] values = ssc.readFloats(1, rows);
      for (int x = 0; x < view.width(); x++) {
        means[y * view.width() + x] = mean(values, rows, view.left(x), view.right(x));
      }
    }
    return means;
  }

  private static float mean(float[] values, Window rows, int left, int right) {
    double sum = 0;
    int wet = 0;
    for (int row = 0; row < rows.height(); row++) {
      for (int column = left; column < right; column++) {
        float value = values[row * rows.width() + column];
        if (value > 0) {
          sum += Math.log(value);
          wet++;
        }
      }
    }
    boolean enough = wet > 0 && wet >= LEAST_SHARE * rows.height() * (right - left);
    return enough ? (float) Math.exp(sum / wet) : Float.NaN;
  }

  /**
   * @param trueColour made grey and pale for the ground; {@code null} for a flat ground
   * @param mask its panel, which tells where there is no data
   */
  static BufferedImage draw(
      float[] means, SscScale scale, View view, BufferedImage trueColour, BufferedImage mask) {
    BufferedImage image =
        new BufferedImage(view.width(), view.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < view.height(); y++) {
      for (int x = 0; x < view.width(); x++) {
        float mgL = means[y * view.width() + x];
        int ground = (mask.getRGB(x, y) & 0xffffff) == Blend.NODATA ? Blend.NODATA : FLAT_GREY;
        if (trueColour != null && ground != Blend.NODATA) {
          ground = grey(trueColour.getRGB(x, y));
        }
        image.setRGB(x, y, Float.isNaN(mgL) ? ground : scale.rgb(mgL));
      }
    }
    return image;
  }

  /** The lightness of a colour (ITU-R BT.601), drawn together around middle grey. */
  private static int grey(int rgb) {
    double light = 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
    int grey = Blend.shade((96 + 0.5 * light) / 255);
    return Blend.rgb(grey, grey, grey);
  }
}
