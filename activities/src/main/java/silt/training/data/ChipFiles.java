package silt.training.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import silt.mask.MaskClass;
import silt.raster.GeoTiff;
import silt.raster.Window;
import silt.scene.BadInput;

/** The files of one chip, each opened for a read and held to what the index says of it. */
record ChipFiles(Path folder, Dataset.Entry entry) {

  private static final int ANY = -1;

  Chip chip(Window window) {
    try (GeoTiff bands = open(entry.file(), DatasetCard.BANDS.size());
        GeoTiff known = open(entry.beside("truth"), MaskClass.values().length)) {
      short[][] values = new short[bands.bands()][];
      for (int b = 0; b < values.length; b++) {
        requireWhole(bands.type(b + 1));
        values[b] = bands.readShorts(b + 1, window);
      }
      byte[][] truth = new byte[known.bands()][];
      for (int c = 0; c < truth.length; c++) {
        truth[c] = known.readBytes(c + 1, window);
        requireKnown(truth[c]);
      }
      return new Chip(window.width(), window.height(), values, truth);
    }
  }

  SoftLabels soft(Window window) {
    try (GeoTiff tiff = open(entry.beside("soft"), MaskClass.values().length)) {
      byte[][] told = new byte[tiff.bands()][];
      for (int c = 0; c < told.length; c++) {
        told[c] = tiff.readBytes(c + 1, window);
      }
      return new SoftLabels(told);
    }
  }

  Witness witness() {
    try (GeoTiff tiff = open(entry.beside("witness"), ANY)) {
      Map<String, float[]> bands = new LinkedHashMap<>();
      for (int band = 1; band <= tiff.bands(); band++) {
        bands.put(tiff.description(band), tiff.readFloats(band, tiff.grid().whole()));
      }
      return new Witness(entry.width(), entry.height(), bands);
    }
  }

  /** Fractions would be read as 0 and 1, and nobody would notice. */
  private void requireWhole(String type) {
    if (type.startsWith("Float") || type.startsWith("C")) {
      throw new BadInput(
          entry.file() + ": holds " + type + ", not int16",
          "Store reflectance x 10000 as whole numbers, no data as -9999.");
    }
  }

  private void requireKnown(byte[] truth) {
    for (byte known : truth) {
      if (known != 0 && known != 1 && known != Chip.UNKNOWN) {
        throw new BadInput(
            entry.beside("truth") + ": holds " + (known & 0xff), "Truth is 0, 1 or 255 (unknown).");
      }
    }
  }

  private GeoTiff open(String file, int count) {
    GeoTiff tiff = GeoTiff.open(folder.resolve(file));
    boolean sized = tiff.grid().width() == entry.width() && tiff.grid().height() == entry.height();
    if (sized && (count == ANY || tiff.bands() == count)) {
      return tiff;
    }
    String found =
        tiff.grid().width() + "x" + tiff.grid().height() + ", " + tiff.bands() + " bands";
    tiff.close();
    String bands = count == ANY ? "" : ", " + count + " bands";
    throw new BadInput(
        "dataset "
            + folder
            + ": "
            + file
            + " is "
            + found
            + ", not "
            + entry.width()
            + "x"
            + entry.height()
            + bands,
        "Make the dataset anew, or mend its " + DatasetIndex.FILE + ".");
  }
}
