package silt.training.judge;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import silt.mask.MaskClass;
import silt.picture.MaskColour;
import silt.picture.TrueColour;
import silt.training.data.Chip;

/**
 * Draws one chip, pixel by pixel: what the sensor saw, what is true, what was said, what is wrong.
 */
final class Panels {

  /** Nobody knows, or there is no data. */
  static final int UNKNOWN = MaskColour.NODATA.rgb();

  /** Of the class, and not said to be. */
  static final int MISSED = 0xd55e00;

  /** Said to be of the class, and not. */
  static final int FALSE_ALARM = 0xa3007a;

  /** Of the class, and said to be. */
  static final int FOUND = 0x8fc1e0;

  /** Not of the class, and not said to be. */
  static final int RIGHT = 0xf6f3ea;

  /** Of a side; larger chips are thinned out, or a page would be tens of megabytes. */
  private static final int MOST_PIXELS = 600;

  private final ChipTruth truth;
  private final Chip chip;

  Panels(ChipTruth truth) {
    this.truth = truth;
    this.chip = truth.judged().chip();
  }

  /** Red, green, blue, by the curve of all pictures. */
  String trueColour() {
    return draw(i -> shown(i, 2, 1, 0));
  }

  /** Short-wave infrared, near infrared, red: water is dark, whatever its colour. */
  String falseColour() {
    return draw(i -> shown(i, 4, 3, 2));
  }

  private int shown(int i, int red, int green, int blue) {
    return chip.valid(i)
        ? TrueColour.rgb(chip.bands()[red][i], chip.bands()[green][i], chip.bands()[blue][i])
        : UNKNOWN;
  }

  /** The true classes, light grey where none of those that rank is known. */
  String truth() {
    return draw(
        i -> {
          int flags = 0;
          boolean known = false;
          for (MaskClass c : truth.ranking()) {
            byte is = truth.known(c)[i];
            known |= is == 0 || is == 1;
            flags |= is == 1 ? c.flag() : 0;
          }
          return known && chip.valid(i) ? MaskColour.of(flags).rgb() : UNKNOWN;
        });
  }

  /** What was said. */
  String said(byte[] flags) {
    return draw(i -> MaskColour.of(flags[i] & 0xff).rgb());
  }

  /** Where what was said is wrong, of any class that ranks. */
  String wrong(byte[] flags) {
    return draw(
        i -> {
          int colour = UNKNOWN;
          for (MaskClass c : truth.ranking()) {
            byte is = truth.known(c)[i];
            if (is != 0 && is != 1 || !chip.valid(i)) {
              continue;
            }
            boolean said = Said.of(flags, i, c);
            if (said != (is == 1)) {
              return said ? FALSE_ALARM : MISSED;
            }
            colour = said ? FOUND : colour == FOUND ? FOUND : RIGHT;
          }
          return colour;
        });
  }

  private String draw(IntUnaryOperator colour) {
    int step = (Math.max(chip.width(), chip.height()) + MOST_PIXELS - 1) / MOST_PIXELS;
    int wide = (chip.width() + step - 1) / step;
    int high = (chip.height() + step - 1) / step;
    BufferedImage image = new BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < high; y++) {
      for (int x = 0; x < wide; x++) {
        image.setRGB(x, y, colour.applyAsInt(y * step * chip.width() + x * step));
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException failed) {
      throw new UncheckedIOException("a picture cannot be encoded", failed);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
  }
}
