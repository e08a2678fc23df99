package silt.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.Agreement.Over;
import silt.mask.Convention.Output;
import silt.model.ModelBundle;
import silt.raster.Projection;
import silt.scene.BadInput;
import silt.scene.Band;

class NodeCentredTest {

  private static final int SIZE = 300;
  private static final int SIDE = 128;

  @TempDir Path folder;

  private final PaintedTile tile = new PaintedTile(SIZE);

  @Test
  void aNeighbourhoodHoldsWhatItsOwnCropWouldSay() {
    Map<Band, Path> bands = tile.write(folder);
    // inside, beside the strip without data, and in the corner, where the crop leaves the tile
    List<Node> nodes =
        List.of(new Node("a", 150, 140), new Node("b", 12, 151), new Node("c", 297, 4));
    try (MaskNetwork network = MaskNetwork.load(published())) {
      NodeCentred.Neighbourhoods centred =
          new NodeCentred(network, new Pace(2, 2, 1)).run(bands, nodes, done -> {});

      assertThat(centred.windowsRun()).isEqualTo(3);
      for (int n = 0; n < nodes.size(); n++) {
        assertThat(centred.flags().get(n)).isEqualTo(alone(network, nodes.get(n)));
      }
    }
  }

  /** The crop cut out here, padded with nodata, and its middle; nodata off the tile. */
  private byte[] alone(MaskNetwork network, Node node) {
    short[][] crop = new short[6][SIDE * SIDE];
    for (int b = 0; b < 6; b++) {
      Arrays.fill(crop[b], Band.REFLECTANCE_NODATA);
      for (int i = 0; i < SIDE * SIDE; i++) {
        int x = node.column() - SIDE / 2 + i % SIDE;
        int y = node.row() - SIDE / 2 + i / SIDE;
        if (x >= 0 && y >= 0 && x < SIZE && y < SIZE) {
          crop[b][i] = tile.stored()[b][y * SIZE + x];
        }
      }
    }
    byte[] flags = network.mask(crop, SIDE, SIDE);
    byte[] middle = new byte[400];
    for (int i = 0; i < 400; i++) {
      middle[i] = flags[(SIDE / 2 - 10 + i / 20) * SIDE + SIDE / 2 - 10 + i % 20];
    }
    return middle;
  }

  @Test
  void thePublishedDiscHas316Pixels() {
    int inside = 0;
    for (int i = 0; i < 400; i++) {
      inside += NodeCentred.inDisc(i) ? 1 : 0;
    }
    assertThat(inside).isEqualTo(316);
  }

  @Test
  void aRasterPixelIsTheNearestNodes() {
    byte[] ones = new byte[400];
    byte[] twos = new byte[400];
    Arrays.fill(ones, (byte) 1);
    Arrays.fill(twos, (byte) 2);
    List<Node> nodes = List.of(new Node("a", 20, 20), new Node("b", 30, 20));
    byte[] raster =
        new NodeCentred.Neighbourhoods(tile.grid(), nodes, List.of(ones, twos), 2).raster().flags();

    assertThat(raster[20 * SIZE + 9] & 0xff).isEqualTo(MaskClass.NODATA);
    assertThat(raster[20 * SIZE + 10]).isEqualTo((byte) 1);
    assertThat(raster[20 * SIZE + 24]).isEqualTo((byte) 1);
    assertThat(raster[20 * SIZE + 25]).isEqualTo((byte) 2);
    assertThat(raster[20 * SIZE + 39]).isEqualTo((byte) 2);
  }

  @Test
  void theAgreementCountsWhatBothAndWhatEitherSay() {
    byte[] part = new byte[400];
    part[0] = 1; // a corner: in the square, not in the disc
    part[210] = 1;
    part[211] = 1 | 4;
    part[212] = (byte) MaskClass.NODATA;
    List<Node> nodes = List.of(new Node("a", 100, 100));
    byte[] whole = new byte[SIZE * SIZE];
    whole[100 * SIZE + 100] = 1; // pixel 210 of the neighbourhood
    whole[100 * SIZE + 102] = 1; // pixel 212
    Agreement agreement =
        Agreement.of(
            new NodeCentred.Neighbourhoods(tile.grid(), nodes, List.of(part), 1),
            new WholeTile.Flags(tile.grid(), whole, MaskCounts.of(whole), 1, 1));

    assertThat(agreement.masks())
        .contains(
            new Agreement.Overlap("water", Over.SQUARE, 1, 3, 1 / 3.0),
            new Agreement.Overlap("water", Over.DISC, 1, 2, 0.5),
            new Agreement.Overlap("cloud", Over.DISC, 0, 1, 0.0),
            new Agreement.Overlap("snowIce", Over.SQUARE, 0, 0, null),
            new Agreement.Overlap("clearWater", Over.SQUARE, 1, 2, 0.5));
  }

  @Test
  void theShippedNetworkSaysTheSameAroundNodesAsOverTheTile() {
    Map<Band, Path> bands = tile.write(folder);
    List<Node> nodes = new ArrayList<>();
    for (int x = 30; x < SIZE; x += 30) {
      nodes.add(new Node("n" + x, x, (int) (SIZE / 2.0 + 20 * Math.sin(x / 17.0))));
    }
    try (MaskNetwork network = MaskNetwork.load(ModelBundle.open(ShippedBundleTest.bundle()))) {
      Agreement agreement =
          Agreement.of(
              new NodeCentred(network, Pace.ofLanes(2)).run(bands, nodes, done -> {}),
              new WholeTile(network, 2).run(bands, done -> {}));

      assertThat(agreement.masks())
          .filteredOn(overlap -> overlap.mask().equals("clearWater"))
          .hasSize(2)
          .allMatch(overlap -> overlap.iou() > 0.95);
    }
  }

  @Test
  void nodesComeFromAVectorFileWhereTheyLieOnTheScene() throws IOException {
    Path file = folder.resolve("nodes.geojson");
    try (Projection projection = new Projection(tile.grid())) {
      double[] on = projection.toLonLat(tile.grid().centreX(42), tile.grid().centreY(7));
      double[] off = projection.toLonLat(tile.grid().centreX(-42), tile.grid().centreY(7));
      Files.writeString(
          file,
          "{\"type\":\"FeatureCollection\",\"features\":[" + point(on) + "," + point(off) + "]}");
    }

    assertThat(Node.on(tile.grid(), file)).containsExactly(new Node("81", 42, 7));
  }

  @Test
  void nodesOfAnotherPlaceAreRefused() throws IOException {
    Path file = folder.resolve("nodes.geojson");
    Files.writeString(
        file, "{\"type\":\"FeatureCollection\",\"features\":[" + point(new double[] {0, 0}) + "]}");

    assertThatThrownBy(() -> Node.on(tile.grid(), file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("none of its 1 features lies on the scene");
  }

  private static String point(double[] lonLat) {
    return "{\"type\":\"Feature\",\"properties\":{\"node_id\":\"81\"},\"geometry\":"
        + "{\"type\":\"Point\",\"coordinates\":["
        + lonLat[0]
        + ","
        + lonLat[1]
        + "]}}";
  }

  /** An untrained network under the published convention. */
  private ModelBundle published() {
    return Bundles.untrained(
        folder.resolve("bundle"),
        card -> {
          Map<String, Double> thresholds = new TreeMap<>(card.thresholds());
          thresholds.remove(MaskClass.TERRAIN_SHADE.word());
          thresholds.put(Convention.SUNLIT, 0.3);
          ObjectNode convention = Convention.published(32, Output.LOGITS).toJson();
          return Bundles.but(card, thresholds, convention);
        });
  }
}
