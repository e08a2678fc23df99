package silt.training.data.makers;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import silt.mask.MaskClass;
import silt.raster.GeoTiff;
import silt.raster.Window;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.training.data.Chip;
import silt.training.data.DatasetCard;
import silt.training.data.DatasetWriter;
import silt.training.data.DatasetWriter.Named;
import silt.training.data.Part;
import silt.training.data.Witness;

/**
 * Sentinel-2 dates of one place with cloud shadow drawn by hand, for judging by date; the id of a
 * chip is its date, and so is its site, for the shadows move while the place stays. All judge, or
 * one does and the others train. Only red, green, blue and near infrared were kept by those who
 * published it: the other two bands are {@link SwirEstimate estimated}, and the index says so.
 */
final class ShadowSeries {

  private static final String FOLDER = "shadow-series";

  /** A visible byte is 2.5 x 255 x reflectance, so it ends at 0.4. */
  private static final double VISIBLE = 2.5 * 255;

  private static final double NEAR_INFRARED = 65_535;
  private static final int HIDDEN_PERCENT = 50;

  private final Path data;
  private final String judge;

  ShadowSeries(Path data, String judge) {
    this.data = data;
    this.judge = judge;
  }

  DatasetCard writeTo(DatasetWriter out, IntConsumer told) {
    List<String> dates =
        Found.rows(Found.file(data, FOLDER + "/index.csv")).stream()
            .filter(row -> !row.get("manual_shadow_fraction").isEmpty())
            .map(row -> row.get("date"))
            .toList();
    if (judge != null && !dates.contains(judge)) {
      throw new BadInput(
          "--judge " + judge + ": no shadow was drawn then", "Give one of " + dates + ".");
    }
    SwirEstimate swir = SwirEstimate.fitted(data);
    int written = 0;
    for (String date : dates) {
      Named named =
          Named.surface(date, FOLDER + "-" + date, "sentinel2", FOLDER, "MIT")
              .in(judge == null || judge.equals(date) ? Part.JUDGE : Part.TRAIN)
              .estimating(EnumSet.of(Band.SWIR1, Band.SWIR2));
      write(out, named, date, swir);
      told.accept(++written);
    }
    return card(swir);
  }

  private void write(DatasetWriter out, Named named, String date, SwirEstimate swir) {
    try (GeoTiff colours = open(date, "rgbn");
        GeoTiff quality = open(date, "quality");
        GeoTiff drawn = open(date, "shadow")) {
      Window all = colours.grid().whole();
      short[][] bands = new short[DatasetCard.BANDS.size()][all.pixels()];
      float[][] stored = new float[4][];
      for (int b = 0; b < 4; b++) {
        stored[b] = colours.readFloats(b + 1, all);
      }
      byte[] cloud = quality.readBytes(1, all);
      byte[] scene = quality.readBytes(3, all);
      byte[] shadow = drawn.readBytes(1, all);
      byte[][] truth = new byte[MaskClass.values().length][all.pixels()];
      for (byte[] known : truth) {
        Arrays.fill(known, Chip.UNKNOWN);
      }
      Map<String, float[]> witnesses = new LinkedHashMap<>();
      witnesses.put("cloudProbability", new float[all.pixels()]);
      witnesses.put("sceneClass", new float[all.pixels()]);
      for (int i = 0; i < all.pixels(); i++) {
        for (int b = 0; b < 3; b++) {
          // the file has red, green, blue
          bands[b][i] = (short) Math.round(stored[2 - b][i] / VISIBLE * 10_000);
        }
        bands[3][i] = (short) Math.round(stored[3][i] / NEAR_INFRARED * 10_000);
        short[] estimated = swir.of(bands[0][i], bands[1][i], bands[2][i], bands[3][i]);
        bands[4][i] = estimated[0];
        bands[5][i] = estimated[1];
        boolean hidden = (cloud[i] & 0xff) >= HIDDEN_PERCENT;
        truth[MaskClass.CLOUD_SHADOW.ordinal()][i] = hidden ? Chip.UNKNOWN : shadow[i];
        witnesses.get("cloudProbability")[i] = cloud[i] & 0xff;
        witnesses.get("sceneClass")[i] = scene[i] & 0xff;
      }
      out.add(
          named,
          new Chip(all.width(), all.height(), bands, truth),
          new Witness(all.width(), all.height(), witnesses));
    }
  }

  private GeoTiff open(String date, String kind) {
    return GeoTiff.open(Found.file(data, FOLDER + "/" + date + "_" + kind + ".tif"));
  }

  private DatasetCard card(SwirEstimate swir) {
    return DatasetCard.of(
        FOLDER,
        "silt dataset make shadow-series" + (judge == null ? "" : " --judge " + judge),
        "cloud shadow drawn by hand; unknown where sen2cor's cloud probability is 50 % and over;"
            + " nothing is known of the other classes",
        List.of("MIT (labels)", "Copernicus Sentinel: open (pixels)"),
        List.of(
            "Contains modified Copernicus Sentinel data 2020; shadow drawn for"
                + " Cloud-Shadow-Detection-Result-Generation (J. Layton), MIT"),
        Map.of(
            "cloudProbability", "sen2cor, %",
            "sceneClass", "sen2cor SCL; a guess that misses most of the shadow, no truth"),
        List.of(
            "SWIR1 and SWIR2 were not measured: they are estimated from the other four by least"
                + " squares over HLS chips ("
                + swir.error()
                + "). They add nothing, and a method that leans on them is judged below its worth.",
            "Blue, green and red end at 0.4: bright cloud is darker here than it was.",
            "Shadow was painted on the near infrared; dark ponds are not in it.",
            "All dates are of one place: what learned from some of them knows the ground of the"
                + " others."));
  }
}
