package silt.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.mask.Convention.Output;
import silt.model.ModelCard;
import silt.scene.BadInput;

class ConventionTest {

  @Test
  void aCardBringsItsConventionBack() {
    for (Convention convention :
        new Convention[] {
          Convention.standard(48),
          Convention.published(64, Output.LOGITS),
          Convention.published(0, Output.PROBABILITIES)
        }) {
      assertThat(Convention.of(card(convention.toJson()))).isEqualTo(convention);
    }
  }

  @Test
  void aCardThatOnlySaysSoInWordsHasAHeadOfTerrainShadeAndLogits() {
    ObjectNode convention = Convention.standard(32).toJson();
    convention.put("decision", "probability > threshold of the class");
    convention.remove("output");

    assertThat(Convention.of(card(convention))).isEqualTo(Convention.standard(32));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          scaling  | {"method": "z-score"}           | z-score
          scaling  | {"method": "log", "offset": 1}  | scaling.floor
          overlap  | 65                              | overlap is 65
          overlap  | -1                              | overlap is -1
          output   | "classes"                       | classes
          decision | {"heads": ["water", "land"]}    | land
          """)
  void whatThisCodeDoesNotFollowIsRefusedByName(String key, String value, String words)
      throws IOException {
    ObjectNode convention = Convention.standard(32).toJson();
    convention.set(key, new ObjectMapper().readTree(value));
    ModelCard card = card(convention);

    assertThatThrownBy(() -> Convention.of(card))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(words);
  }

  @Test
  void aSunlitHeadNeedsItsOwnThreshold() {
    ModelCard card = card(Convention.published(64, Output.LOGITS).toJson());

    assertThatThrownBy(() -> Decision.of(card, Convention.of(card)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("sunlit");
  }

  @Test
  void aNetworkThatAnswersWithNoNumberMakesNoMask() {
    ModelCard card = card(Convention.standard(32).toJson());
    Decision decision = Decision.of(card, Convention.of(card));

    assertThatThrownBy(
            () -> decision.decide(new float[] {0, 0, Float.NaN, 0, 0}, 0, 1, new byte[1], 0, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("NaN");
  }

  private static ModelCard card(JsonNode convention) {
    Map<String, Double> thresholds = new TreeMap<>();
    for (MaskClass c : MaskClass.values()) {
      thresholds.put(c.word(), 0.5);
    }
    return Bundles.but(Bundles.card(), thresholds, convention);
  }
}
