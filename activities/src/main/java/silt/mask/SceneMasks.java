package silt.mask;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.raster.RasterGrid;
import silt.scene.BadInput;
import silt.scene.Band;

/**
 * The masks of one scene without the rest of the service: files in, one raster and a report out.
 *
 * @param layout that the raster was made in
 * @param flags of the raster
 * @param agreement of the two layouts around the nodes, where the layout is node-centred
 * @param seconds that the windows of the layout took, from the first byte read to the last flag
 */
public record SceneMasks(
    Layout layout, WholeTile.Flags flags, Optional<Agreement> agreement, double seconds) {

  /** Told how far the work is. */
  public interface Progress {

    /**
     * @param what is counted, in the plural
     */
    void at(String what, int done, int total);
  }

  public SceneMasks {
    requireNonNull(layout, "layout");
    requireNonNull(flags, "flags");
    requireNonNull(agreement, "agreement");
  }

  /**
   * Masks a scene.
   *
   * @param nodes a vector file; empty for the whole tile, given for crops around them, which are
   *     then compared with the whole tile's masks
   * @throws UnfitBands where the bands cannot be masked
   * @throws BadInput where no pixel has data, or no node lies on the scene
   */
  public static SceneMasks of(
      MaskNetwork network,
      Pace pace,
      Map<Band, Path> bands,
      Optional<Path> nodes,
      Progress progress) {
    RasterGrid grid = WholeTile.grid(bands);
    List<Node> on = nodes.map(file -> Node.on(grid, file)).orElse(List.of());
    WholeTile whole = new WholeTile(network, pace);
    int windows = whole.windows(grid).size();
    progress.at("windows", 0, windows);
    long start = System.nanoTime();
    WholeTile.Flags tiled = whole.run(bands, done -> progress.at("windows", done, windows));
    if (tiled.counts().valid() == 0) {
      throw new BadInput(
          "the scene has no pixel with data in all of " + MaskNetwork.INPUTS,
          "Nothing was written; give a scene whose swath reaches the tile.");
    }
    if (nodes.isEmpty()) {
      return new SceneMasks(Layout.TILED, tiled, Optional.empty(), since(start));
    }
    progress.at("crops", 0, on.size());
    start = System.nanoTime();
    NodeCentred.Neighbourhoods centred =
        new NodeCentred(network, pace)
            .run(bands, on, done -> progress.at("crops", done, on.size()));
    double seconds = since(start);
    return new SceneMasks(
        Layout.NODE_CENTRED, centred.raster(), Optional.of(Agreement.of(centred, tiled)), seconds);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * Writes the raster, whole or not at all.
   *
   * @param scene its name, for the file's tags
   * @param inputs the sha256 of each band's file, for the file's tags
   */
  public void save(
      Path file, String scene, Map<Band, String> inputs, ModelBundle bundle, NumericForm form) {
    Map<String, String> origin =
        Map.of(
            MaskFile.SCENE, scene,
            MaskFile.MODEL, bundle.sha256(),
            MaskFile.INPUTS, MaskFile.inputs(inputs),
            MaskFile.FORM, form.word());
    MaskFile.write(file, flags, layout, origin, bundle);
  }
}
