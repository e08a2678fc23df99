package silt.sediment.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.model.ModelBundle;
import silt.scene.BadInput;

/** What is wrong with a file of arrays is named by its place in the file. */
class EnsembleArraysTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path home;

  private static Path whole() throws URISyntaxException {
    return Path.of(EnsembleArraysTest.class.getResource("networks.json").toURI());
  }

  private Path changed(Consumer<ObjectNode> change) throws IOException, URISyntaxException {
    ObjectNode root = (ObjectNode) JSON.readTree(whole().toFile());
    change.accept(root);
    Path file = home.resolve("arrays.json");
    JSON.writeValue(file.toFile(), root);
    return file;
  }

  private void refused(Consumer<ObjectNode> change, String... words)
      throws IOException, URISyntaxException {
    Path file = changed(change);
    Path out = home.resolve("bundle");
    assertThatThrownBy(() -> EnsembleBundle.write(file, out, "nodes", "CC0-1.0", List.of()))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(words);
    try (var left = Files.list(home)) {
      assertThat(left).containsExactly(file);
    }
  }

  private static ObjectNode layer(ObjectNode root, String network, int layer) {
    return (ObjectNode) root.get(network).get("layers").get(layer);
  }

  @Test
  void aBundleIsMadeOfAWholeFileAndLoadsAsIs() throws URISyntaxException {
    Path out = home.resolve("bundle");
    ModelBundle bundle =
        EnsembleBundle.write(whole(), out, "nodes-published", "CC0-1.0", List.of("who"));

    assertThat(bundle.card().engine()).isEqualTo("node-ensemble");
    assertThat(bundle.card().credits()).containsExactly("who");
    NodeEnsemble loaded = EnsembleBundle.load(bundle);
    assertThat(loaded.cut()).isEqualTo(0.8);
    assertThat(loaded.low().network().layers()).hasSize(3);
    assertThatThrownBy(() -> EnsembleBundle.write(whole(), out, "again", "CC0-1.0", List.of()))
        .hasMessageContaining("is there already");
  }

  @Test
  void aMissingArrayIsNamed() throws IOException, URISyntaxException {
    refused(
        root -> ((ObjectNode) root.get("m2")).remove("inputMinimum"), "m2.inputMinimum is missing");
    refused(root -> layer(root, "m1", 1).remove("bias"), "m1.layers[1].bias is missing");
    refused(root -> root.put("maxval", 1), "maxval is not known");
  }

  @Test
  void anArrayOfAnotherSizeIsNamed() throws IOException, URISyntaxException {
    refused(
        root -> ((ArrayNode) root.get("m1").get("inputMaximum")).remove(3),
        "m1.inputMaximum has 65 numbers, not 66");
    refused(
        root -> ((ArrayNode) layer(root, "m1", 0).get("weights")).remove(65),
        "m1.layers[0].weights has 65 rows where 66 inputs feed it");
    refused(
        root -> ((ArrayNode) layer(root, "m2", 1).get("weights").get(2)).add(1.0),
        "m2.layers[1].weights[2] has 4 numbers, not 3");
    refused(
        root -> ((ArrayNode) root.get("m2").get("layers")).remove(2), "m2.layers end in 3 units");
  }

  @Test
  void whatIsNoNumberOrNoRangeIsNamed() throws IOException, URISyntaxException {
    refused(
        root -> ((ArrayNode) layer(root, "m1", 0).get("bias")).set(1, JSON.nullNode()),
        "m1.layers[0].bias[1] is null, no number");
    refused(
        root ->
            ((ArrayNode) root.get("m1").get("inputMaximum"))
                .set(65, JSON.getNodeFactory().numberNode(-999)),
        "m1.inputMaximum[65] (LorS) is -999.0, not over its minimum");
    refused(root -> root.put("maxvalCut", 80), "maxvalCut is 80.0");
    refused(root -> ((ObjectNode) root.get("m2")).put("outputMaximum", 2.0), "m2.outputMaximum");
    refused(
        root -> layer(root, "m1", 2).put("activation", "gelu"),
        "m1.layers[2].activation",
        "gelu",
        "relu");
    refused(
        root -> ((ArrayNode) root.get("inputs")).set(8, JSON.getNodeFactory().textNode("B02_min")),
        "inputs[8]",
        "B01_count");
  }

  @Test
  void aFileThatIsNoJsonSaysWhere() throws IOException {
    Path file = Files.writeString(home.resolve("arrays.json"), "{\"maxvalCut\":\nNaN}");
    assertThatThrownBy(() -> EnsembleArrays.read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll("line 2", "NaN");
  }
}
