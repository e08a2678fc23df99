package silt.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
 * <p>The layout is that of {@code silt.training.data}, written here on its own, so that the two
 * prove each other: {@code dataset.json}, {@code index.csv} with a line for each chip, and for each
 * six int16 bands (blue to swir2; reflectance x 10000, nodata -9999) and five uint8 classes of
 * truth (water, cloud shadow, cloud, snow or ice, terrain shade: 0, 1, 255 unknown). Under cloud
 * nothing is known but the cloud, and water that still shows through. A site is one world.
 */
@Command(
    name = "training-scenes",
    description = "Write generated chips with their true masks as a dataset folder.")
public final class TrainingScenes implements Callable<Integer> {

  /** Chips of one site: other dates, sensors, suns and places of the same world. */
  private static final int CHIPS_PER_SITE = 4;

  private static final int[] SPECTRA = {1, 2, 3, 8, 11, 12};
  private static final int CLASSES = 5;
  private static final byte UNKNOWN = (byte) 255;
  private static final String HEADER =
      "id,file,site,part,level,sensor,source,licence,width,height,"
          + "yes.water,no.water,yes.cloudShadow,no.cloudShadow,yes.cloud,no.cloud,"
          + "yes.snowIce,no.snowIce,yes.terrainShade,no.terrainShade\n";

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
    writeIndex(lines);
    return 0;
  }

  private String word() {
    return purpose.name().toLowerCase(Locale.ROOT);
  }

  private void writeIndex(Map<Integer, String> lines) throws IOException {
    try (BufferedWriter index = Files.newBufferedWriter(out.resolve("index.csv"))) {
      index.write(HEADER);
      for (String line : lines.values()) {
        index.write(line);
      }
    }
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("format", 1);
    card.put("name", "generated-" + word() + seed);
    card.put("made", "TrainingScenes --purpose " + word() + " --seed " + seed);
    card.put(
        "truth", "exact, by construction; unknown under cloud but for water that shows through");
    card.put("bands", List.of("BLUE", "GREEN", "RED", "NIR", "SWIR1", "SWIR2"));
    card.put("classes", List.of("water", "cloudShadow", "cloud", "snowIce", "terrainShade"));
    card.put("licences", List.of("Apache-2.0"));
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(out.resolve("dataset.json").toFile(), card);
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
    try (CogWriter writer = CogWriter.ofShorts(grid, SPECTRA.length)) {
      laidOut(writer).nodata(Band.REFLECTANCE_NODATA);
      for (int b = 0; b < SPECTRA.length; b++) {
        writer.writeBand(b + 1, grid.whole(), scene.ofSpectrum(SPECTRA[b]));
      }
      writer.save(out.resolve(file));
    }
    StringBuilder counts = new StringBuilder();
    try (CogWriter writer = CogWriter.ofBytes(grid, CLASSES)) {
      laidOut(writer).nodata(TruthFlags.NODATA);
      for (int c = 0; c < CLASSES; c++) {
        byte[] known = known(scene.truth, 1 << c);
        writer.writeBand(c + 1, grid.whole(), known);
        counts.append(',').append(count(known, 1)).append(',').append(count(known, 0));
      }
      writer.save(out.resolve("chips/" + name + ".truth.tif"));
    }
    String part = purpose == Purpose.JUDGE ? "judge" : site % 7 == 6 ? "choose" : "train";
    return String.join(
            ",",
            List.of(
                name,
                file,
                "generated-%s%d-%d".formatted(word(), seed, site),
                part,
                "surface",
                recipe.granule().sensor().name(),
                "generated",
                "Apache-2.0",
                Integer.toString(size),
                Integer.toString(size)))
        + counts
        + "\n";
  }

  private static int count(byte[] known, int wanted) {
    int count = 0;
    for (byte value : known) {
      count += value == wanted ? 1 : 0;
    }
    return count;
  }

  private CogWriter laidOut(CogWriter writer) {
    return writer.level(1).overviews("NONE").blockSize(Math.min(512, (size + 15) / 16 * 16));
  }

  private static byte[] known(byte[] flags, int flag) {
    byte[] known = new byte[flags.length];
    for (int i = 0; i < flags.length; i++) {
      int f = flags[i] & 0xff;
      boolean is = (f & flag) != 0;
      boolean hidden = (f & TruthFlags.CLOUD) != 0 && flag != TruthFlags.CLOUD && !is;
      known[i] = f == TruthFlags.NODATA || hidden ? UNKNOWN : (byte) (is ? 1 : 0);
    }
    return known;
  }
}
