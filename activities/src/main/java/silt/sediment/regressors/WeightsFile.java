package silt.sediment.regressors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import silt.scene.BadInput;

/** Reads and writes {@link SscWeights} as JSON, strictly: a number that is not known is refused. */
final class WeightsFile {

  private static final Set<String> PARTS =
      new TreeSet<>(
          List.of("model", "validRange", "bounds", "calibration", "interval", "familiarity"));

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private WeightsFile() {}

  /**
   * The numbers of a file.
   *
   * @param model whose they are, for a refusal
   * @param engine the card's word
   * @throws BadInput where they do not fit, in one line
   */
  static SscWeights read(String model, String engine, Path file) {
    try {
      JsonNode all = JSON.readTree(file.toFile());
      if (engine.equals(Engine.LOG_LINEAR.word()) && all.has("softening")) {
        return SscWeights.firstForm(part(all, LogLinear.class));
      }
      return weights(engine, all);
    } catch (JsonProcessingException | IllegalArgumentException malformed) {
      throw new BadInput(
          "model " + model + ": " + file.getFileName() + " is not valid: " + reason(malformed),
          "Fetch the bundle again, or mend its numbers.",
          malformed);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
  }

  private static SscWeights weights(String engine, JsonNode all) throws JsonProcessingException {
    if (!all.isObject()) {
      throw new IllegalArgumentException("it is no JSON object");
    }
    all.fieldNames()
        .forEachRemaining(
            name -> {
              if (!PARTS.contains(name)) {
                throw new IllegalArgumentException("\"" + name + "\" is none of " + PARTS);
              }
            });
    return new SscWeights(
        regressor(engine, all.get("model")),
        part(all.get("validRange"), ValidRange.class),
        part(all.get("bounds"), SscWeights.Bounds.class),
        part(all.get("calibration"), SscWeights.Calibration.class),
        part(all.get("interval"), Interval.class),
        part(all.get("familiarity"), Familiarity.class));
  }

  /** The regressor that an engine's numbers make. */
  static Regressor regressor(String engine, JsonNode numbers) throws JsonProcessingException {
    Engine runs =
        Engine.of(engine)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no engine \"" + engine + "\" among " + Engine.words()));
    if (numbers == null || !numbers.isObject()) {
      throw new IllegalArgumentException("\"model\" must be the numbers of engine " + engine);
    }
    return part(numbers, runs.regressor());
  }

  private static <T> T part(JsonNode node, Class<T> type) throws JsonProcessingException {
    return node == null || node.isNull() ? null : JSON.treeToValue(node, type);
  }

  static void write(Object weights, Path file) {
    try {
      JSON.writeValue(file.toFile(), weights);
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be written", failed);
    }
  }

  /** What the innermost failure says and where, on one line. */
  private static String reason(Exception malformed) {
    Throwable root = malformed;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String said =
        root instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : String.valueOf(root.getMessage());
    String where = malformed instanceof JsonMappingException json ? where(json) : "";
    // names of classes and the parser's own switches help nobody who mends a file
    String line =
        said.lines()
            .findFirst()
            .orElse("")
            .replaceFirst("Cannot map `null` into type .*", "a number is missing")
            .replaceFirst(" \\(class [^)]*\\), not marked as ignorable.*", "")
            .replaceFirst(" \\(start marker at .*", "")
            .replaceAll("silt\\.sediment\\.regressors\\.", "");
    return where.isEmpty() ? line : where + ": " + line;
  }

  /** The place in the file, e.g. {@code trees[3].value}. */
  private static String where(JsonMappingException malformed) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : malformed.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }
}
