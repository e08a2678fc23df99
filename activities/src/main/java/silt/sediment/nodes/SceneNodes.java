package silt.sediment.nodes;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import silt.raster.GeoTiff;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.scene.Sensor;

/**
 * The nodes of one scene, from places to values. One band of the tile is in memory at a time.
 *
 * @param grid of the scene's bands
 * @param nodes in the order of the rows to come
 * @param pixels where each node lies on the grid
 */
public record SceneNodes(RasterGrid grid, List<RiverNode> nodes, List<NodePixel> pixels) {

  private static final String STORED_AS = "Int16";

  public SceneNodes {
    requireNonNull(grid, "grid");
    nodes = List.copyOf(nodes);
    pixels = List.copyOf(pixels);
  }

  /** Places nodes on the grid of a file. */
  public static SceneNodes on(Path file, List<RiverNode> nodes) {
    try (GeoTiff open = GeoTiff.open(file);
        Projection projection = new Projection(open.grid())) {
      List<NodePixel> pixels = new ArrayList<>();
      for (RiverNode node : nodes) {
        double[] metres = projection.toGrid(node.longitude(), node.latitude());
        pixels.add(NodePixel.at(open.grid(), metres[0], metres[1]));
      }
      return new SceneNodes(open.grid(), nodes, pixels);
    }
  }

  /** Whether a node lies on the tile. */
  public boolean isOnTile(int node) {
    return pixels.get(node).isOn(grid);
  }

  /**
   * The clear water of a mask raster around these nodes.
   *
   * @throws BadInput where it is none, or lies on other pixels than the scene
   */
  public Neighbourhood.ClearWater clearWater(Path mask) {
    try (GeoTiff file = GeoTiff.open(mask)) {
      if (file.bands() != 1 || !file.type(1).equals("Byte")) {
        throw new BadInput(
            "mask " + mask + " is no raster of flags: one band of bytes is wanted",
            "Give a mask.tif that deploy/silt mask or a product wrote.");
      }
      requireSamePixels("mask " + mask, file.grid());
      return Neighbourhood.ofTile(grid, file.readBytes(1, grid.whole()), pixels);
    }
  }

  /**
   * Measures every node.
   *
   * @param bands files of at least {@link Inputs#BANDS}
   * @param progress told the bands done so far
   * @return a row for every node, in order; none is left out
   * @throws BadInput where a band is not stored reflectance, or lies on other pixels
   */
  public List<NodeRow> measure(
      Map<Band, Path> bands,
      Sensor sensor,
      Neighbourhood.ClearWater water,
      NodeEnsemble ensemble,
      IntConsumer progress) {
    List<List<BandStatistics>> byBand = new ArrayList<>();
    for (Band band : Inputs.BANDS) {
      byBand.add(BandStatistics.of(read(band, bands.get(band)), grid, pixels, water));
      progress.accept(byBand.size());
    }
    List<NodeRow> rows = new ArrayList<>();
    for (int n = 0; n < nodes.size(); n++) {
      int node = n;
      rows.add(
          NodeRow.of(
              nodes.get(n),
              pixels.get(n),
              grid,
              sensor,
              Neighbourhood.clear(water, n),
              byBand.stream().map(statistics -> statistics.get(node)).toList(),
              ensemble));
    }
    return rows;
  }

  private short[] read(Band band, Path path) {
    try (GeoTiff file = GeoTiff.open(path)) {
      String what = "band " + band + " in " + path;
      if (file.bands() != 1 || !file.type(1).equals(STORED_AS)) {
        throw new BadInput(
            what + " is stored as " + file.type(1) + ", not as one band of int16",
            "Give the band files as the archive has them: reflectance x 10000.");
      }
      requireSamePixels(what, file.grid());
      short[] stored = file.readShorts(1, grid.whole());
      double own = file.nodata(1).orElse(Band.REFLECTANCE_NODATA);
      if (own != Band.REFLECTANCE_NODATA) {
        for (int i = 0; i < stored.length; i++) {
          stored[i] = stored[i] == own ? Band.REFLECTANCE_NODATA : stored[i];
        }
      }
      return stored;
    }
  }

  private void requireSamePixels(String what, RasterGrid other) {
    if (!grid.samePixelsAs(other)) {
      throw new BadInput(
          what + " does not lie on the pixels of the scene's other files",
          "Give files of one tile.");
    }
  }
}
