package silt.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import silt.cli.terminal.Progress;
import silt.mask.Layout;
import silt.mask.MaskClass;
import silt.mask.MaskNetwork;
import silt.mask.Node;
import silt.mask.NodeCentred;
import silt.mask.Pace;
import silt.mask.SceneMasks;
import silt.mask.Share;
import silt.mask.UnfitBands;
import silt.mask.forms.Device;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.model.ModelKind;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.sediment.nodes.Neighbourhood;
import silt.sediment.nodes.Neighbourhood.ClearWater;
import silt.sediment.nodes.NodePixel;
import silt.sediment.nodes.SceneNodes;
import silt.worker.MaskDevice;

/** Masks a scene where nodes are to be measured. */
record NodeMasks(Session session, ModelBundle bundle, Layout layout) {

  private static final int PIXELS = 400;

  /**
   * @throws BadInput where the bundle is for something else, or the bands cannot be masked
   */
  ClearWater around(SceneNodes nodes, BandFolder folder) {
    Bundles.requireKind(bundle, ModelKind.MASK);
    Map<Band, Path> bands = folder.of(MaskNetwork.INPUTS);
    Device device = MaskDevice.of(session.settings());
    try (MaskNetwork network = MaskNetwork.load(bundle, NumericForm.F32, device)) {
      int cores = Runtime.getRuntime().availableProcessors();
      Pace pace = Pace.forOneScene(network, new Share(device, cores, 1));
      return layout == Layout.NODE_CENTRED
          ? crops(new NodeCentred(network, pace), bands, nodes)
          : tile(network, pace, bands, nodes);
    } catch (UnfitBands unfit) {
      throw new BadInput(
          "scene " + folder.folder() + ": " + unfit.getMessage(),
          "Give the bands of one granule as the archive has them.",
          unfit);
    }
  }

  private ClearWater tile(MaskNetwork network, Pace pace, Map<Band, Path> bands, SceneNodes nodes) {
    Map<String, Progress> lines = new TreeMap<>();
    try {
      SceneMasks masks =
          SceneMasks.of(
              network,
              pace,
              bands,
              Optional.empty(),
              (what, done, total) ->
                  lines
                      .computeIfAbsent(what, w -> new Progress(session.terminal(), "mask", w, 0))
                      .at(done, total, ""));
      return Neighbourhood.ofTile(nodes.grid(), masks.flags().flags(), nodes.pixels());
    } finally {
      lines.values().forEach(Progress::close);
    }
  }

  private ClearWater crops(NodeCentred masking, Map<Band, Path> bands, SceneNodes nodes) {
    List<Node> centres = new ArrayList<>();
    List<byte[]> flags = new ArrayList<>();
    for (int n = 0; n < nodes.nodes().size(); n++) {
      byte[] none = new byte[PIXELS];
      Arrays.fill(none, (byte) MaskClass.NODATA);
      flags.add(none);
      if (nodes.isOnTile(n)) {
        NodePixel pixel = nodes.pixels().get(n);
        centres.add(new Node(Integer.toString(n), pixel.column(), pixel.row()));
      }
    }
    try (Progress line = new Progress(session.terminal(), "mask", "crops", 0)) {
      NodeCentred.Neighbourhoods masked =
          masking.run(bands, centres, done -> line.at(done, centres.size(), ""));
      for (int i = 0; i < centres.size(); i++) {
        flags.set(Integer.parseInt(centres.get(i).id()), masked.flags().get(i));
      }
    }
    return Neighbourhood.ofCrops(flags);
  }
}
