package silt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    all.put("shoreErosionPixels 1", rules(1, 0, 1, 1));
    for (int pixels : new int[] {1, 2, 4}) {
      all.put("cloudDistancePixels " + pixels, rules(0, pixels, 1, 1));
    }
    for (double most : new double[] {0.02, 0.03, 0.05}) {
      all.put("maxGlint " + most, rules(0, 0, most, 1));
    }
    for (double most : new double[] {0.005, 0.01, 0.02}) {
      all.put("maxThinCloud " + most, rules(0, 0, 1, most));
    }
    all.put("1 pixel from cloud, 0.03, 0.005", rules(0, 1, 0.03, 0.005));
    all.put("1 pixel from cloud, 0.03, 0.01", rules(0, 1, 0.03, 0.01));
    all.put("1 pixel from cloud, 0.05, 0.01", rules(0, 1, 0.05, 0.01));
    all.put("1 pixel from cloud, 0.05, 0.02", rules(0, 1, 0.05, 0.02));
    return all;
  }

  private static MeasuringRules rules(int shore, int cloud, double glint, double thin) {
    return new MeasuringRules(5, 0.1, shore, cloud, glint, thin);
  }

  @Override
  public Integer call() throws IOException {
    SscModel model = SscModels.load(ModelBundle.open(ssc));
    Map<String, ScreenTally> tallies = new LinkedHashMap<>();
    for (Path granule : granules()) {
      GranuleId id = new GranuleId(granule.getFileName().toString());
      Truth truth = Truth.in(archive, id);
      Path masked =
          mask == null ? truth.mask() : MaskedGranule.of(id, granule, ModelBundle.open(mask), work);
      float[] real = band(truth.ssc());
      float[] all = measured(id, granule, masked, model, MeasuringRules.UNSCREENED);
      for (Map.Entry<String, MeasuringRules> setting : settings().entrySet()) {
        float[] screened = measured(id, granule, masked, model, setting.getValue());
        for (String sky : List.of(truth.hazy() ? "hazy" : "clear", "both")) {
          tallies
              .computeIfAbsent(setting.getKey() + " | " + sky, any -> new ScreenTally())
              .add(all, screened, real);
        }
      }
    }
    System.out.println(
        "| screen | sky | left, % of clear water | left: not water, % | error, % | 9 of 10 within"
            + " | bias aside: error, % | 9 of 10 within | taken: not water, % | error, % | 9 of 10"
            + " within | bias aside: error, % | 9 of 10 within |");
    System.out.println("|" + " --- |".repeat(13));
    tallies.forEach((setting, tally) -> System.out.println("| " + setting + tally));
    System.out.println("load average at the end " + Load.average());
    return 0;
  }

  private List<Path> granules() throws IOException {
    try (Stream<Path> folders = Files.list(archive.resolve("granules"))) {
      return folders.sorted().toList();
    }
  }

  private float[] measured(
      GranuleId id, Path granule, Path masked, SscModel model, MeasuringRules rules) {
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
    return band(values);
  }

  private static float[] band(Path raster) {
    try (GeoTiff file = GeoTiff.open(raster)) {
      return file.readFloats(1, file.grid().whole());
    }
  }
}
