package silt.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.raster.GeoTiff;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.scene.GranuleId;

/**
 * Composes a whole tile of the real 128 x 128 chips of {@code hls-chips}, so that real pixels take
 * the same road through the service as any granule: seven bands and {@code Fmask}, nodata between
 * the chips.
 *
 * <p>{@code truth/chips.csv} says which chip of which site lies where. The tile's place on Earth is
 * made up; real data is never committed, so this runs where the data folder is.
 */
@Command(
    name = "chip-tiles",
    description = "Compose a 3660 x 3660 granule of the real HLS chips, the rest nodata.")
public final class ChipTiles implements Callable<Integer> {

  private static final int CHIP = 128;

  /** Chips stand apart, so that no window of a model sees two of them touch. */
  private static final int PITCH = 228;

  private static final int PER_ROW = SceneRecipe.WHOLE / PITCH;
  private static final List<Band> BANDS =
      List.of(Band.COASTAL, Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2);
  private static final int FMASK_BAND = 8;

  @Option(names = "--data", required = true, description = "folder that holds hls-chips")
  private Path data;

  @Option(names = "--out", required = true, description = "the archive's folder")
  private Path out;

  @Option(names = "--sites", description = "file with a site a line; without it, all sites")
  private Path sites;

  @Option(
      names = "--granule",
      defaultValue = "HLS.L30.T60GVV.2024045T220733.v2.0",
      description = "its name; default: ${DEFAULT-VALUE}")
  private String granule;

  public static void main(String[] args) {
    System.exit(SimulatorProgram.of(new ChipTiles()).execute(args));
  }

  private record Chip(String number, String site) {}

  @Override
  public Integer call() throws IOException {
    List<Chip> chips = chips();
    if (chips.isEmpty() || chips.size() > PER_ROW * PER_ROW) {
      throw new BadInput(
          "a tile holds 1 to " + PER_ROW * PER_ROW + " chips, not " + chips.size(),
          "Choose other --sites.");
    }
    write(chips);
    System.out.printf("%s composed of %d chips%n", granule, chips.size());
    return 0;
  }

  private List<Chip> chips() throws IOException {
    Path index = data.resolve("hls-chips/index.csv");
    if (!Files.exists(index)) {
      throw new BadInput(index + " does not exist", "Pass the folder of the real data as --data.");
    }
    Set<String> wanted =
        sites == null
            ? null
            : new HashSet<>(Files.readAllLines(sites).stream().map(String::strip).toList());
    List<String> lines = Files.readAllLines(index);
    List<String> header = Arrays.asList(lines.get(0).split(","));
    int number = header.indexOf("chip");
    int site = header.indexOf("site");
    List<Chip> chips = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      if (wanted == null || wanted.contains(fields[site])) {
        chips.add(new Chip(fields[number], fields[site]));
      }
    }
    return chips;
  }

  private void write(List<Chip> chips) throws IOException {
    SceneRecipe recipe =
        new SceneRecipe(
            new GranuleId(granule),
            1,
            SampleCountry.world(),
            SceneRecipe.WHOLE,
            Sky.clear(),
            9_000,
            Optional.empty());
    Frame frame = recipe.frame();
    RasterGrid grid = frame.grid(TileCorner.of(recipe.granule().tile()).epsg());
    short[][] values = new short[BANDS.size()][frame.pixels()];
    for (short[] band : values) {
      Arrays.fill(band, Band.REFLECTANCE_NODATA);
    }
    byte[] fmask = new byte[frame.pixels()];
    Arrays.fill(fmask, (byte) Band.FMASK_FILL);
    StringBuilder places = new StringBuilder("chip,site,column,row,width,height\n");
    for (int k = 0; k < chips.size(); k++) {
      int column = k % PER_ROW * PITCH;
      int row = k / PER_ROW * PITCH;
      Chip chip = chips.get(k);
      place(chip, column, row, values, fmask);
      places.append(
          "%s,%s,%d,%d,%d,%d%n".formatted(chip.number(), chip.site(), column, row, CHIP, CHIP));
    }
    Path folder = SceneGenerator.folder(recipe.granule(), out);
    Files.createDirectories(folder.resolve("truth"));
    Files.writeString(folder.resolve("truth/chips.csv"), places);
    int cloud = cloudPercent(fmask);
    try (Projection projection = new Projection(grid)) {
      SunPosition sun = SceneGenerator.sunOverWorld(recipe, projection);
      int coverage = 100 * chips.size() * CHIP * CHIP / frame.pixels();
      Map<String, String> tags = GranuleTags.common(recipe, sun, cloud, coverage);
      tags.put("SIMULATED", "composed by silt of real HLS chips; the place is made up");
      GranuleFiles files = new GranuleFiles(recipe.granule(), grid, tags, folder);
      for (int b = 0; b < BANDS.size(); b++) {
        files.writeBand(SensorBand.of(recipe.granule().sensor(), BANDS.get(b)), values[b]);
      }
      files.writeFmask(fmask);
      files.complete(GranuleDescription.of(recipe, frame, projection, cloud));
    }
  }

  private void place(Chip chip, int column, int row, short[][] values, byte[] fmask) {
    Path file = data.resolve("hls-chips/images/" + chip.number() + ".tif");
    try (GeoTiff tiff = GeoTiff.open(file)) {
      Window all = new Window(0, 0, CHIP, CHIP);
      for (int b = 0; b < BANDS.size(); b++) {
        paste(tiff.readShorts(b + 1, all), column, row, values[b]);
      }
      short[] flags = tiff.readShorts(FMASK_BAND, all);
      for (int i = 0; i < flags.length; i++) {
        fmask[(row + i / CHIP) * SceneRecipe.WHOLE + column + i % CHIP] = (byte) flags[i];
      }
    }
  }

  private static void paste(short[] chip, int column, int row, short[] into) {
    for (int r = 0; r < CHIP; r++) {
      System.arraycopy(chip, r * CHIP, into, (row + r) * SceneRecipe.WHOLE + column, CHIP);
    }
  }

  private static int cloudPercent(byte[] fmask) {
    long seen = 0;
    long cloud = 0;
    for (byte flags : fmask) {
      if ((flags & 0xff) != Band.FMASK_FILL) {
        seen++;
        cloud += (flags & Fmask.CLOUD) != 0 ? 1 : 0;
      }
    }
    return (int) (100 * cloud / Math.max(1, seen));
  }
}
