package silt.sediment.regressors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import silt.model.ModelBundle;
import silt.model.ModelKind;
import silt.scene.BadInput;

/** Makes models of bundles: one engine so far, {@value #LOG_LINEAR}. */
public final class SscModels {

  /** The engine of {@link LogLinear}. */
  public static final String LOG_LINEAR = "log-linear";

  /** The bundle's file of weights. */
  public static final String WEIGHTS = "weights.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private SscModels() {}

  /**
   * The model of a bundle that has been checked.
   *
   * @throws BadInput where the bundle is of another kind or engine, or its weights do not fit
   */
  public static SscModel load(ModelBundle bundle) {
    String name = bundle.card().name();
    if (bundle.card().kind() != ModelKind.SSC) {
      throw new BadInput(
          "model " + name + " is of kind " + bundle.card().kind().word() + ", not ssc",
          "Give a sediment model where one is asked for.");
    }
    if (!bundle.card().engine().equals(LOG_LINEAR)) {
      throw new BadInput(
          "model " + name + ": no engine here runs \"" + bundle.card().engine() + "\"",
          "Give a bundle of engine " + LOG_LINEAR + ", or update silt.");
    }
    LogLinear model = read(name, bundle.file(WEIGHTS));
    if (!model.inputs().equals(bundle.card().inputs())) {
      throw new BadInput(
          "model "
              + name
              + ": its card reads "
              + bundle.card().inputs()
              + ", its weights "
              + model.inputs(),
          "Fetch the bundle again, or mend its card.");
    }
    return model;
  }

  private static LogLinear read(String name, Path file) {
    try {
      return JSON.readValue(file.toFile(), LogLinear.class);
    } catch (JsonProcessingException malformed) {
      throw new BadInput(
          "model " + name + ": " + file + " is not valid: " + malformed.getOriginalMessage(),
          "Fetch the bundle again.",
          malformed);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
  }

  /** Writes the weights of a bundle to be. */
  public static void write(LogLinear model, Path file) {
    try {
      JSON.writeValue(file.toFile(), model);
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be written", failed);
    }
  }
}
