package silt.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.db.PixelCounts;
import silt.db.RasterRow;
import silt.db.SceneRunRow;
import silt.db.SceneRuns;
import silt.picture.Caption;
import silt.picture.Rasters;
import silt.picture.ScenePicture;
import silt.raster.Window;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.scene.Sensor;
import silt.staging.Store;
import silt.steps.ArtifactRef;

/** Draws what a scene looks like and what was made of it. */
@Command(name = "picture", description = "A PNG of a scene, its masks and its sediment.")
@Examples({
  "deploy/silt scene picture HLS.S30.T60GVA.2024037T222549.v2.0 --out scene.png",
  "the whole tile",
  "deploy/silt scene picture HLS.S30.T60GVA.2024037T222549.v2.0 --window 900,1200,800,800",
  "a river in detail, into GRANULE.png"
})
final class ScenePictureCommand implements Callable<Integer> {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final List<Band> TRUE_COLOUR = List.of(Band.RED, Band.GREEN, Band.BLUE);

  private final Session session;

  @Parameters(paramLabel = "GRANULE", description = "HLS.<S30|L30>.T<tile>.<year><day>T<time>.v2.0")
  String granule;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where to write it (default: GRANULE.png)")
  Path out;

  @Option(
      names = "--bands",
      paramLabel = "FOLDER",
      description = "where the granule's files lie, for true colour (default: the sample archive)")
  Path bands;

  @Option(
      names = "--window",
      split = ",",
      paramLabel = "COLUMN,ROW,WIDTH,HEIGHT",
      hideParamSyntax = true,
      description = "only this part of the tile, in pixels of 30 m")
  List<Integer> window;

  @Option(
      names = "--product",
      paramLabel = "NAME",
      description = "product version (default: the promoted one)")
  String product;

  ScenePictureCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    GranuleId id = new GranuleId(granule);
    Path file = writable(out == null ? Path.of(id + ".png") : out);
    Optional<Window> crop = crop();
    SceneRunRow run = run(id);
    Store products = session.products();
    Rasters rasters =
        new Rasters(
            products.localPath(artifact(run.mask())),
            Optional.ofNullable(run.ssc()).map(ssc -> products.localPath(artifact(ssc))),
            trueColour(id));
    ScenePicture.save(ScenePicture.draw(rasters, crop, caption(id, run)), file);
    session.terminal().say(file.toString());
    return 0;
  }

  private static Path writable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new BadInput(
          "--out " + file + ": " + folder + " is no folder that can be written",
          "Make it, or name another with --out.");
    }
    return file;
  }

  private Optional<Window> crop() {
    if (window == null) {
      return Optional.empty();
    }
    String remedy = "Give --window COLUMN,ROW,WIDTH,HEIGHT, e.g. 900,1200,800,800.";
    if (window.size() != 4) {
      throw new BadInput("--window has four numbers, not " + window.size(), remedy);
    }
    return Optional.of(
        Asked.value(
            () -> new Window(window.get(0), window.get(1), window.get(2), window.get(3)), remedy));
  }

  private SceneRunRow run(GranuleId id) {
    String name = session.product(product).name();
    SceneRunRow run =
        new SceneRuns(session.database())
            .find(id.text(), null, name)
            .orElseThrow(
                () ->
                    new BadInput(
                        "granule " + id + " has no result under " + name,
                        "Run it: silt scene run " + id + "."));
    if (run.mask() == null) {
      throw new BadInput(
          "granule " + id + " has no mask to draw: it came to " + run.outcome(),
          "silt scene show " + id + " tells why.");
    }
    return run;
  }

  private static ArtifactRef artifact(RasterRow raster) {
    return new ArtifactRef(URI.create(raster.uri()), raster.sha256(), raster.bytes());
  }

  /** Fetched bands are not kept, so they come from a folder or not at all. */
  private Map<Band, Path> trueColour(GranuleId id) {
    Path folder =
        bands == null
            ? session.settings().home().resolve("archive/granules").resolve(id.text())
            : bands;
    Map<Band, Path> files = new TreeMap<>();
    for (Band band : TRUE_COLOUR) {
      Path file = folder.resolve(id.fileName(band));
      if (Files.isReadable(file)) {
        files.put(band, file);
      } else if (bands != null) {
        throw new BadInput(
            "--bands " + folder + ": there is no " + id.fileName(band),
            "Give the folder with the granule's red, green and blue files.");
      }
    }
    if (files.size() < TRUE_COLOUR.size()) {
      session
          .terminal()
          .note("no true colour: the bands of a scene are not kept; --bands FOLDER brings them");
    }
    return files;
  }

  private static Caption caption(GranuleId id, SceneRunRow run) {
    String satellite = id.sensor() == Sensor.S30 ? "Sentinel-2" : "Landsat";
    String facts =
        DAY.format(id.acquiredAt())
            + " UTC  ·  "
            + satellite
            + ", 30 m  ·  product version "
            + run.product();
    PixelCounts pixels = run.pixels();
    if (pixels != null && pixels.valid() > 0) {
      facts +=
          String.format(
              Locale.ROOT,
              "  ·  whole tile: %,d pixels with data, %,d of clear water, %.0f %% cloud",
              pixels.valid(),
              pixels.clearWater(),
              100.0 * pixels.cloud() / pixels.valid());
    }
    return new Caption(id.text(), facts);
  }
}
