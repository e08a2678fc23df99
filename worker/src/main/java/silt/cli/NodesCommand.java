package silt.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Json;
import silt.cli.terminal.Progress;
import silt.mask.Layout;
import silt.model.ModelBundle;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.sediment.nodes.EnsembleBundle;
import silt.sediment.nodes.Inputs;
import silt.sediment.nodes.Neighbourhood.ClearWater;
import silt.sediment.nodes.NodeEnsemble;
import silt.sediment.nodes.NodeEnsemble.Branch;
import silt.sediment.nodes.NodeFile;
import silt.sediment.nodes.NodeFlag;
import silt.sediment.nodes.NodeRow;
import silt.sediment.nodes.NodeTable;
import silt.sediment.nodes.SceneNodes;

/** Measures river nodes of a scene as the published pipeline does; no product, nothing stored. */
@Command(
    name = "nodes",
    description =
        "SSC of river nodes by the published method: windows around them, two networks, one table.")
@Examples({
  "deploy/silt nodes ./granule --model ./nodes-bundle --mask deploy/models/mask-hls-1"
      + " --nodes nodes.csv --out ssc.csv",
  "the band files of a folder, masked first",
  "deploy/silt nodes ./granule --model ./nodes-bundle --mask masks/mask.tif --nodes nodes.csv"
      + " --features --out ssc.csv",
  "with a mask that is there, and the 66 inputs beside each value",
  "deploy/silt nodes HLS.S30.T60GVA.2024037T222549.v2.0 --model ./nodes-bundle"
      + " --mask mask-hls-1 --zones sword-nodes --out ssc.csv",
  "the nodes of a zone set that lie on the scene"
})
final class NodesCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(
      paramLabel = "SCENE",
      description = "folder of a granule's band files, or id of a granule of the sample archive")
  String scene;

  @Option(
      names = "--model",
      paramLabel = "BUNDLE",
      required = true,
      description = "bundle of engine node-ensemble: folder, zip or registered name")
  String model;

  @Option(
      names = "--mask",
      paramLabel = "FILE.tif|BUNDLE",
      required = true,
      description = "mask raster of the scene, or a mask bundle to mask it by")
  String mask;

  @Option(
      names = "--layout",
      paramLabel = "tiled|node-centred",
      defaultValue = "tiled",
      description =
          "with a mask bundle: one pass over the tile, or a crop around each node as the published"
              + " pipeline does (default: tiled)")
  String layout;

  @ArgGroup(multiplicity = "1")
  Source source;

  static final class Source {
    @Option(
        names = "--nodes",
        paramLabel = "FILE",
        description =
            "table (.csv) with node_id, longitude, latitude, or a vector file of points; every row"
                + " is kept")
    Path nodes;

    @Option(
        names = "--zones",
        paramLabel = "SET",
        description = "zone set of kind node; those on the scene are measured")
    String zones;
  }

  @Option(
      names = "--out",
      paramLabel = "FILE.csv",
      required = true,
      description = "the table to write: a row for each node, with its value, branch and flags")
  Path out;

  @Option(names = "--features", description = "add the statistics of every band to the table")
  boolean features;

  @Option(names = "--force", description = "replace the table that is there")
  boolean force;

  @Option(names = "--json", description = "print the summary as JSON")
  boolean json;

  NodesCommand(Session session) {
    this.session = session;
  }

  /** What is printed. */
  private record Summary(
      String scene,
      String model,
      int nodes,
      Map<Branch, Integer> branches,
      Map<NodeFlag, Integer> flags) {}

  @Override
  public Integer call() {
    Layout chosen = Layout.of(layout);
    boolean raster = mask.endsWith(".tif") || mask.endsWith(".tiff");
    if (raster && chosen == Layout.NODE_CENTRED) {
      throw new BadInput(
          "--layout node-centred: --mask " + mask + " is a mask already",
          "Give a mask bundle, or leave out --layout.");
    }
    requireFree();
    BandFolder folder = BandFolder.of(scene, session.settings().home());
    Map<Band, Path> bands = folder.of(Inputs.BANDS);
    Bundles bundles = new Bundles(session);
    NodeEnsemble ensemble = bundles.ask(model, EnsembleBundle::load);
    SceneNodes nodes = nodes(bands.get(Band.RED));
    Function<ModelBundle, ClearWater> masking =
        bundle -> new NodeMasks(session, bundle, chosen).around(nodes, folder);
    ClearWater water =
        raster ? nodes.clearWater(requireFile(Path.of(mask))) : bundles.ask(mask, masking);
    List<NodeRow> rows;
    try (Progress line = new Progress(session.terminal(), "nodes", "bands", 0)) {
      rows =
          nodes.measure(
              bands,
              folder.granule().sensor(),
              water,
              ensemble,
              done -> line.at(done, Inputs.BANDS.size(), ""));
    }
    NodeTable.write(out, rows, features);
    tell(summary(folder, rows));
    return 0;
  }

  private void requireFree() {
    if (!force && Files.exists(out)) {
      throw new BadInput(
          "--out " + out + " is there already", "Choose another name, or replace it with --force.");
    }
    Path parent = out.toAbsolutePath().getParent();
    if (Files.isDirectory(out) || !Files.isDirectory(parent)) {
      throw new BadInput(
          "--out " + out + ": no file can be written there",
          "Give a file in a folder that exists.");
    }
  }

  private static Path requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadInput(
          "--mask " + file + ": there is no such file",
          "Make one with deploy/silt mask, or give a mask bundle.");
    }
    return file;
  }

  private SceneNodes nodes(Path band) {
    if (source.nodes != null) {
      return SceneNodes.on(band, NodeFile.read(source.nodes));
    }
    return NodeZones.on(band, source.zones, session.database());
  }

  private Summary summary(BandFolder folder, List<NodeRow> rows) {
    Map<Branch, Integer> branches = new EnumMap<>(Branch.class);
    Map<NodeFlag, Integer> flags = new EnumMap<>(NodeFlag.class);
    for (NodeRow row : rows) {
      branches.merge(row.estimate().branch(), 1, Integer::sum);
      row.flags().forEach(flag -> flags.merge(flag, 1, Integer::sum));
    }
    return new Summary(folder.granule().text(), model, rows.size(), branches, flags);
  }

  private void tell(Summary summary) {
    if (json) {
      Json.print(session.terminal(), summary);
      return;
    }
    session
        .terminal()
        .say(
            "%d nodes; %s; flags %s"
                .formatted(
                    summary.nodes(),
                    words(summary.branches()),
                    summary.flags().isEmpty() ? "none" : words(summary.flags())));
    if (!summary.branches().keySet().stream().anyMatch(branch -> branch != Branch.NOT_FINITE)) {
      session.terminal().note("no node has a value: the flags of each row tell why");
    }
    session.terminal().say(out.toString());
  }

  private static String words(Map<? extends Enum<?>, Integer> counts) {
    StringBuilder words = new StringBuilder();
    counts.forEach(
        (what, count) ->
            words.append(words.isEmpty() ? "" : ", ").append(count).append(' ').append(what));
    return words.toString();
  }
}
