package silt.sediment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.steps.ModelRef;
import silt.steps.ProductRef;

class MeasuringRulesTest {

  private static ProductRef product(int algorithm, Map<String, String> parameters) {
    ModelRef model = new ModelRef("m", "0".repeat(64));
    return new ProductRef("p", algorithm, model, model, "f32", new TreeMap<>(parameters));
  }

  @Test
  void aProductOfTheFirstAlgorithmIsMadeAsItAlwaysWas() {
    assertThat(MeasuringRules.of(product(1, Map.of()))).isEqualTo(MeasuringRules.UNSCREENED);
    assertThat(MeasuringRules.UNSCREENED.bands()).isEmpty();
    assertThat(MeasuringRules.of(product(1, Map.of("minPixels", "7.5"))).minPixels())
        .as("a part of a pixel, which was cut then and is refused now")
        .isEqualTo(7);
  }

  @Test
  void laterOnesScreenGlintAndThinCloud() {
    MeasuringRules rules = MeasuringRules.of(product(2, Map.of()));

    assertThat(rules).isEqualTo(MeasuringRules.DEFAULT);
    assertThat(rules.bands()).containsExactlyInAnyOrder(Band.SWIR1, Band.SWIR2);
  }

  @Test
  void whatAProductSetsCounts() {
    MeasuringRules rules =
        MeasuringRules.of(
            product(
                2,
                Map.of(
                    "minPixels", "9",
                    "minClearFraction", "0.3",
                    "shoreErosionPixels", "1",
                    "cloudDistancePixels", "4",
                    "maxGlint", "0.02",
                    "maxThinCloud", "0.005")));

    assertThat(rules).isEqualTo(new MeasuringRules(9, 0.3, 1, 4, 0.02, 0.005));
  }

  @ParameterizedTest
  @CsvSource({
    "minPixels, 0",
    "minPixels, 2.5",
    "minPixels, NaN",
    "minClearFraction, 1.1",
    "minClearFraction, NaN",
    "shoreErosionPixels, 6",
    "shoreErosionPixels, 0.5",
    "cloudDistancePixels, -1",
    "cloudDistancePixels, 51",
    "maxGlint, -0.1",
    "maxThinCloud, 300"
  })
  void whatAParameterCannotBeIsRefusedByName(String name, String value) {
    assertThatThrownBy(() -> MeasuringRules.of(product(2, Map.of(name, value))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(name)
        .hasMessageContaining(value.replaceFirst("^(NaN|\\d+\\.\\d+)$", "$1"));
  }

  @Test
  void everyParameterIsNamedWithItsValue() {
    assertThat(MeasuringRules.DEFAULT.named())
        .containsOnlyKeys(MeasuringRules.PARAMETERS)
        .containsEntry("maxGlint", MeasuringRules.DEFAULT.maxGlint());
  }
}
