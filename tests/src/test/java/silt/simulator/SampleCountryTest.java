package silt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCountryTest {

  @TempDir private Path root;
  private JsonNode reaches;
  private JsonNode nodes;

  @BeforeEach
  void write() throws IOException {
    SampleCountry.writeVectors(root, SceneRecipe.WHOLE);
    ObjectMapper json = new ObjectMapper();
    reaches = json.readTree(root.resolve("vector/reaches.geojson").toFile()).get("features");
    nodes = json.readTree(root.resolve("vector/nodes.geojson").toFile()).get("features");
  }

  @Test
  void reachIdsAreUniqueTextsOfElevenDigits() {
    Set<String> ids = new HashSet<>();
    for (JsonNode reach : reaches) {
      String id = reach.at("/properties/reach_id").textValue();
      assertThat(id).matches("\\d{11}");
      assertThat(ids.add(id)).as(id).isTrue();
    }
    assertThat(ids).hasSizeGreaterThan(40);
  }

  @Test
  void nodesBelongToReachesAndHaveFourteenDigits() {
    Set<String> ids = new HashSet<>();
    reaches.forEach(reach -> ids.add(reach.at("/properties/reach_id").textValue()));
    Set<String> nodeIds = new HashSet<>();
    for (JsonNode node : nodes) {
      assertThat(node.at("/properties/node_id").textValue()).matches("\\d{14}");
      assertThat(ids).contains(node.at("/properties/reach_id").textValue());
      assertThat(nodeIds.add(node.at("/properties/node_id").textValue())).isTrue();
    }
  }

  @Test
  void widthsRunFromSixtyMetresToNineHundredAndSome() {
    double narrowest = 1e9;
    double widest = 0;
    for (JsonNode reach : reaches) {
      narrowest = Math.min(narrowest, reach.at("/properties/width").doubleValue());
      widest = Math.max(widest, reach.at("/properties/width").doubleValue());
    }
    assertThat(narrowest).isBetween(60.0, 150.0);
    assertThat(widest).isBetween(700.0, 1_500.0);
  }

  @Test
  void bothNorthWesternCornersSeeWater() {
    for (SceneRecipe recipe : SampleScenes.small(2)) {
      SceneRecipe clear = TinyWorlds.clear(recipe.granule().text(), recipe.world(), 366);
      assertThat(TinyWorlds.rendered(clear).shareOf(TruthFlags.WATER))
          .as(recipe.granule().tile())
          .isGreaterThan(0.01);
    }
  }
}
