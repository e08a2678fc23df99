package silt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
import silt.sediment.pixels.Sky;
import silt.sediment.regressors.SscModel;
import silt.sediment.regressors.SscModels;
import silt.sediment.regressors.SscScore;

/**
 * How far is the median of a zone from that of all its true water, by the number of its values and
 * by the share of it that was clear? What {@code minPixels} and {@code minClearFraction} flag.
 *
 * <p>Zones are squares of the raster: 10 pixels a side as cells are, and 50, as long as short
 * reaches. A scene's own bias is taken out before.
 */
@Command(name = "ZoneTrust", description = "Error of zones by their pixels and clear share.")
public final class ZoneTrust implements Callable<Integer> {

  private static final double[] PIXELS = {1, 3, 5, 10, 20, 50, Integer.MAX_VALUE};
  private static final double[] CLEAR = {0, 0.1, 0.2, 0.3, 0.5, 0.9, 1.01};

  @Option(names = "--archive", required = true, description = "folder of granules with truth")
  private Path archive;

  @Option(names = "--ssc", required = true, description = "sediment bundle")
  private Path ssc;

  @Option(names = "--mask", required = true, description = "mask bundle")
  private Path mask;

  @Option(names = "--work", required = true, description = "where masks are kept between runs")
  private Path work;

  private final Map<String, List<Double>> off = new LinkedHashMap<>();

  public static void main(String[] args) {
    System.exit(new CommandLine(new ZoneTrust()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    SscModel model = SscModels.load(ModelBundle.open(ssc));
    for (int side : new int[] {10, 50}) {
      rows(side, "values", PIXELS);
      rows(side, "clear share", CLEAR);
    }
    List<Path> granules;
    try (Stream<Path> folders = Files.list(archive.resolve("granules"))) {
      granules = folders.sorted().toList();
    }
    for (Path granule : granules) {
      judge(granule, model);
    }
    System.out.println("| zones | of | number | median error, % | 9 of 10 within a factor |");
    System.out.println("| --- | --- | --- | --- | --- |");
    off.forEach((row, errors) -> System.out.println(line(row, errors)));
    System.out.println("load average at the end " + Load.average());
    return 0;
  }

  private void rows(int side, String what, double[] edges) {
    for (int i = 0; i + 1 < edges.length; i++) {
      off.put(row(side, what, edges[i], edges), new ArrayList<>());
    }
  }

  private static String row(int side, String what, double value, double[] edges) {
    int i = 0;
    while (i + 2 < edges.length && value >= edges[i + 1]) {
      i++;
    }
    return String.format(Locale.ROOT, "%d x %d pixels | %s from %s", side, side, what, edges[i]);
  }

  private static String line(String row, List<Double> errors) {
    double[] sorted = errors.stream().mapToDouble(error -> error).sorted().toArray();
    return sorted.length == 0
        ? "| " + row + " | 0 | - | - |"
        : String.format(
            Locale.ROOT,
            "| %s | %d | %.1f | %.2f |",
            row,
            sorted.length,
            100 * Math.expm1(SscScore.quantile(sorted, 0.5)),
            Math.exp(SscScore.quantile(sorted, 0.9)));
  }

  private void judge(Path granule, SscModel model) {
    GranuleId id = new GranuleId(granule.getFileName().toString());
    Truth truth = Truth.in(archive, id);
    Path masked = MaskedGranule.of(id, granule, ModelBundle.open(mask), work);
    Map<Band, Path> bands = new EnumMap<>(Band.class);
    List<Band> needed = new ArrayList<>(model.inputs());
    needed.addAll(MeasuringRules.DEFAULT.bands());
    needed.forEach(band -> bands.put(band, granule.resolve(id.fileName(band))));
    Path values = work.resolve("ssc.tif");
    WaterRasters.make(
        new WaterPixels(masked, bands, model, MeasuringRules.DEFAULT),
        Map.of(),
        values,
        work.resolve("quality.tif"),
        row -> {});
    try (GeoTiff made = GeoTiff.open(values);
        GeoTiff real = GeoTiff.open(truth.ssc());
        GeoTiff seen = GeoTiff.open(masked)) {
      int width = made.grid().width();
      float[] mgL = made.readFloats(1, made.grid().whole());
      float[] trueMgL = real.readFloats(1, made.grid().whole());
      byte[] flags = seen.readBytes(1, made.grid().whole());
      double lnBias = ScreenTally.lnBias(mgL, trueMgL);
      for (int side : new int[] {10, 50}) {
        for (int row = 0; row + side <= made.grid().height(); row += side) {
          for (int column = 0; column + side <= width; column += side) {
            square(side, row * width + column, width, mgL, trueMgL, flags, lnBias);
          }
        }
      }
    }
  }

  private void square(
      int side, int from, int width, float[] mgL, float[] trueMgL, byte[] flags, double lnBias) {
    double[] made = new double[side * side];
    double[] real = new double[side * side];
    int values = 0;
    int waters = 0;
    int obscured = 0;
    for (int i = 0; i < side * side; i++) {
      int at = from + i / side * width + i % side;
      obscured += Sky.obscured(flags[at]) ? 1 : 0;
      if (!Float.isNaN(mgL[at])) {
        made[values++] = mgL[at];
      }
      if (trueMgL[at] > 0) {
        real[waters++] = trueMgL[at];
      }
    }
    if (values > 0 && waters > 0) {
      double median = SscScore.median(Arrays.copyOf(made, values));
      double truly = SscScore.median(Arrays.copyOf(real, waters));
      double error = Math.abs(Math.log(median / truly) - lnBias);
      off.get(row(side, "values", values, PIXELS)).add(error);
      off.get(row(side, "clear share", 1 - obscured / (double) (side * side), CLEAR)).add(error);
    }
  }
}
