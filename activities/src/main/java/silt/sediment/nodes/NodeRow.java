package silt.sediment.nodes;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import silt.raster.RasterGrid;
import silt.scene.Sensor;
import silt.sediment.nodes.CropSweep.Crop;

/**
 * All that is found of one node on one scene.
 *
 * @param clearPixels of the 316 near the node, those that the mask calls clear water
 * @param bands in the order of {@link Inputs#BANDS}
 */
public record NodeRow(
    RiverNode node,
    NodePixel pixel,
    Sensor sensor,
    int clearPixels,
    List<BandStatistics> bands,
    NodeEnsemble.Estimate estimate,
    Set<NodeFlag> flags) {

  static NodeRow of(
      RiverNode node,
      NodePixel pixel,
      RasterGrid grid,
      Sensor sensor,
      int clearPixels,
      List<BandStatistics> bands,
      NodeEnsemble ensemble) {
    NodeEnsemble.Estimate estimate = ensemble.of(Inputs.of(bands, sensor));
    Set<NodeFlag> flags = EnumSet.noneOf(NodeFlag.class);
    if (!pixel.isOn(grid)) {
      flags.add(NodeFlag.OFF_TILE);
    }
    if (!Crop.around(pixel, grid.width(), grid.height()).isWhole()) {
      flags.add(NodeFlag.CROP_CUT);
    }
    if (clearPixels == 0) {
      flags.add(NodeFlag.NO_CLEAR_WATER);
    } else if (bands.stream().anyMatch(band -> Double.isNaN(band.near().mean()))) {
      flags.add(NodeFlag.NO_DATA);
    }
    if (estimate.unfamiliar()) {
      flags.add(NodeFlag.UNFAMILIAR);
    }
    if (estimate.aboveRange()) {
      flags.add(NodeFlag.ABOVE_RANGE);
    }
    return new NodeRow(node, pixel, sensor, clearPixels, bands, estimate, flags);
  }
}
