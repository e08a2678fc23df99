package silt.simulator;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.raster.CogWriter;
import silt.raster.RasterGrid;
import silt.scene.Band;
import silt.simulator.Scenery.Purpose;

/**
 * Writes a dataset folder of generated chips, for training masks or for judging them.
 *
 * <p>{@code manifest.csv} has a line for each chip: {@code file} (seven int16 bands: coastal, blue,
 * green, red, nir, swir1, swir2; reflectance x 10000, nodata -9999), {@code truth} (uint8 flags: 1
 * water, 2 cloud shadow, 4 cloud, 8 snow or ice, 16 terrain shade; 255 nodata), {@code site} (one
 * world; split by it), {@code split}, {@code sensor}, {@code level}, {@code source}, {@code
 * licence}.
 */
@Command(
    name = "training-scenes",
    description = "Write generated chips with their true masks as a dataset folder.")
public final class TrainingScenes implements Callable<Integer> {

  /** Chips of one site: other dates, sensors, suns and places of the same world. */
  private static final int CHIPS_PER_SITE = 4;

  private static final int[] SPECTRA = {0, 1, 2, 3, 8, 11, 12};
  private static final String HEADER = "file,truth,site,split,sensor,level,source,licence\n";

  @Option(names = "--out", required = true, description = "folder to write")
  private Path out;

  @Option(names = "--seed", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(names = "--count", defaultValue = "400", description = "chips; default 400")
  private int count;

  @Option(names = "--size", defaultValue = "256", description = "pixels a side; default 256")
  private int size;

  @Option(
      names = "--purpose",
      defaultValue = "train",
      description = "train or judge: other seeds, other terrain, water and sky")
  private Purpose purpose;

  @Option(names = "--threads", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
  private int threads;

  public static void main(String[] args) {
    System.exit(SimulatorProgram.of(new TrainingScenes()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(out.resolve("chips"));
    Map<Integer, String> lines = new ConcurrentSkipListMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Map<Integer, Future<?>> jobs = new TreeMap<>();
      for (int i = 0; i < count; i++) {
        int chip = i;
        jobs.put(chip, pool.submit(() -> lines.put(chip, write(chip))));
      }
      for (Map.Entry<Integer, Future<?>> job : jobs.entrySet()) {
        job.getValue().get();
        if ((job.getKey() + 1) % 50 == 0 || job.getKey() == count - 1) {
          System.out.printf("%d of %d chips%n", job.getKey() + 1, count);
        }
      }
    } finally {
      pool.shutdownNow();
    }
    writeManifest(lines);
    return 0;
  }

  private String word() {
    return purpose.name().toLowerCase(Locale.ROOT);
  }

  private void writeManifest(Map<Integer, String> lines) throws IOException {
    try (BufferedWriter manifest = Files.newBufferedWriter(out.resolve("manifest.csv"))) {
      manifest.write(HEADER);
      for (String line : lines.values()) {
        manifest.write(line);
      }
    }
  }

  private String write(int chip) {
    int site = chip / CHIPS_PER_SITE;
    int number = chip % CHIPS_PER_SITE;
    World world = Scenery.world(purpose, seed, site);
    Frame frame = Scenery.frame(world, number, size);
    SceneRecipe recipe = Scenery.pass(purpose, world, number, frame);
    RenderedScene scene = new SceneRenderer(recipe, frame, Scenery.sun(world, number)).render();
    RasterGrid grid = frame.grid(32_660);
    String name = "%s%d_%05d".formatted(word(), seed, chip);
    String file = "chips/" + name + ".tif";
    String truth = "chips/" + name + ".truth.tif";
    try (CogWriter writer = CogWriter.ofShorts(grid, SPECTRA.length)) {
      writer.level(1).overviews("NONE").nodata(Band.REFLECTANCE_NODATA);
      for (int b = 0; b < SPECTRA.length; b++) {
        writer.writeBand(b + 1, grid.whole(), scene.ofSpectrum(SPECTRA[b]));
      }
      writer.save(out.resolve(file));
    }
    try (CogWriter writer = CogWriter.ofBytes(grid)) {
      writer
          .level(1)
          .overviews("NONE")
          .nodata(TruthFlags.NODATA)
          .write(grid.whole(), scene.truth)
          .save(out.resolve(truth));
    }
    String split = purpose == Purpose.JUDGE ? "judge" : site % 7 == 6 ? "validation" : "train";
    return String.join(
            ",",
            List.of(
                file,
                truth,
                "generated-%s%d-%d".formatted(word(), seed, site),
                split,
                recipe.granule().sensor().name(),
                "SR",
                "generated",
                "Apache-2.0"))
        + "\n";
  }
}
