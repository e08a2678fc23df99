package silt.sediment.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.scene.BadInput;

class NodeFileTest {

  @TempDir private Path home;

  private Path csv(String text) throws IOException {
    return Files.writeString(home.resolve("nodes.csv"), text);
  }

  private void refused(String text, String... words) throws IOException {
    Path file = csv(text);
    assertThatThrownBy(() -> NodeFile.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void idsOfFourteenDigitsStayAsTheyAre() throws IOException {
    assertThat(
            NodeFile.read(
                csv("node_id,width,lat,lon\n71224300010031,80,-37.25, 174.925\nb,,1e0,2\n")))
        .containsExactly(
            new RiverNode("71224300010031", 174.925, -37.25), new RiverNode("b", 2, 1));
  }

  @Test
  void aTableFromASpreadsheetStartsBehindItsMark() throws IOException {
    assertThat(NodeFile.read(csv("\ufeffnode_id,lon,lat\na,1,2\n")))
        .containsExactly(new RiverNode("a", 1, 2));
  }

  @Test
  void aVectorFileOfPointsWillDoToo() throws IOException {
    Path file = home.resolve("nodes.geojson");
    Files.writeString(
        file,
        "{\"type\":\"Feature\",\"properties\":{\"node_id\":\"n1\"},"
            + "\"geometry\":{\"type\":\"Point\",\"coordinates\":[174.5,-37.5]}}");
    assertThat(NodeFile.read(file)).containsExactly(new RiverNode("n1", 174.5, -37.5));
  }

  @Test
  void whatIsNoNodeIsNamedByItsLine() throws IOException {
    refused("id,lon,lat\na,1,2\na,3,4\n", "line 2", "line 3", "share the id a");
    refused("id,lon,lat\na,1,2\n,3,4\n", "line 3 has no node_id");
    refused("id,lon,lat\na,1,west\n", "line 2", "lat is \"west\"");
    refused("id,lon,lat\na,174,25,-37,5\n", "line 2 has 5 fields, its header 3");
    refused("id,lon,lat\na,-37,174\n", "line 2 (a)", "latitude is -90..90");
    refused("id,x,lat\na,1,2\n", "no column is called longitude or lon");
    refused("id,lon,lat\n", "holds no node");
  }
}
