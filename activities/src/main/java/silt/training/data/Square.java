package silt.training.data;

import java.util.Arrays;
import silt.mask.MaskClass;
import silt.scene.Band;

/**
 * A square on its way from the chip to the network: reflectance as numbers that augmentation may
 * change, with truth and a teacher's word going along.
 */
final class Square {

  private static final float STORED = 10_000;

  final int width;
  final int height;

  /** Reflectance, 0..1, band by band; NaN where nothing was measured. */
  final float[][] bands;

  final byte[][] truth;

  /** {@code null} where no teacher told. */
  byte[][] soft;

  /** Whether what lies here was seen through air whose light was taken off by estimate. */
  boolean isToa;

  /** A square without data. */
  Square(int width, int height) {
    this.width = width;
    this.height = height;
    this.bands = new float[Batch.BANDS][width * height];
    this.truth = new byte[Batch.CLASSES][width * height];
    for (float[] band : bands) {
      Arrays.fill(band, Float.NaN);
    }
    for (byte[] known : truth) {
      Arrays.fill(known, Chip.UNKNOWN);
    }
  }

  /**
   * Takes a chip over, its upper left corner in ours.
   *
   * @param turn 0 as it is; its lowest bit mirrors columns, the next rows, the third swaps both
   */
  void take(Chip chip, SoftLabels told, int turn) {
    if (told != null) {
      soft = new byte[Batch.CLASSES][width * height];
      for (byte[] known : soft) {
        Arrays.fill(known, Chip.UNKNOWN);
      }
    }
    boolean across = (turn & 4) != 0;
    int w = across ? chip.height() : chip.width();
    int h = across ? chip.width() : chip.height();
    for (int y = 0; y < Math.min(h, height); y++) {
      for (int x = 0; x < Math.min(w, width); x++) {
        int u = (turn & 1) == 0 ? x : w - 1 - x;
        int v = (turn & 2) == 0 ? y : h - 1 - y;
        int from = across ? u * chip.width() + v : v * chip.width() + u;
        copy(chip, told, from, y * width + x);
      }
    }
  }

  private void copy(Chip chip, SoftLabels told, int from, int to) {
    if (!chip.valid(from)) {
      return;
    }
    for (int b = 0; b < bands.length; b++) {
      bands[b][to] = chip.bands()[b][from] / STORED;
    }
    for (int c = 0; c < truth.length; c++) {
      truth[c][to] = chip.truth()[c][from];
      if (told != null) {
        soft[c][to] = told.told()[c][from];
      }
    }
  }

  boolean valid(int pixel) {
    return !Float.isNaN(bands[0][pixel]);
  }

  /** Takes a pixel's data away. */
  void clear(int pixel) {
    for (float[] band : bands) {
      band[pixel] = Float.NaN;
    }
    for (MaskClass c : MaskClass.values()) {
      tell(c, pixel, Chip.UNKNOWN);
    }
  }

  /** Says what is known now; whatever a teacher said of it before is void. */
  void tell(MaskClass c, int pixel, byte known) {
    truth[c.ordinal()][pixel] = known;
    if (soft != null) {
      soft[c.ordinal()][pixel] = Chip.UNKNOWN;
    }
  }

  byte truth(MaskClass c, int pixel) {
    return truth[c.ordinal()][pixel];
  }

  /** As files have it, band after band. */
  void store(short[] stored) {
    int plane = width * height;
    for (int b = 0; b < bands.length; b++) {
      for (int i = 0; i < plane; i++) {
        float r = bands[b][i];
        // the darkest value that a file may hold must not be read as none
        stored[b * plane + i] =
            Float.isNaN(r)
                ? Band.REFLECTANCE_NODATA
                : (short) Math.max(-5_000, Math.min(Math.round(r * STORED), 32_000));
      }
    }
  }

  void truthInto(byte[] all, int at) {
    for (int c = 0; c < truth.length; c++) {
      System.arraycopy(truth[c], 0, all, at + c * width * height, width * height);
    }
  }

  /** Whether a teacher told of it. */
  boolean softInto(byte[] all, int at) {
    if (soft == null) {
      return false;
    }
    for (int c = 0; c < soft.length; c++) {
      System.arraycopy(soft[c], 0, all, at + c * width * height, width * height);
    }
    return true;
  }
}
