package silt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Json;
import silt.cli.terminal.Progress;
import silt.cli.terminal.Table;
import silt.mask.Agreement;
import silt.mask.Layout;
import silt.mask.MaskCounts;
import silt.mask.MaskNetwork;
import silt.mask.Pace;
import silt.mask.SceneMasks;
import silt.mask.Share;
import silt.mask.UnfitBands;
import silt.mask.forms.Device;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.model.ModelKind;
import silt.model.Sha256;
import silt.picture.Caption;
import silt.picture.Rasters;
import silt.picture.ScenePicture;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.scene.Sensor;
import silt.worker.MaskDevice;

/** Masks a scene that lies on this machine: no database, no Temporal, no sediment. */
@Command(
    name = "mask",
    description = "Mask a scene by a bundle: a raster, a report and a picture, and nothing else.")
@Examples({
  "deploy/silt mask HLS.S30.T60GVA.2024037T222549.v2.0 --model deploy/models/mask-hls-1",
  "a granule of the sample archive, into masks/",
  "deploy/silt mask ./granule --model ./my-bundle --out masks/ --force",
  "the band files of a folder; what is in masks/ is replaced",
  "deploy/silt mask ./granule --model ./my-bundle --layout node-centred --nodes nodes.geojson",
  "one crop around each node, as the published pipeline does, compared with the whole tile"
})
final class MaskCommand implements Callable<Integer> {

  private static final String RASTER = "mask.tif";
  private static final String REPORT = "masks.json";
  private static final String PICTURE = "masks.png";
  private static final List<Band> TRUE_COLOUR = List.of(Band.RED, Band.GREEN, Band.BLUE);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final Session session;

  @Parameters(
      paramLabel = "SCENE",
      description = "folder of a granule's band files, or id of a granule of the sample archive")
  String scene;

  @Option(
      names = "--model",
      paramLabel = "BUNDLE",
      required = true,
      description = "mask bundle: folder, zip or registered name")
  String model;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "masks",
      description =
          "where to write " + RASTER + ", " + REPORT + ", " + PICTURE + " (default: masks)")
  Path out;

  @Option(
      names = "--layout",
      paramLabel = "tiled|node-centred",
      defaultValue = "tiled",
      description = "where the windows lie (default: tiled)")
  String layout;

  @Option(
      names = "--nodes",
      paramLabel = "FILE",
      description = "vector file of points, for --layout node-centred")
  Path nodes;

  @Option(
      names = "--form",
      paramLabel = "f32|bf16",
      defaultValue = "f32",
      description = "arithmetic of the network (default: f32)")
  String form;

  @Option(names = "--force", description = "replace what an earlier run wrote there")
  boolean force;

  @Option(names = "--json", description = "print the report as JSON")
  boolean json;

  MaskCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Layout chosen = Layout.of(layout);
    if ((chosen == Layout.NODE_CENTRED) != (nodes != null)) {
      throw new BadInput(
          nodes == null ? "--layout node-centred needs nodes" : "--nodes " + nodes + " is not used",
          "Give --layout node-centred and --nodes FILE together, or neither.");
    }
    BandFolder folder = BandFolder.of(scene, session.settings().home());
    Map<Band, Path> bands = folder.of(MaskNetwork.INPUTS);
    NumericForm arithmetic = NumericForm.of(form);
    requireFree();
    Report report =
        new Bundles(session).ask(model, bundle -> mask(folder, bands, bundle, arithmetic));
    if (json) {
      Json.print(session.terminal(), report);
    } else {
      tell(report);
    }
    return 0;
  }

  private void requireFree() {
    for (String name : List.of(RASTER, REPORT, PICTURE)) {
      if (!force && Files.exists(out.resolve(name))) {
        throw new BadInput(
            "--out " + out + ": there is a " + name + " already",
            "Choose another folder, or replace it with --force.");
      }
    }
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new BadInput("--out " + out + " is no folder", "Choose another with --out.");
    }
  }

  private Report mask(
      BandFolder folder, Map<Band, Path> bands, ModelBundle bundle, NumericForm arithmetic) {
    Bundles.requireKind(bundle, ModelKind.MASK);
    Device device = MaskDevice.of(session.settings());
    if (!device.computes(arithmetic)) {
      throw new BadInput(
          "--form " + form + ": this host does not compute it: " + device.describe(),
          "Choose another form, or mask on a host that does; deploy/silt doctor tells.");
    }
    try (MaskNetwork network = MaskNetwork.load(bundle, arithmetic, device)) {
      int cores = Runtime.getRuntime().availableProcessors();
      Pace pace = Pace.forOneScene(network, new Share(device, cores, 1));
      SceneMasks masks = masks(network, pace, bands);
      Report report = Report.of(folder, bundle, arithmetic, masks);
      write(folder, bands, bundle, arithmetic, masks, report);
      return report;
    } catch (UnfitBands unfit) {
      throw new BadInput(
          "scene " + folder.folder() + ": " + unfit.getMessage(),
          "Give the six bands of one granule as the archive has them.",
          unfit);
    } catch (IOException failed) {
      throw new BadInput(
          "--out " + out + ": cannot be written: " + failed.getMessage(),
          "Choose another folder with --out.",
          failed);
    }
  }

  private SceneMasks masks(MaskNetwork network, Pace pace, Map<Band, Path> bands) {
    Map<String, Progress> lines = new TreeMap<>();
    try {
      return SceneMasks.of(
          network,
          pace,
          bands,
          Optional.ofNullable(nodes),
          (what, done, total) ->
              lines
                  .computeIfAbsent(what, w -> new Progress(session.terminal(), "mask", w, 0))
                  .at(done, total, ""));
    } finally {
      lines.values().forEach(Progress::close);
    }
  }

  /** All three files appear together: a run that fails leaves none. */
  private void write(
      BandFolder folder,
      Map<Band, Path> bands,
      ModelBundle bundle,
      NumericForm arithmetic,
      SceneMasks masks,
      Report report)
      throws IOException {
    Files.createDirectories(out);
    Path half = Files.createTempDirectory(out, ".masks-");
    try {
      Map<Band, String> inputs = new EnumMap<>(Band.class);
      bands.forEach((band, file) -> inputs.put(band, Sha256.of(file)));
      masks.save(half.resolve(RASTER), folder.granule().text(), inputs, bundle, arithmetic);
      Rasters rasters = new Rasters(half.resolve(RASTER), Optional.empty(), folder.of(TRUE_COLOUR));
      ScenePicture.save(
          ScenePicture.draw(rasters, Optional.empty(), caption(folder, report)),
          half.resolve(PICTURE));
      Files.writeString(half.resolve(REPORT), Json.text(report) + "\n");
      for (String name : List.of(RASTER, PICTURE, REPORT)) {
        Files.move(half.resolve(name), out.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      for (String name : List.of(RASTER, PICTURE, REPORT)) {
        Files.deleteIfExists(half.resolve(name));
      }
      Files.deleteIfExists(half);
    }
  }

  private static Caption caption(BandFolder folder, Report report) {
    MaskCounts pixels = report.pixels();
    String satellite = folder.granule().sensor() == Sensor.S30 ? "Sentinel-2" : "Landsat";
    return new Caption(
        folder.granule().text(),
        DAY.format(folder.granule().acquiredAt())
            + " UTC  ·  "
            + satellite
            + ", 30 m  ·  masks of "
            + report.model().name()
            + String.format(
                Locale.ROOT,
                "  ·  %,d pixels with data, %,d of clear water, %.0f %% cloud",
                pixels.valid(),
                pixels.clearWater(),
                100.0 * pixels.cloud() / Math.max(1, pixels.valid())));
  }

  private void tell(Report report) {
    MaskCounts pixels = report.pixels();
    Table counts = new Table("MASK", "PIXELS", "OF VALID");
    row(counts, "valid", pixels.valid(), pixels.valid());
    row(counts, "water", pixels.water(), pixels.valid());
    row(counts, "cloud shadow", pixels.cloudShadow(), pixels.valid());
    row(counts, "cloud", pixels.cloud(), pixels.valid());
    row(counts, "snow or ice", pixels.snowIce(), pixels.valid());
    row(counts, "terrain shade", pixels.terrainShade(), pixels.valid());
    row(counts, "clear water", pixels.clearWater(), pixels.valid());
    counts.print(session.terminal(), "no pixel");
    if (report.agreement() != null) {
      Table agreement = new Table("AGREEMENT WITH TILED", "OVER", "BOTH", "EITHER", "IOU");
      for (Agreement.Overlap overlap : report.agreement().masks()) {
        agreement.row(
            overlap.mask(),
            overlap.over().words(),
            overlap.both(),
            overlap.either(),
            overlap.iou() == null ? null : String.format(Locale.ROOT, "%.4f", overlap.iou()));
      }
      agreement.print(session.terminal(), "no node");
    }
    session
        .terminal()
        .say(
            String.format(
                Locale.ROOT,
                "%s, %d of %d windows held data, %.1f s",
                report.layout(),
                report.windowsRun(),
                report.windows(),
                report.seconds()));
    for (String name : List.of(RASTER, REPORT, PICTURE)) {
      session.terminal().say(out.resolve(name).toString());
    }
  }

  private static void row(Table table, String mask, long pixels, long valid) {
    table.row(mask, pixels, String.format(Locale.ROOT, "%.2f%%", 100.0 * pixels / valid));
  }

  /** What {@code masks.json} holds. */
  record Report(
      String scene,
      String layout,
      int windowPixels,
      int overlapPixels,
      Model model,
      MaskCounts pixels,
      int windows,
      int windowsRun,
      double seconds,
      Agreement agreement) {

    record Model(String name, String sha256, String architecture, String form) {}

    static Report of(
        BandFolder folder, ModelBundle bundle, NumericForm arithmetic, SceneMasks masks) {
      return new Report(
          folder.granule().text(),
          masks.layout().word(),
          bundle.card().window(),
          bundle.card().convention().path("overlap").asInt(),
          new Model(
              bundle.card().name(),
              bundle.sha256(),
              bundle.card().architecture(),
              arithmetic.word()),
          masks.flags().counts(),
          masks.flags().windows(),
          masks.flags().windowsRun(),
          masks.seconds(),
          masks.agreement().orElse(null));
    }
  }
}
