package silt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Json;
import silt.cli.terminal.Progress;
import silt.mask.Layout;
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
import silt.picture.Rasters;
import silt.picture.ScenePicture;
import silt.scene.BadInput;
import silt.scene.Band;
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
    MaskReport report =
        new Bundles(session).ask(model, bundle -> mask(folder, bands, bundle, arithmetic));
    if (json) {
      Json.print(session.terminal(), report);
    } else {
      report.tell(session.terminal());
      for (String name : List.of(RASTER, REPORT, PICTURE)) {
        session.terminal().say(out.resolve(name).toString());
      }
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

  private MaskReport mask(
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
      MaskReport report = MaskReport.of(folder.granule(), bundle, arithmetic, masks);
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
      MaskReport report)
      throws IOException {
    Files.createDirectories(out);
    Path half = Files.createTempDirectory(out, ".masks-");
    try {
      Map<Band, String> inputs = new EnumMap<>(Band.class);
      bands.forEach((band, file) -> inputs.put(band, Sha256.of(file)));
      masks.save(half.resolve(RASTER), folder.granule().text(), inputs, bundle, arithmetic);
      Rasters rasters = new Rasters(half.resolve(RASTER), Optional.empty(), folder.of(TRUE_COLOUR));
      ScenePicture.save(
          ScenePicture.draw(rasters, Optional.empty(), report.caption(folder.granule())),
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
}
