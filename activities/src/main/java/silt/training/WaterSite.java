package silt.training;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import silt.training.data.Fmask;
import silt.training.data.Near;

/**
 * What is known of the water of one chip that judges, by two truths.
 *
 * <p>Truth A: hand label, {@code Fmask} bit and JRC occurrence agree, and {@code Fmask} sees
 * neither cloud nor shadow near: easy, and circular for {@code Fmask}. Truth B: label and JRC
 * alone. The labels judge and never train.
 *
 * @param truthA 0, 1 or {@link Chip#UNKNOWN}; @param truthB likewise
 * @param shore within three pixels of the label's shore
 * @param steep slope over ten degrees by the Copernicus elevation model
 */
record WaterSite(
    HlsChips.Entry entry, byte[] truthA, byte[] truthB, boolean[] shore, boolean[] steep) {

  private static final int SHORE = 3;
  private static final double STEEP = Math.tan(Math.toRadians(10));
  private static final double PIXEL_METRES = 30;

  static WaterSite of(HlsChips.Entry entry, Path labels) {
    int w = entry.chip().width();
    int h = entry.chip().height();
    boolean[] label = label(labels.resolve(entry.name() + ".png"), w, h);
    byte[] a = new byte[w * h];
    byte[] b = new byte[w * h];
    for (int i = 0; i < a.length; i++) {
      int f = entry.fmask()[i] & 0xff;
      int often = entry.occurrence()[i] & 0xff;
      boolean seen = f != Fmask.FILL && entry.chip().valid(i) && HlsChips.tellsOccurrence(often);
      boolean wet = label[i] && often >= HlsChips.OFTEN_WATER;
      boolean dry = !label[i] && often == 0;
      b[i] = !seen ? Chip.UNKNOWN : wet ? 1 : dry ? 0 : Chip.UNKNOWN;
      boolean hidden = Fmask.CLOUD.in(f) || Fmask.SHADOW.in(f) || Fmask.ADJACENT.in(f);
      boolean agrees = Fmask.WATER.in(f) == wet;
      a[i] = hidden || !agrees ? Chip.UNKNOWN : b[i];
    }
    return new WaterSite(entry, a, b, Near.edge(label, w, h, SHORE), steep(entry, w, h));
  }

  private static boolean[] label(Path png, int width, int height) {
    try {
      BufferedImage image = ImageIO.read(png.toFile());
      boolean[] label = new boolean[width * height];
      for (int i = 0; i < label.length; i++) {
        label[i] = image.getRaster().getSample(i % width, i / width, 0) != 0;
      }
      return label;
    } catch (IOException failed) {
      throw new UncheckedIOException(png + " cannot be read", failed);
    }
  }

  /** Central differences over two pixels. */
  private static boolean[] steep(HlsChips.Entry entry, int w, int h) {
    float[] metres = entry.elevation();
    boolean[] steep = new boolean[w * h];
    for (int y = 1; y < h - 1; y++) {
      for (int x = 1; x < w - 1; x++) {
        int i = y * w + x;
        double east = (metres[i + 1] - metres[i - 1]) / (2 * PIXEL_METRES);
        double south = (metres[i + w] - metres[i - w]) / (2 * PIXEL_METRES);
        steep[i] = Math.hypot(east, south) > STEEP;
      }
    }
    return steep;
  }
}
