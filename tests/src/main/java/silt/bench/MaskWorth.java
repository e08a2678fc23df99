package silt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.model.ModelBundle;
import silt.sediment.regressors.SscModel;
import silt.sediment.regressors.SscModels;
import silt.training.data.Dataset;
import silt.training.data.makers.Maker;
import silt.training.judge.ChipWorth;
import silt.training.judge.ChipWorth.Line;
import silt.training.judge.ChipWorth.Worth;
import silt.training.judge.FoldFolder;

/**
 * How many mg/L is a mask worth? The same regressor under our mask, under {@code Fmask} and under
 * none: on real chips beside the water of truth B, every chip masked by a bundle that never saw its
 * site; on generated scenes beside the true mask and the true concentration.
 */
@Command(name = "MaskWorth", description = "SSC under our mask, under Fmask's and under none.")
public final class MaskWorth implements Callable<Integer> {

  @Option(names = "--ssc", required = true, description = "sediment bundle")
  private Path ssc;

  @Option(names = "--data", description = "folder that holds hls-chips; with --folds")
  private Path data;

  @Option(names = "--folds", description = "folder of mask bundles, one for each fold left out")
  private Path folds;

  @Option(
      names = "--least-water",
      defaultValue = "30",
      description = "pixels of true water that a chip needs; ${DEFAULT-VALUE}")
  private int leastWater;

  @Option(names = "--mask", description = "mask bundle for generated scenes; with --scenes")
  private Path mask;

  @Option(
      names = "--scenes",
      description = "folder for the generated scenes; those that are there are kept")
  private Path scenes;

  @Option(
      names = "--size",
      defaultValue = "1830",
      description = "pixels a side of a generated scene; ${DEFAULT-VALUE}")
  private int size;

  public static void main(String[] args) {
    System.exit(new CommandLine(new MaskWorth()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    ModelBundle regressor = ModelBundle.open(ssc);
    SscModel model = SscModels.load(regressor);
    System.out.println("regressor " + regressor.card().name() + " " + regressor.sha256());
    if (data != null) {
      chips(model);
    }
    if (scenes != null) {
      Files.createDirectories(scenes);
      new SceneWorth(ModelBundle.open(mask), model).print(scenes, size);
    }
    System.out.println("load average at the end " + Load.average());
    return 0;
  }

  private void chips(SscModel model) throws IOException {
    List<ModelBundle> bundles = FoldFolder.open(folds);
    bundles.forEach(b -> System.out.println("mask " + b.card().name() + " " + b.sha256()));
    try (Workplace place = new Workplace("mask-worth")) {
      Dataset chips =
          Maker.HLS_CHIPS.make(data, null, place.folder().resolve("hls-chips"), written -> {});
      List<Line> lines = new ChipWorth(chips, bundles, model).lines(leastWater);
      print("all chips", lines);
      print("chips without cloud by Fmask", lines.stream().filter(Line::clear).toList());
      print("chips with cloud by Fmask", lines.stream().filter(line -> !line.clear()).toList());
    }
  }

  private static void print(String which, List<Line> lines) {
    double[] truth = lines.stream().mapToDouble(line -> line.truth().medianMgL()).toArray();
    System.out.printf(
        Locale.ROOT,
        "%n%s: %d chips of %d water pixels known, median SSC under the truth %.1f mg/L%n%n",
        which,
        lines.size(),
        lines.stream().mapToInt(line -> line.truth().pixels()).sum(),
        quantile(truth, 0.5));
    System.out.println(
        "| mask | no value | mean difference of medians | median | p90 | mean difference of means"
            + " | p90 | false px | missed px |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    List<String> masks =
        lines.stream().limit(1).flatMap(line -> line.masks().keySet().stream()).toList();
    for (String mask : masks) {
      double[] medians = differences(lines, mask, Worth::medianMgL);
      double[] means = differences(lines, mask, Worth::meanMgL);
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %.2f | %.2f | %.2f | %.2f | %.2f | %d | %d |%n",
          mask,
          lines.size() - medians.length,
          Arrays.stream(medians).average().orElse(Double.NaN),
          quantile(medians, 0.5),
          quantile(medians, 0.9),
          Arrays.stream(means).average().orElse(Double.NaN),
          quantile(means, 0.9),
          lines.stream().mapToInt(line -> line.masks().get(mask).falsePixels()).sum(),
          lines.stream().mapToInt(line -> line.masks().get(mask).missedPixels()).sum());
    }
    common(lines, masks);
  }

  /** Chips that every mask gives a value: else one that finds nothing in hard chips looks good. */
  private static void common(List<Line> lines, List<String> masks) {
    List<Line> valued =
        lines.stream()
            .filter(
                line ->
                    line.masks().values().stream()
                        .noneMatch(worth -> Double.isNaN(worth.medianMgL())))
            .toList();
    StringBuilder said = new StringBuilder();
    for (String mask : masks) {
      said.append(
          String.format(
              Locale.ROOT,
              "%s %s %.2f",
              said.isEmpty() ? "" : ";",
              mask,
              Arrays.stream(differences(valued, mask, Worth::medianMgL))
                  .average()
                  .orElse(Double.NaN)));
    }
    System.out.printf(
        "%nmean difference of medians where every mask has a value (%d chips):%s%n",
        valued.size(), said);
  }

  private static double[] differences(
      List<Line> lines, String mask, ToDoubleFunction<Worth> value) {
    return lines.stream()
        .mapToDouble(
            line ->
                Math.abs(
                    value.applyAsDouble(line.masks().get(mask))
                        - value.applyAsDouble(line.truth())))
        .filter(difference -> !Double.isNaN(difference))
        .toArray();
  }

  static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }
}
