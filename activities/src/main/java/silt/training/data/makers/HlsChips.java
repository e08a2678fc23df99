package silt.training.data.makers;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVRecord;
import silt.mask.MaskClass;
import silt.raster.GeoTiff;
import silt.raster.Window;
import silt.training.data.Chip;
import silt.training.data.DatasetCard;
import silt.training.data.DatasetWriter;
import silt.training.data.DatasetWriter.Named;
import silt.training.data.Fmask;
import silt.training.data.Witness;

/**
 * The folder of real HLS chips: {@code index.csv}, {@code images/N.tif} of twelve bands (coastal to
 * swir2, {@code Fmask}, two elevation models, land cover, JRC water occurrence) and {@code
 * water-labels/N.png}. The labels become a witness for judges; {@link AgreedTruth} never sees them.
 */
final class HlsChips {

  static final String SOURCE = "hls-chips";

  static final String LICENCE = "open (NASA HLS; Copernicus)";

  /** Water that a pixel test misses is what a network can add; it is rare. */
  private static final double MISSED_WEIGHT = 4;

  private static final int FMASK = 8;
  private static final int COPERNICUS_DEM = 10;
  private static final int OCCURRENCE = 12;

  private final Path data;

  HlsChips(Path data) {
    this.data = data;
  }

  DatasetCard writeTo(DatasetWriter out, IntConsumer told) {
    int written = 0;
    for (CSVRecord row : Found.rows(Found.file(data, SOURCE + "/index.csv"))) {
      String chip = row.get("chip");
      try (GeoTiff tiff = GeoTiff.open(Found.file(data, SOURCE + "/images/" + chip + ".tif"))) {
        Window all = tiff.grid().whole();
        byte[] fmask = tiff.readBytes(FMASK, all);
        float[] elevation = tiff.readFloats(COPERNICUS_DEM, all);
        byte[] occurrence = tiff.readBytes(OCCURRENCE, all);
        short[][] bands = bands(tiff);
        AgreedTruth truth =
            new AgreedTruth(all.width(), all.height(), bands, fmask, elevation, occurrence);
        Map<String, float[]> witnesses = new LinkedHashMap<>();
        witnesses.put(Witness.FMASK, floats(fmask));
        witnesses.put(Witness.ELEVATION, elevation);
        witnesses.put(Witness.OCCURRENCE, floats(occurrence));
        witnesses.put(Witness.HAND_LABEL, label(chip));
        byte[][] known = truth.classes();
        boolean missed = isMissedByFmask(known[MaskClass.WATER.ordinal()], fmask);
        out.add(
            Named.surface(chip, "hls-" + row.get("site"), "HLS", SOURCE, LICENCE)
                .weighing(missed ? MISSED_WEIGHT : 1),
            new Chip(all.width(), all.height(), bands, known),
            new Witness(all.width(), all.height(), witnesses));
      }
      told.accept(++written);
    }
    return card();
  }

  /** Over 1 %: very turbid water above all, which {@code Fmask} takes for snow, cloud or land. */
  private static boolean isMissedByFmask(byte[] water, byte[] fmask) {
    int missed = 0;
    for (int i = 0; i < fmask.length; i++) {
      missed += water[i] == 1 && !Fmask.WATER.in(fmask[i] & 0xff) ? 1 : 0;
    }
    return missed * 100 > fmask.length;
  }

  /** Blue to swir2, which are the file's second to seventh bands. */
  static short[][] bands(GeoTiff tiff) {
    short[][] bands = new short[DatasetCard.BANDS.size()][];
    for (int b = 0; b < bands.length; b++) {
      bands[b] = tiff.readShorts(b + 2, tiff.grid().whole());
    }
    return bands;
  }

  private float[] label(String chip) {
    Path file = Found.file(data, SOURCE + "/water-labels/" + chip + ".png");
    try {
      BufferedImage image = ImageIO.read(file.toFile());
      Raster pixels = image.getRaster();
      float[] drawn = new float[image.getWidth() * image.getHeight()];
      for (int i = 0; i < drawn.length; i++) {
        int sample = pixels.getSample(i % image.getWidth(), i / image.getWidth(), 0);
        drawn[i] = sample > 0 ? 1 : 0;
      }
      return drawn;
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be read", failed);
    }
  }

  private static float[] floats(byte[] bytes) {
    float[] floats = new float[bytes.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = bytes[i] & 0xff;
    }
    return floats;
  }

  private static DatasetCard card() {
    return DatasetCard.of(
        SOURCE,
        "silt dataset make hls-chips",
        AgreedTruth.RULE,
        List.of(
            "NASA HLS v2.0: open",
            "JRC Global Surface Water: open, with attribution",
            "Copernicus DEM: open, with attribution"),
        List.of(
            "NASA HLS v2.0 surface reflectance and Fmask (LP DAAC); contains modified Copernicus"
                + " Sentinel data",
            "EC JRC / Google, Global Surface Water occurrence (Pekel et al. 2016), Copernicus"
                + " Programme",
            "Copernicus DEM GLO-30, (c) DLR e.V. and Airbus Defence and Space GmbH, provided under"
                + " COPERNICUS by the European Union and ESA"),
        Map.of(
            Witness.FMASK, "HLS quality byte, 255 fill; open",
            Witness.ELEVATION, "Copernicus DEM, m; open",
            Witness.OCCURRENCE, "JRC water occurrence, %, over 100 no data; open",
            Witness.HAND_LABEL,
                "water by the flood maps' own labels, 0 or 1; licence uncertain: it judges and never"
                    + " trains"),
        List.of(
            "Cloud, shadow and snow are known by Fmask alone and rare: agreement, not merit.",
            "The hand labels are maps reused across dates; half of them disagree with the pixels."));
  }
}
