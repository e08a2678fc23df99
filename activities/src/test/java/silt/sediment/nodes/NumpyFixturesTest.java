package silt.sediment.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import silt.raster.RasterGrid;
import silt.scene.Sensor;
import silt.sediment.nodes.NodeEnsemble.Branch;
import silt.sediment.nodes.NodeEnsemble.Estimate;

/** Features and ensemble against figures that numpy computed; make_fixtures.py beside them. */
class NumpyFixturesTest {

  private static Path file(String name) throws URISyntaxException {
    return Path.of(NumpyFixturesTest.class.getResource(name).toURI());
  }

  private static JsonNode json(String name) throws IOException, URISyntaxException {
    return new ObjectMapper().readTree(file(name).toFile());
  }

  /** The script's tile: texture, blocks, some true zeros, some pixels without data. */
  private static short[] tile(int width, int height, int band) {
    short[] tile = new short[width * height];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int stored =
            300
                + 200 * band
                + (row * 31 + column * 17 + band * 7) % 113
                + (row / 40 + column / 50) % 7 * 90;
        stored = (row * column + band) % 211 == 0 ? 0 : stored;
        stored = (row + 2 * column) % 1009 == 0 ? -9999 : stored;
        tile[row * width + column] = (short) stored;
      }
    }
    return tile;
  }

  @Test
  void the66InputsAreThoseThatNumpyComputes() throws IOException, URISyntaxException {
    JsonNode fixture = json("windows.json");
    int width = fixture.get("width").asInt();
    int height = fixture.get("height").asInt();
    RasterGrid grid = new RasterGrid("", 0, 0, 30, width, height);
    List<NodePixel> nodes = new ArrayList<>();
    fixture
        .get("nodes")
        .forEach(at -> nodes.add(new NodePixel(at.get(0).asInt(), at.get(1).asInt())));
    byte[] flags = new byte[width * height];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = (byte) ((i / width / 6 + i % width / 5) % 3 != 0 ? 1 : 3);
    }
    Neighbourhood.ClearWater water = Neighbourhood.ofTile(grid, flags, nodes);
    List<List<BandStatistics>> bands = new ArrayList<>();
    for (int b = 0; b < Inputs.BANDS.size(); b++) {
      bands.add(BandStatistics.of(tile(width, height, b), grid, nodes, water));
    }
    for (int n = 0; n < nodes.size(); n++) {
      int node = n;
      double[] found = Inputs.of(bands.stream().map(band -> band.get(node)).toList(), Sensor.S30);
      JsonNode wanted = fixture.get("inputs").get(n);
      assertThat(found).hasSize(66).hasSameSizeAs(new double[wanted.size()]);
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i])
            .as("%s at %s", Inputs.NAMES.get(i), nodes.get(n))
            .isCloseTo(wanted.get(i).asDouble(), within(1e-8));
      }
    }
  }

  @Test
  void theEnsembleSaysWhatNumpyComputes() throws IOException, URISyntaxException {
    NodeEnsemble ensemble = EnsembleArrays.read(file("networks.json"));
    JsonNode fixture = json("ensemble.json");
    Set<Branch> seen = EnumSet.noneOf(Branch.class);
    for (int r = 0; r < fixture.get("rows").size(); r++) {
      double[] row = new double[66];
      for (int i = 0; i < row.length; i++) {
        row[i] = fixture.get("rows").get(r).get(i).asDouble();
      }
      Estimate found = ensemble.of(row);
      seen.add(found.branch());
      assertThat(found.branch().name()).isEqualTo(fixture.get("branch").get(r).asText());
      double wanted = fixture.get("mgL").get(r).asDouble();
      // numpy's networks are float32, as Keras's
      assertThat(found.mgL()).isCloseTo(wanted, within(2e-5 * wanted));
    }
    assertThat(seen).containsExactly(Branch.M1, Branch.BLEND, Branch.M2, Branch.BELOW_M1);
  }
}
