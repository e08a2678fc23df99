package silt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.mask.MaskNetwork;
import silt.mask.Pace;
import silt.mask.SceneMasks;
import silt.model.ModelBundle;
import silt.scene.Band;

/** Does memory stay flat while one process masks scene after scene? */
@Command(name = "MaskSoak", description = "Memory of the mask step over many windows.")
public final class MaskSoak implements Callable<Integer> {

  @Option(names = "--scene", required = true, description = "folder of one granule's band files")
  private Path scene;

  @Option(names = "--model", required = true, description = "mask bundle, a folder")
  private Path model;

  @Option(names = "--windows", defaultValue = "1000", description = "${DEFAULT-VALUE}")
  private int windows;

  @Option(names = "--batch", defaultValue = "1", description = "windows a call; ${DEFAULT-VALUE}")
  private int batch;

  @Option(
      names = "--most",
      defaultValue = "200",
      description =
          "MiB beside the Java heap that may be gained after the warm-up; ${DEFAULT-VALUE}")
  private long mostMib;

  public static void main(String[] args) {
    System.exit(new CommandLine(new MaskSoak()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Map<Band, Path> bands = SceneBands.of(scene);
    Pace pace = new Pace(Runtime.getRuntime().availableProcessors(), batch, 1);
    long warm = -1;
    long worst = 0;
    int done = 0;
    System.out.println("windows  resident beside the heap, MiB");
    try (MaskNetwork network = MaskNetwork.load(ModelBundle.open(model))) {
      while (done < windows) {
        done +=
            SceneMasks.of(network, pace, bands, Optional.empty(), (what, now, total) -> {})
                .flags()
                .windowsRun();
        long mib = besideHeapMib();
        // what the first scenes leave is libraries, arenas and compiled code
        if (warm < 0 && done >= windows / 10) {
          warm = mib;
        }
        worst = warm < 0 ? 0 : Math.max(worst, mib - warm);
        System.out.printf(Locale.ROOT, "%7d  %d%n", done, mib);
      }
    }
    System.out.printf(
        "gained after the first tenth: %d MiB at most (allowed: %d)%n", worst, mostMib);
    return worst > mostMib ? 1 : 0;
  }

  /** The heap may grow up to its limit, which is no leak. */
  private static long besideHeapMib() throws IOException {
    long resident =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElseThrow();
    return resident / 1024 - Runtime.getRuntime().totalMemory() / (1 << 20);
  }
}
