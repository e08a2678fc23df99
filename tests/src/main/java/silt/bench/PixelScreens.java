package silt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.model.ModelBundle;
import silt.raster.GeoTiff;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.sediment.MeasuringRules;
import silt.sediment.TruthCheck.Truth;
import silt.sediment.WaterPixels;
import silt.sediment.WaterRasters;
import silt.sediment.regressors.SscModel;
import silt.sediment.regressors.SscModels;

/**
 * What does each screen before the regression do to error and to coverage, on generated granules of
 * known truth, clear and hazy?
 */
@Command(name = "PixelScreens", description = "Error and coverage under each screen of pixels.")
public final class PixelScreens implements Callable<Integer> {

  @Option(names = "--archive", required = true, description = "folder of granules with truth")
  private Path archive;

  @Option(names = "--ssc", required = true, description = "sediment bundle")
  private Path ssc;

  @Option(names = "--mask", description = "mask bundle; without one the true mask is taken")
  private Path mask;

  @Option(names = "--work", required = true, description = "where masks are kept between runs")
  private Path work;

  public static void main(String[] args) {
    System.exit(new CommandLine(new PixelScreens()).execute(args));
  }

  private static Map<String, MeasuringRules> settings() {
    Map<String, MeasuringRules> all = new LinkedHashMap<>();
    all.put("none", MeasuringRules.UNSCREENED);
    for (int pixels : new int[] {1, 2}) {
      all.put("shoreErosionPixels " + pixels, rules(pixels, 0, 1, 1));
    }
    for (int pixels : new int[] {1, 2, 4, 8}) {
      all.put("cloudDistancePixels " + pixels, rules(0, pixels, 1, 1));
    }
    for (double most : new double[] {0.01, 0.02, 0.03, 0.05}) {
      all.put("maxGlint " + most, rules(0, 0, most, 1));
    }
    for (double most : new double[] {0.0025, 0.005, 0.01, 0.02}) {
      all.put("maxThinCloud " + most, rules(0, 0, 1, most));
    }
    all.put("default", MeasuringRules.DEFAULT);
    return all;
  }

  private static MeasuringRules rules(int shore, int cloud, double glint, double thin) {
    return new MeasuringRules(5, 0.1, shore, cloud, glint, thin);
  }

  @Override
  public Integer call() throws IOException {
    SscModel model = SscModels.load(ModelBundle.open(ssc));
    System.out.println(
        "| screen | sky | pixels with a value, % of clear water | of these not water, % | median error, % | bias, % | 9 of 10 within a factor of |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
    for (Map.Entry<String, MeasuringRules> setting : settings().entrySet()) {
      Map<String, ScreenTally> tallies = new TreeMap<>();
      for (Path granule : granules()) {
        measure(granule, model, setting.getValue(), tallies);
      }
      tallies.forEach(
          (sky, tally) -> System.out.println("| " + setting.getKey() + " | " + sky + tally));
    }
    System.out.printf(Locale.ROOT, "load average at the end %s%n", Load.average());
    return 0;
  }

  private List<Path> granules() throws IOException {
    try (Stream<Path> folders = Files.list(archive.resolve("granules"))) {
      return folders.sorted().toList();
    }
  }

  private void measure(
      Path granule, SscModel model, MeasuringRules rules, Map<String, ScreenTally> tallies)
      throws IOException {
    GranuleId id = new GranuleId(granule.getFileName().toString());
    Truth truth = Truth.in(archive, id);
    Path masked =
        mask == null ? truth.mask() : MaskedGranule.of(id, granule, ModelBundle.open(mask), work);
    Map<Band, Path> bands = new EnumMap<>(Band.class);
    List<Band> needed = new ArrayList<>(model.inputs());
    needed.addAll(rules.bands());
    needed.forEach(band -> bands.put(band, granule.resolve(id.fileName(band))));
    Path values = work.resolve("ssc.tif");
    WaterRasters.make(
        new WaterPixels(masked, bands, model, rules),
        Map.of(),
        values,
        work.resolve("quality.tif"),
        row -> {});
    String sky = truth.hazy() ? "hazy" : "clear";
    try (GeoTiff made = GeoTiff.open(values);
        GeoTiff real = GeoTiff.open(truth.ssc());
        GeoTiff seen = GeoTiff.open(masked)) {
      float[] mgL = made.readFloats(1, made.grid().whole());
      float[] trueMgL = real.readFloats(1, made.grid().whole());
      byte[] flags = seen.readBytes(1, made.grid().whole());
      for (String of : List.of(sky, "both")) {
        tallies.computeIfAbsent(of, any -> new ScreenTally()).add(mgL, trueMgL, flags);
      }
    }
  }
}
