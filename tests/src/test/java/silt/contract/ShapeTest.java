package silt.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShapeTest {

  private final Shape shape =
      Shape.of(
          Set.of("assets"),
          json(
              "{\"a\": [{\"b\": 1, \"c\": \"x\"}, {\"b\": 2}], \"assets\": {\"B04\": {\"href\": \"u\"}}}"));

  @Test
  void aReplyOfTheSameShapeDiffersInNothing() {
    assertThat(
            shape.differences(
                json("{\"a\": [{\"b\": 9}], \"assets\": {\"B8A\": {\"href\": \"v\"}}}")))
        .isEmpty();
  }

  @Test
  void aKeyThatEveryRecordedElementHasMayNotBeMissing() {
    assertThat(shape.differences(json("{\"a\": [{\"c\": \"x\"}], \"assets\": {}}")))
        .containsExactly("missing a[]/b");
  }

  @Test
  void anotherTypeIsADifference() {
    assertThat(shape.differences(json("{\"a\": [{\"b\": \"1\"}], \"assets\": {}}")))
        .containsExactly("type a[]/b: STRING, recorded [NUMBER]");
  }

  @Test
  void aKeyThatNoRecordingHasIsADifference() {
    assertThat(
            shape.differences(
                json("{\"a\": [], \"assets\": {\"X\": {\"href\": \"u\", \"z\": 1}}}")))
        .containsExactly("extra assets/*/z");
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
