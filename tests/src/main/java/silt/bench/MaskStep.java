package silt.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.mask.MaskNetwork;
import silt.mask.Pace;
import silt.mask.SceneMasks;
import silt.mask.forms.Device;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.model.Sha256;
import silt.scene.Band;

/**
 * What does the mask step take over the bare network on the same windows? Both run in turns in one
 * process, so that what else the machine does falls on both; no service is needed.
 */
@Command(name = "MaskStep", description = "The mask step beside the bare network, same windows.")
public final class MaskStep implements Callable<Integer> {

  @Option(names = "--scene", required = true, description = "folder of one granule's band files")
  private Path scene;

  @Option(names = "--model", required = true, description = "mask bundle, a folder")
  private Path model;

  @Option(names = "--form", defaultValue = "f32", description = "f32 or bf16; ${DEFAULT-VALUE}")
  private String form;

  @Option(names = "--lanes", description = "network calls at once (default: the cores)")
  private int lanes = Runtime.getRuntime().availableProcessors();

  @Option(names = "--batch", defaultValue = "1", description = "windows a call; ${DEFAULT-VALUE}")
  private int batch;

  @Option(names = "--turns", defaultValue = "5", description = "of each; ${DEFAULT-VALUE}")
  private int turns;

  private record Cost(double seconds, double processorSeconds) {}

  private interface Work {
    void run() throws IOException;
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new MaskStep()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Map<Band, Path> bands = SceneBands.of(scene);
    Map<Band, String> inputs = new EnumMap<>(Band.class);
    // the worker has these from the step before
    bands.forEach((band, file) -> inputs.put(band, Sha256.of(file)));
    Pace pace = new Pace(lanes, batch, 1);
    ModelBundle bundle = ModelBundle.open(model);
    NumericForm arithmetic = NumericForm.of(form);
    try (MaskNetwork network = MaskNetwork.load(bundle, arithmetic, Device.CPU);
        Workplace place = new Workplace("mask-step")) {
      SceneMasks masks = masks(network, pace, bands);
      int windows = masks.flags().windowsRun();
      System.out.printf(
          "%s, %s, %s, %d windows of %d, %d lanes, batch %d, load average %s%n%n",
          scene.getFileName(),
          bundle.card().name(),
          form,
          windows,
          network.window(),
          lanes,
          batch,
          Load.average());
      System.out.println(
          "| turn | bare network, s | CPU s | step, s | CPU s | ratio of s | of CPU s | writing alone, CPU s |");
      System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
      List<double[]> rows = new ArrayList<>();
      Path raster = place.folder().resolve("mask.tif");
      for (int turn = 1; turn <= turns; turn++) {
        Cost bare = cost(() -> bare(network, windows));
        Cost step =
            cost(
                () ->
                    masks(network, pace, bands)
                        .save(raster, scene.getFileName().toString(), inputs, bundle, arithmetic));
        Cost write =
            cost(
                () ->
                    masks.save(raster, scene.getFileName().toString(), inputs, bundle, arithmetic));
        Files.delete(raster);
        double[] row = {
          bare.seconds(),
          bare.processorSeconds(),
          step.seconds(),
          step.processorSeconds(),
          step.seconds() / bare.seconds(),
          step.processorSeconds() / bare.processorSeconds(),
          write.processorSeconds()
        };
        rows.add(row);
        print(Integer.toString(turn), row);
      }
      double[] middle = new double[rows.get(0).length];
      for (int i = 0; i < middle.length; i++) {
        int column = i;
        double[] sorted = rows.stream().mapToDouble(row -> row[column]).sorted().toArray();
        middle[i] = sorted[sorted.length / 2];
      }
      print("**median**", middle);
      System.out.printf("%nload average after %s%n", Load.average());
    }
    return 0;
  }

  private static void print(String turn, double[] row) {
    StringBuilder line = new StringBuilder("| ").append(turn).append(" |");
    for (double value : row) {
      line.append(String.format(Locale.ROOT, " %.2f |", value));
    }
    System.out.println(line);
  }

  private static SceneMasks masks(MaskNetwork network, Pace pace, Map<Band, Path> bands) {
    return SceneMasks.of(network, pace, bands, Optional.empty(), (what, done, total) -> {});
  }

  /** As many windows through the network, nothing read, scaled, decided or written. */
  private void bare(MaskNetwork network, int windows) {
    int calls = (windows + batch - 1) / batch;
    int side = network.window();
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(lanes);
    try {
      List<Future<?>> ended = new ArrayList<>();
      for (int lane = 0; lane < lanes; lane++) {
        ended.add(
            pool.submit(
                () -> {
                  float[] inputs = new float[batch * MaskNetwork.INPUTS.size() * side * side];
                  Arrays.fill(inputs, 0.3f);
                  while (next.getAndIncrement() < calls) {
                    network.logits(inputs, batch, side, side);
                  }
                }));
      }
      for (Future<?> lane : ended) {
        lane.get();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the network alone was interrupted", stopped);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the network alone failed", failed.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static Cost cost(Work work) throws IOException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long start = System.nanoTime();
    long used = system.getProcessCpuTime();
    work.run();
    return new Cost((System.nanoTime() - start) / 1e9, (system.getProcessCpuTime() - used) / 1e9);
  }
}
