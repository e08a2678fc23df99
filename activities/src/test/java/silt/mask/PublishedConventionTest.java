package silt.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.Convention.Output;
import silt.model.ModelBundle;
import silt.model.ModelCard;
import silt.scene.Band;

/** Numbers that NumPy and PyTorch gave; {@code published-convention.py} beside them made them. */
class PublishedConventionTest {

  private static final int BANDS = 6;

  @TempDir Path folder;

  private static JsonNode numbers() throws IOException {
    try (InputStream in =
        PublishedConventionTest.class.getResourceAsStream("/mask/published-convention.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  @Test
  void everyCropIsScaledToTheLastBit() throws IOException {
    for (Map.Entry<String, JsonNode> crop : numbers().get("crops").properties()) {
      short[] stored = shorts(crop.getValue().get("stored"));
      float[] inputs = new float[stored.length];
      new CropStretch().inputs().fill(stored, stored.length / BANDS, inputs, 0);

      assertThat(inputs).as(crop.getKey()).isEqualTo(floats(crop.getValue().get("scaled")));
    }
  }

  @Test
  void everyPixelIsDecidedAsThePublishedRuleDecides() throws IOException {
    JsonNode numbers = numbers();
    float[] logits = floats(numbers.get("logits"));
    float[] probabilities = floats(numbers.get("probabilities"));
    int pixels = numbers.get("finalWater").size();
    ModelCard card = card(Convention.published(64, Output.LOGITS), numbers.get("thresholds"));
    byte[] flags = new byte[pixels];
    Decision decision = Decision.of(card, Convention.of(card));
    decision.decide(logits, 0, pixels, flags, 0, pixels);

    for (int i = 0; i < pixels; i++) {
      assertThat(MaskClass.clearWater(flags[i])).isEqualTo(is(numbers.get("finalWater"), i));
      for (MaskClass c : MaskClass.values()) {
        boolean published = is(numbers.get("classes").get(c.ordinal()), i);
        boolean shade = c == MaskClass.TERRAIN_SHADE;
        assertThat((flags[i] & c.flag()) != 0).isEqualTo(shade != published);
        float head = probabilities[c.ordinal() * pixels + i];
        assertThat(decision.probability(c, logits[c.ordinal() * pixels + i]))
            .isCloseTo(shade ? 1 - head : head, within(1e-6));
      }
    }
  }

  @Test
  void aNetworkWithTheSigmoidInsideIsDecidedTheSame() throws IOException {
    JsonNode numbers = numbers();
    int pixels = numbers.get("finalWater").size();
    List<byte[]> flags = new ArrayList<>();
    for (Output output : Output.values()) {
      ModelCard card = card(Convention.published(64, output), numbers.get("thresholds"));
      byte[] decided = new byte[pixels];
      float[] outputs = floats(numbers.get(output == Output.LOGITS ? "logits" : "probabilities"));
      Decision.of(card, Convention.of(card)).decide(outputs, 0, pixels, decided, 0, pixels);
      flags.add(decided);
    }

    assertThat(flags.get(1)).isEqualTo(flags.get(0));
  }

  @Test
  void aProbabilityThatIsTheThresholdIsNotOverIt() throws IOException {
    ModelCard card =
        card(
            Convention.published(64, Output.PROBABILITIES),
            new ObjectMapper()
                .readTree(
                    "{\"water\":0.25,\"cloudShadow\":0.25,\"cloud\":0.25,\"snowIce\":0.25,\"sunlit\":0.25}"));
    byte[] flags = new byte[1];
    float[] outputs = new float[5];
    Arrays.fill(outputs, 0.25f);
    Decision.of(card, Convention.of(card)).decide(outputs, 0, 1, flags, 0, 1);

    assertThat(flags[0]).isEqualTo((byte) MaskClass.TERRAIN_SHADE.flag());
  }

  @Test
  void oneBrightPixelMovesEveryPublishedInputAndNoneOfOurs() {
    short[] stored = new short[BANDS * 64];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = (short) (100 + i * 7);
    }
    short[] glinting = stored.clone();
    glinting[40] = 15_000;

    assertThat(changed(new CropStretch(), stored, glinting)).isEqualTo(stored.length - 1);
    assertThat(changed(LogScaling.STANDARD, stored, glinting)).isEqualTo(1);
  }

  @Test
  void oneBrightPixelChangesPublishedMasksFarAwayAndNoneOfOurs() throws IOException {
    int size = 304;
    PaintedTile plain = new PaintedTile(size).mixed();
    PaintedTile glinting = new PaintedTile(size).mixed();
    for (short[] band : glinting.stored()) {
      band[20 * size + 20] = 16_000;
    }
    assertThat(changedFarAway("published", published(), plain, glinting)).isGreaterThan(0.05);
    assertThat(changedFarAway("ours", Convention.standard(32), plain, glinting)).isZero();
  }

  private static Convention published() {
    return Convention.published(32, Output.LOGITS);
  }

  /** Share of pixels, beyond what the network sees around the bright one, with other flags. */
  private double changedFarAway(
      String name, Convention convention, PaintedTile one, PaintedTile other) throws IOException {
    Map<String, Double> thresholds = new TreeMap<>();
    for (MaskClass c : MaskClass.values()) {
      thresholds.put(convention.threshold(c), 0.5);
    }
    int size = one.size();
    // weights that know only one of the two: what the masks say is beside the point
    Path shipped = ShippedBundleTest.bundle();
    Path copy = Files.createDirectories(folder.resolve(name));
    Files.copy(shipped.resolve(MaskNetwork.WEIGHTS), copy.resolve(MaskNetwork.WEIGHTS));
    ModelCard card = Bundles.but(ModelBundle.open(shipped).card(), thresholds, convention.toJson());
    try (MaskNetwork network = MaskNetwork.load(ModelBundle.write(copy, card))) {
      byte[] before = network.mask(one.stored(), size, size);
      byte[] after = network.mask(other.stored(), size, size);
      int changed = 0;
      int far = 0;
      for (int i = 0; i < before.length; i++) {
        if (i % size > 200 || i / size > 200) {
          far++;
          changed += before[i] == after[i] ? 0 : 1;
        }
      }
      return (double) changed / far;
    }
  }

  /** How many inputs differ; the darkest value is 0 in any stretch. */
  private static int changed(Scaling scaling, short[] one, short[] other) {
    float[] before = new float[one.length];
    float[] after = new float[one.length];
    scaling.inputs().fill(one, one.length / BANDS, before, 0);
    scaling.inputs().fill(other, other.length / BANDS, after, 0);
    int changed = 0;
    for (int i = 0; i < before.length; i++) {
      changed += before[i] == after[i] ? 0 : 1;
    }
    return changed;
  }

  private static ModelCard card(Convention convention, JsonNode thresholds) {
    Map<String, Double> byClass = new TreeMap<>();
    thresholds.properties().forEach(e -> byClass.put(e.getKey(), e.getValue().asDouble()));
    return Bundles.but(Bundles.card(), byClass, convention.toJson());
  }

  private static boolean is(JsonNode numbers, int i) {
    return numbers.get(i).asInt() == 1;
  }

  private static short[] shorts(JsonNode numbers) {
    short[] values = new short[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) numbers.get(i).asInt();
    }
    assertThat(values.length % BANDS).isZero();
    assertThat(Band.REFLECTANCE_NODATA).isEqualTo((short) -9999);
    return values;
  }

  private static float[] floats(JsonNode numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers.get(i).asDouble();
    }
    return values;
  }
}
