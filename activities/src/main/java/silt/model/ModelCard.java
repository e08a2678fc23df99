package silt.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import silt.scene.Band;

/**
 * What {@code model.json} says of a bundle.
 *
 * @param format version of this layout; this code reads 1
 * @param name for people, lower case, e.g. {@code mask-hls-1}
 * @param engine what runs it, e.g. {@code djl-blocks}, {@code torchscript}, {@code log-linear}
 * @param architecture within the engine, e.g. {@code compact-unet}
 * @param inputs bands by role in the order that the model takes them
 * @param measures the measured quantity: {@code TSS mg/L}, or the mask classes
 * @param convention how bands are scaled before they enter and outputs decided, with all its
 *     numbers
 * @param window side of an input window, pixels (1 for a model of single pixels)
 * @param thresholds by class name; strict comparison
 * @param training what it was trained on: source, licence, split, counts
 * @param metrics what it scored, on what, beside which baseline
 * @param licence of the weights, an SPDX id
 * @param credits names that must be given with the weights
 * @param files every other file of the bundle by its name, with its sha256
 */
public record ModelCard(
    int format,
    String name,
    ModelKind kind,
    String engine,
    String architecture,
    List<Band> inputs,
    String measures,
    JsonNode convention,
    int window,
    Map<String, Double> thresholds,
    JsonNode training,
    JsonNode metrics,
    String licence,
    List<String> credits,
    SortedMap<String, String> files) {

  /** The layout that this code reads and writes. */
  public static final int FORMAT = 1;

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ModelCard {
    if (format != FORMAT) {
      throw new IllegalArgumentException("format must be " + FORMAT + ", not " + format);
    }
    if (name == null || !isName(name)) {
      throw new IllegalArgumentException(
          "name must be lower-case letters, digits, '.', '_', '-', not " + name);
    }
    requireNonNull(kind, "kind");
    requireNonNull(engine, "engine");
    requireNonNull(architecture, "architecture");
    requireNonNull(measures, "measures");
    requireNonNull(licence, "licence");
    inputs = List.copyOf(requireNonNull(inputs, "inputs"));
    if (inputs.isEmpty() || inputs.stream().anyMatch(band -> !band.isReflectance())) {
      throw new IllegalArgumentException("inputs must be reflectance bands, not " + inputs);
    }
    if (inputs.stream().distinct().count() != inputs.size()) {
      throw new IllegalArgumentException("inputs names a band twice: " + inputs);
    }
    if (window < 1) {
      throw new IllegalArgumentException("window must be at least 1 pixel, not " + window);
    }
    convention = convention == null ? MissingNode.getInstance() : convention;
    training = training == null ? MissingNode.getInstance() : training;
    metrics = metrics == null ? MissingNode.getInstance() : metrics;
    thresholds = thresholds == null ? Map.of() : new TreeMap<>(thresholds);
    thresholds.forEach(
        (name1, value) -> {
          if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(
                "threshold of " + name1 + " must be in 0..1, not " + value);
          }
        });
    credits = credits == null ? List.of() : List.copyOf(credits);
    files = new TreeMap<>(requireNonNull(files, "files"));
    if (files.isEmpty()) {
      throw new IllegalArgumentException("files must name at least the weights");
    }
    files.forEach(
        (file, sha256) -> {
          if (!file.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("files must be plain names, not " + file);
          }
          if (sha256 == null || !SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("the sha256 of " + file + " is " + sha256);
          }
        });
  }

  /** Whether a bundle can have that name. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }
}
