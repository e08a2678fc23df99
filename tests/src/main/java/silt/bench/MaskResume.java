package silt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.mask.HalfDone;
import silt.mask.MaskNetwork;
import silt.mask.Pace;
import silt.mask.WholeTile;
import silt.mask.forms.Device;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.scene.Band;

/**
 * What does it save to go on with a mask that was cut halfway, beside masking the whole tile again,
 * and what does keeping the half cost? In turns, in one process.
 */
@Command(name = "MaskResume", description = "A mask taken up halfway, beside the whole.")
public final class MaskResume implements Callable<Integer> {

  private static final class Cut extends RuntimeException {}

  @Option(names = "--scene", required = true, description = "folder of one granule's band files")
  private Path scene;

  @Option(names = "--model", required = true, description = "mask bundle, a folder")
  private Path model;

  @Option(names = "--turns", defaultValue = "3", description = "of each; ${DEFAULT-VALUE}")
  private int turns;

  public static void main(String[] args) {
    System.exit(new CommandLine(new MaskResume()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Map<Band, Path> bands = SceneBands.of(scene);
    int lanes = Runtime.getRuntime().availableProcessors();
    try (MaskNetwork network =
            MaskNetwork.load(ModelBundle.open(model), NumericForm.F32, Device.CPU);
        Workplace place = new Workplace("mask-resume")) {
      Path file = place.folder().resolve("half");
      WholeTile tile = new WholeTile(network, Pace.ofLanes(lanes));
      WholeTile.Flags first = tile.run(bands, done -> {});
      System.out.printf(
          "%s, %d windows, %d lanes, load average %s%n%n",
          scene.getFileName(), first.windows(), lanes, Load.average());
      System.out.println(
          "| turn | whole, s | first half and saved, s | rest, s | rest to whole | file, MB |");
      System.out.println("| --- | --- | --- | --- | --- | --- |");
      for (int turn = 1; turn <= turns; turn++) {
        double whole = seconds(() -> tile.run(bands, done -> {}));
        HalfDone half = new HalfDone(file, "key", Duration.ofHours(1));
        double begun = seconds(() -> cut(tile, bands, half, first.windows() / 2));
        double megabytes = Files.size(file) / 1e6;
        WholeTile.Flags[] finished = new WholeTile.Flags[1];
        double rest = seconds(() -> finished[0] = tile.run(bands, Optional.of(half), done -> {}));
        if (!Arrays.equals(finished[0].flags(), first.flags())) {
          throw new IllegalStateException("a mask taken up halfway differs from the whole");
        }
        System.out.printf(
            "| %d | %.1f | %.1f | %.1f | %.2f | %.2f |%n",
            turn, whole, begun, rest, rest / whole, megabytes);
        Files.delete(file);
      }
      System.out.printf("%nload average after %s%n", Load.average());
    }
    return 0;
  }

  private static void cut(WholeTile tile, Map<Band, Path> bands, HalfDone half, int windows) {
    try {
      tile.run(
          bands,
          Optional.of(half),
          done -> {
            if (done >= windows) {
              throw new Cut();
            }
          });
      throw new IllegalStateException("the mask was not cut");
    } catch (Cut expected) {
      // what is done has been kept
    }
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
