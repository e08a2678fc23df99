package silt.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.model.ModelBundle;
import silt.model.ModelCard;
import silt.model.ModelKind;
import silt.scene.BadInput;
import silt.scene.Band;

class MaskNetworkTest {

  @TempDir Path folder;

  private void refuses(UnaryOperator<ModelCard> change, String... words) {
    ModelBundle bundle = Bundles.untrained(folder, change);
    assertThatThrownBy(() -> MaskNetwork.load(bundle))
        .isInstanceOf(BadInput.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void aSedimentBundleIsRefused() {
    refuses(
        c -> Bundles.but(c, ModelKind.SSC, c.engine(), c.window(), c.thresholds()), "kind", "SSC");
  }

  @Test
  void aBundleForOtherBandsIsRefused() {
    refuses(
        c -> Bundles.ofBands(c, List.of(Band.GREEN, Band.RED, Band.NIR)),
        "inputs is [GREEN, RED, NIR]",
        "BLUE");
    refuses(
        c ->
            Bundles.ofBands(
                c, List.of(Band.RED, Band.GREEN, Band.BLUE, Band.NIR, Band.SWIR1, Band.SWIR2)),
        "inputs is [RED, GREEN, BLUE");
  }

  @Test
  void anotherEngineIsRefusedByName() {
    refuses(c -> Bundles.but(c, c.kind(), "onnx", c.window(), c.thresholds()), "engine", "onnx");
  }

  @Test
  void aWindowOffTheCoarseGridIsRefused() {
    refuses(c -> Bundles.but(c, c.kind(), c.engine(), 100, c.thresholds()), "window");
  }

  @Test
  void aClassWithoutAThresholdIsRefused() {
    refuses(
        c -> {
          Map<String, Double> fewer = new TreeMap<>(c.thresholds());
          fewer.remove("snowIce");
          return Bundles.but(c, c.kind(), c.engine(), c.window(), fewer);
        },
        "snowIce");
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() throws IOException {
    ModelCard card = Bundles.untrained(folder).card();
    Files.write(folder.resolve(MaskNetwork.WEIGHTS), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    ModelBundle damaged = ModelBundle.write(folder, card);

    assertThatThrownBy(() -> MaskNetwork.load(damaged))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(MaskNetwork.WEIGHTS);
  }

  @Test
  void anImageOffTheCoarseGridIsMaskedWhole() {
    PaintedTile tile = new PaintedTile(50);
    try (MaskNetwork network = MaskNetwork.load(Bundles.untrained(folder))) {
      byte[] flags = network.mask(tile.stored(), 50, 50);

      for (int i = 0; i < flags.length; i++) {
        assertThat((flags[i] & 0xff) == MaskClass.NODATA).isEqualTo(i % 50 < PaintedTile.STRIP);
      }
    }
  }
}
