package silt.mask;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Point;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.raster.VectorFile;
import silt.raster.VectorFile.VectorFeature;
import silt.scene.BadInput;

/**
 * A river node on a tile: the pixel that a crop is centred on.
 *
 * @param id as its file gives it
 */
public record Node(String id, int column, int row) {

  private static final String ID = "node_id";

  public Node {
    requireNonNull(id, "id");
    if (column < 0 || row < 0) {
      throw new IllegalArgumentException(
          "a node's pixel counts from 0, not column " + column + ", row " + row);
    }
  }

  /**
   * The nodes of a vector file that lie on a grid, in the file's order.
   *
   * @param file of points in longitude and latitude, or in any system that it names; {@code
   *     node_id} is their id, else their place in the file, from 1
   * @throws BadInput where the file is none, or no node lies on the grid
   */
  public static List<Node> on(RasterGrid grid, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadInput(
          "nodes " + file + ": there is no such file", "Give a vector file of points.");
    }
    List<Node> nodes = new ArrayList<>();
    List<VectorFeature> features = VectorFile.read(file);
    try (Projection projection = new Projection(grid)) {
      for (int i = 0; i < features.size(); i++) {
        if (features.get(i).lonLat() == null) {
          continue;
        }
        Point place = features.get(i).lonLat().getCentroid();
        double[] metres = projection.toGrid(place.getX(), place.getY());
        double column = Math.floor(grid.column(metres[0]));
        double row = Math.floor(grid.row(metres[1]));
        if (column >= 0 && column < grid.width() && row >= 0 && row < grid.height()) {
          Map<String, String> attributes = features.get(i).attributes();
          String id = attributes.getOrDefault(ID, Integer.toString(i + 1));
          nodes.add(new Node(id, (int) column, (int) row));
        }
      }
    }
    if (nodes.isEmpty()) {
      throw new BadInput(
          "nodes " + file + ": none of its " + features.size() + " features lies on the scene",
          "Give the nodes of the scene's tile.");
    }
    return nodes;
  }
}
