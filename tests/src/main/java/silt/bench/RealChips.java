package silt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.model.ModelBundle;
import silt.scene.GranuleId;
import silt.simulator.ChipTiles;
import silt.training.data.Dataset;
import silt.training.data.Fold;
import silt.training.data.makers.Maker;
import silt.training.judge.Section;
import silt.training.judge.TileJudge;

/**
 * How well does the mask step find water on real pixels of sites that trained nothing, beside the
 * {@code Fmask} bit, MNDWI and NDWI?
 *
 * <p>The held-out chips are composed to a whole tile and masked by the step itself; or, with {@code
 * --mask}, a mask raster is judged that the service has made of such a tile.
 */
@Command(name = "RealChips", description = "F1 of water on a tile of real, held-out chips.")
public final class RealChips implements Callable<Integer> {

  private static final String GRANULE = "HLS.L30.T60GVV.2024045T220733.v2.0";

  @Option(names = "--data", required = true, description = "folder that holds hls-chips")
  private Path data;

  @Option(names = "--bundle", description = "mask bundle to judge; without --mask required")
  private Path bundle;

  @Option(names = "--mask", description = "mask raster of a tile that --tile composed before")
  private Path mask;

  @Option(
      names = "--tile",
      description = "compose the tile here, as an archive's folder, and keep it")
  private Path tile;

  @Option(
      names = "--fold",
      defaultValue = "1/5",
      description = "the sites that judge: the bundle must have left them out; ${DEFAULT-VALUE}")
  private String fold;

  public static void main(String[] args) {
    System.exit(new CommandLine(new RealChips()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    try (Workplace place = new Workplace("real-chips")) {
      Path archive = tile == null ? place.folder() : tile;
      Path granule = archive.resolve("granules").resolve(GRANULE);
      Path places = granule.resolve("truth/chips.csv");
      if (!Files.exists(places)) {
        compose(archive, chips(place.folder()));
      }
      if (mask == null && bundle == null) {
        System.out.println("composed; no --bundle and no --mask, so nothing is judged");
        return 0;
      }
      Path judged =
          mask == null
              ? MaskedGranule.of(
                  new GranuleId(GRANULE), granule, ModelBundle.open(bundle), place.folder())
              : mask;
      Section water = TileJudge.of(chips(place.folder()), judged, places, Fold.parse(fold));
      System.out.println(water.markdown());
      List.of("f1TruthA", "f1TruthB").forEach(figure -> compare(water, figure));
      System.out.println("load average at the end " + Load.average());
    }
    return 0;
  }

  /** The chips with their witnesses, made once for this run. */
  private Dataset chips(Path work) {
    Path folder = work.resolve("hls-chips");
    return Files.exists(folder)
        ? Dataset.open(folder)
        : Maker.HLS_CHIPS.make(data, null, folder, written -> {});
  }

  private void compose(Path archive, Dataset chips) throws IOException {
    Files.createDirectories(archive);
    Path sites = archive.resolve("judging-sites.txt");
    // the dataset's hls-7 is the folder's 7
    Files.write(
        sites,
        TileJudge.judgingSites(chips, Fold.parse(fold)).stream()
            .map(site -> site.substring(site.indexOf('-') + 1))
            .toList());
    int code =
        new CommandLine(new ChipTiles())
            .execute(
                "--data",
                data.toString(),
                "--out",
                archive.toString(),
                "--sites",
                sites.toString(),
                "--granule",
                GRANULE);
    if (code != 0) {
      throw new IllegalStateException("composing the tile ended with code " + code);
    }
  }

  /** What is left to be won, 1 - F1, beside that of the best baseline. */
  private static void compare(Section water, String figure) {
    double ours = water.value(TileJudge.PRODUCT, figure);
    String best = null;
    double highest = 0;
    for (Section.Row method : water.rows()) {
      double f1 = water.value(method.name(), figure);
      if (f1 > highest && !method.name().equals(TileJudge.PRODUCT)) {
        highest = f1;
        best = method.name();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: 1 - F1 is %.4f, of the best baseline (%s) %.4f: ratio %.2f%n",
        figure,
        1 - ours,
        best,
        1 - highest,
        (1 - ours) / (1 - highest));
  }
}
