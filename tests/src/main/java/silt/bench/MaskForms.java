package silt.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.mask.MaskNetwork;
import silt.mask.Windows;
import silt.mask.architectures.Architecture;
import silt.mask.forms.Device;
import silt.mask.forms.Forms;
import silt.mask.forms.Host;
import silt.mask.forms.NetworkForm;
import silt.mask.forms.NumericForm;
import silt.mask.forms.RandomWeights;
import silt.raster.RasterGrid;

/**
 * How many windows a second does each architecture mask in each form, and how long does a tile take
 * beside the same network run the incumbent's way: one crop for each node, operation by operation
 * in float32, nothing folded?
 *
 * <p>The network alone: nothing is read, scaled or written. Forms take turns, round by round, so
 * that what else the machine does meets all of them.
 */
@Command(name = "MaskForms", description = "Windows per second of each architecture and form.")
public final class MaskForms implements Callable<Integer> {

  private static final int SIDE = 512;
  private static final int OVERLAP = 48;
  private static final int TILE = 3660;

  private static final String INCUMBENT = "blocks f32";

  @Option(names = "--architectures", split = ",", description = "words (default: all)")
  private List<String> words =
      Arrays.stream(Architecture.values()).map(Architecture::word).toList();

  @Option(names = "--rounds", defaultValue = "5", description = "default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(names = "--windows", defaultValue = "2", description = "a lane, form and round")
  private int windows;

  @Option(names = "--nodes", split = ",", defaultValue = "1000,5000", description = "of a tile")
  private List<Integer> nodes;

  @Option(names = "--lanes", description = "windows at once (default: cores)")
  private int lanes = Runtime.getRuntime().availableProcessors();

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  public static void main(String[] args) {
    System.exit(new CommandLine(new MaskForms()).execute(args));
  }

  /** Seconds a window: of the wall's clock, and of all processors together. */
  private record Pace(double wall, double processor) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.printf(
        "windows of %d, %d lanes, %d rounds of %d windows a lane; %s; load average before %s%n%n",
        SIDE, lanes, rounds, windows, Host.here().describe(), Load.average());
    System.out.print(
        "| architecture | form | windows/s | CPU s/window, median (min) | a tile, CPU s |");
    nodes.forEach(count -> System.out.printf(" %,d nodes, CPU s | ratio |", count));
    System.out.printf("%n| --- | --- | --- | --- | --- |%s%n", " --- | --- |".repeat(nodes.size()));
    for (String word : words) {
      Architecture architecture = Architecture.of(word);
      try (Workplace place = new Workplace("mask-forms")) {
        Path weights = place.folder().resolve("weights");
        RandomWeights.write(architecture, MaskNetwork.INPUTS.size(), 1, weights);
        measure(architecture, weights);
      }
    }
    System.out.printf("%nload average after %s%n", Load.average());
    return 0;
  }

  private void measure(Architecture architecture, Path weights) throws InterruptedException {
    int bands = MaskNetwork.INPUTS.size();
    Map<String, NetworkForm> forms = new LinkedHashMap<>();
    forms.put(INCUMBENT, Forms.blocks(architecture, bands, weights, false));
    forms.put("blocks f32, folded", Forms.blocks(architecture, bands, weights, true));
    for (NumericForm form : NumericForm.values()) {
      forms.put(
          "graph " + form.word(), Forms.graph(architecture, bands, weights, form, Device.CPU));
    }
    Map<String, List<Pace>> paces = new LinkedHashMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(lanes);
    try {
      for (int round = -1; round < rounds; round++) {
        for (String form : forms.keySet()) {
          Pace pace = run(pool, forms.get(form));
          if (round >= 0) { // the round before the first warms up
            paces.computeIfAbsent(form, any -> new ArrayList<>()).add(pace);
          }
        }
      }
    } finally {
      pool.shutdownNow();
      forms.values().forEach(NetworkForm::close);
    }
    int tile =
        Windows.covering(
                new RasterGrid("anywhere", 0, 0, 30, TILE, TILE),
                SIDE,
                OVERLAP,
                architecture.step())
            .size();
    double crop = median(paces.get(INCUMBENT)).processor();
    paces.forEach((form, found) -> report(architecture, form, found, tile, crop));
  }

  private void report(
      Architecture architecture, String form, List<Pace> found, int tile, double crop) {
    Pace pace = median(found);
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.2f | %.3f (%.3f) | %.1f |",
        architecture.word(),
        form,
        1 / pace.wall(),
        pace.processor(),
        found.stream().mapToDouble(Pace::processor).min().orElseThrow(),
        tile * pace.processor());
    nodes.forEach(
        count ->
            System.out.printf(
                Locale.ROOT,
                " %.0f | %.0f |",
                count * crop,
                count * crop / (tile * pace.processor())));
    System.out.println();
  }

  private Pace run(ExecutorService pool, NetworkForm form) throws InterruptedException {
    long start = System.nanoTime();
    long used = system.getProcessCpuTime();
    List<Future<?>> running = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      running.add(
          pool.submit(
              () -> {
                float[] inputs = new float[MaskNetwork.INPUTS.size() * SIDE * SIDE];
                for (int i = 0; i < windows; i++) {
                  form.logits(inputs, 1, SIDE, SIDE);
                }
              }));
    }
    for (Future<?> lane : running) {
      try {
        lane.get();
      } catch (ExecutionException failed) {
        throw new IllegalStateException("a window failed", failed.getCause());
      }
    }
    double all = (double) lanes * windows;
    return new Pace(
        (System.nanoTime() - start) / 1e9 / all, (system.getProcessCpuTime() - used) / 1e9 / all);
  }

  private static Pace median(List<Pace> paces) {
    return new Pace(
        median(paces.stream().map(Pace::wall).toList()),
        median(paces.stream().map(Pace::processor).toList()));
  }

  private static double median(Iterable<Double> values) {
    List<Double> sorted = new ArrayList<>();
    values.forEach(sorted::add);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
