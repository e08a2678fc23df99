package silt.sediment.regressors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.model.ModelBundle;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.sediment.regressors.DenseNetwork.Layer;

public class SscModelsTest {

  @Test
  void theBundleThatShipsLoadsAndRisesWithRed() {
    SscModel model = SscModels.load(ModelBundle.open(shipped()));

    assertThat(model.inputs())
        .containsExactly(Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2);
    SscPixels ssc = new SscPixels(2);
    short[][] clearThenTurbid = {
      {300, 500}, {350, 900}, {150, 1200}, {50, 600}, {10, 10}, {10, 10}
    };
    model.predict(clearThenTurbid, new boolean[] {true, true}, ssc);
    assertThat(ssc.mgL[0]).isBetween(1f, 20f);
    assertThat(ssc.mgL[1]).isBetween(80f, 500f);
  }

  /** Of the first light: weights without interval and familiarity, in a form of their own. */
  @Test
  void theFirstBundleStillLoadsAndGivesNoInterval() {
    SscModel model = SscModels.load(ModelBundle.open(first()));

    SscPixels ssc = new SscPixels(1);
    model.predict(
        new short[][] {{500}, {900}, {1200}, {600}, {10}, {10}}, new boolean[] {true}, ssc);
    assertThat(ssc.mgL[0]).isBetween(80f, 500f);
    assertThat(ssc.lowMgL[0]).isNaN();
  }

  @Test
  void aBundleOfAnotherEngineIsRefused(@TempDir Path folder) throws Exception {
    Files.copy(shipped().resolve("weights.json"), folder.resolve("weights.json"));
    Files.writeString(
        folder.resolve("model.json"),
        Files.readString(shipped().resolve("model.json"))
            .replace("\"engine\" : \"blend\"", "\"engine\" : \"keras\""));

    assertThatThrownBy(() -> SscModels.load(ModelBundle.open(folder)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("keras");
  }

  /** The bundle of the first light, whose weights have a form of their own. */
  static Path first() {
    try {
      return Path.of(SscModelsTest.class.getResource("ssc-firstlight/model.json").toURI())
          .getParent();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void weightsThatOverflowTogetherAreRefused(@TempDir Path folder) throws Exception {
    ModelBundle bundle = Published.NECHAD.write(folder);
    Features red = new Features(0, 1e-4, 0.005, List.of(Features.Term.ln(Band.RED)));
    Layer huge = new Layer(new double[][] {{3e38}, {-3e38}}, new double[2], Activation.NONE);
    Layer difference = new Layer(new double[][] {{9, 9}}, new double[1], Activation.NONE);
    DenseNetwork network =
        new DenseNetwork(red, new double[1], new double[] {1}, List.of(huge, difference), 0, 1);
    SscModels.write(Water.around(network), folder.resolve("weights.json"));
    Files.writeString(
        folder.resolve("model.json"),
        Files.readString(folder.resolve("model.json"))
            .replace("\"nechad\"", "\"dense\"")
            .replace(
                bundle.card().files().get("weights.json"),
                silt.model.Sha256.of(folder.resolve("weights.json"))));

    assertThatThrownBy(() -> SscModels.load(ModelBundle.open(folder)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("gives no number");
  }

  @Test
  void aCardThatReadsOtherBandsThanItsWeightsIsRefused(@TempDir Path folder) throws Exception {
    Published.NECHAD.write(folder);
    Files.writeString(
        folder.resolve("model.json"),
        Files.readString(folder.resolve("model.json")).replace("[ \"RED\" ]", "[ \"NIR\" ]"));

    assertThatThrownBy(() -> SscModels.load(ModelBundle.open(folder)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("its card reads [NIR], its weights [RED]");
  }

  public static Path shipped() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path bundle = up.resolve("deploy/models/ssc-gloria-1");
      if (Files.isDirectory(bundle)) {
        return bundle;
      }
    }
    throw new IllegalStateException("deploy/models/ssc-gloria-1 is not in this checkout");
  }
}
