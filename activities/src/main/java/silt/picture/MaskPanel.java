package silt.picture;

import java.awt.image.BufferedImage;
import silt.raster.GeoTiff;
import silt.raster.Window;

/** The mask raster in the colours of {@link MaskColour}. */
final class MaskPanel {

  private MaskPanel() {}

  static BufferedImage draw(GeoTiff mask, View view) {
    int[] colours = new int[256];
    for (int flags = 0; flags < colours.length; flags++) {
      colours[flags] = MaskColour.of(flags).rgb();
    }
    BufferedImage image =
        new BufferedImage(view.width(), view.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < view.height(); y++) {
      Window rows = view.rows(y);
      byte[] flags = mask.readBytes(1, rows);
      for (int x = 0; x < view.width(); x++) {
        Blend blend = new Blend();
        for (int row = 0; row < rows.height(); row++) {
          for (int column = view.left(x); column < view.right(x); column++) {
            blend.add(colours[flags[row * rows.width() + column] & 0xff], 1);
          }
        }
        image.setRGB(x, y, blend.rgb());
      }
    }
    return image;
  }
}
