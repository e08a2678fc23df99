package silt.training.teacher;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import silt.mask.MaskClass;
import silt.model.Sha256;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.training.data.DatasetCard;
import silt.training.data.Level;

/**
 * How a teacher is asked and what it may be used for: {@code NAME.teacher.json} beside {@code
 * NAME.onnx}, or for published models one that this package brings along, known by the file's
 * sha256.
 *
 * <p>The network takes {@code N x bands x side x side} of {@code (reflectance - mean) / spread},
 * reflectance 0..1, and gives {@code N x outputs x side x side}.
 *
 * @param sha256 of the file
 * @param licence under which its labels may be learned from, an SPDX id
 * @param level the reflectance it was trained on; it tells nothing of the other
 * @param overlap pixels that neighbouring windows share; there they are blended
 * @param outputs what each output tells of, in their order: a {@link MaskClass} word, or {@code
 *     none}
 * @param activation {@code softmax} over the outputs, {@code sigmoid} of each, or {@code none}
 *     where they are probabilities already
 */
public record TeacherCard(
    String name,
    String sha256,
    String licence,
    String credit,
    Level level,
    List<Band> bands,
    List<Double> mean,
    List<Double> spread,
    int side,
    int overlap,
    List<String> outputs,
    String activation) {

  static final String SOFTMAX = "softmax";
  static final String SIGMOID = "sigmoid";
  static final String NONE = "none";

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();

  public TeacherCard {
    for (String said : new String[] {name, licence, credit}) {
      if (said == null || said.isBlank()) {
        throw new IllegalArgumentException("name, licence and credit must be given");
      }
    }
    requireNonNull(level, "level");
    bands = List.copyOf(requireNonNull(bands, "bands"));
    if (bands.isEmpty() || !DatasetCard.BANDS.containsAll(bands)) {
      throw new IllegalArgumentException(
          "bands must be of " + DatasetCard.BANDS + ", not " + bands);
    }
    mean = List.copyOf(requireNonNull(mean, "mean"));
    spread = List.copyOf(requireNonNull(spread, "spread"));
    if (mean.size() != bands.size()
        || spread.size() != bands.size()
        || spread.stream().anyMatch(s -> !(s > 0))) {
      throw new IllegalArgumentException(
          "mean and spread must be numbers for each of " + bands + ", spread over 0");
    }
    if (side < 1 || overlap < 0 || overlap * 2 > side) {
      throw new IllegalArgumentException(
          "side must be over 0 and overlap at most half of it, not " + side + " and " + overlap);
    }
    outputs = List.copyOf(requireNonNull(outputs, "outputs"));
    if (outputs.stream().noneMatch(TeacherCard::isClass)
        || outputs.stream().anyMatch(word -> !word.equals(NONE) && !isClass(word))) {
      throw new IllegalArgumentException(
          "outputs must be words of classes or none, not " + outputs);
    }
    if (!List.of(SOFTMAX, SIGMOID, NONE).contains(activation)) {
      throw new IllegalArgumentException(
          "activation must be softmax, sigmoid or none, not " + activation);
    }
  }

  private static boolean isClass(String word) {
    return Arrays.stream(MaskClass.values()).anyMatch(c -> c.word().equals(word));
  }

  /** The classes that it tells of. */
  public List<String> knows() {
    return outputs.stream().filter(TeacherCard::isClass).toList();
  }

  /** The output that tells of a class, or -1. */
  int output(MaskClass c) {
    return outputs.indexOf(c.word());
  }

  /** As a dataset names it. */
  DatasetCard.Teacher named() {
    return new DatasetCard.Teacher(name, sha256, licence, credit, level.word(), knows(), null);
  }

  /**
   * The card of a model file.
   *
   * @throws BadInput where nobody says how it is to be asked and under which licence
   */
  static TeacherCard of(Path onnx) {
    if (!Files.isRegularFile(onnx)) {
      throw new BadInput("teacher " + onnx + ": there is no such file", "Give an .onnx file.");
    }
    String sha256 = Sha256.of(onnx);
    Path beside =
        onnx.resolveSibling(
            onnx.getFileName().toString().replaceFirst("\\.onnx$", "") + ".teacher.json");
    if (!Files.isRegularFile(beside)) {
      return published()
          .filter(card -> card.sha256.equals(sha256))
          .findFirst()
          .orElseThrow(
              () ->
                  new BadInput(
                      "teacher "
                          + onnx
                          + ": is none that is known, and "
                          + beside.getFileName()
                          + " is missing",
                      "Write that file: its name, sha256, licence, credit, level, bands, mean, spread,"
                          + " side, overlap, outputs, activation."));
    }
    TeacherCard card = read(beside);
    if (!sha256.equals(card.sha256)) {
      throw new BadInput(
          beside + ": its sha256 is " + card.sha256 + ", but the file's is " + sha256,
          "Fetch the file that it was written for, or correct it.");
    }
    return card;
  }

  private static TeacherCard read(Path file) {
    try {
      return MAPPER.readValue(file.toFile(), TeacherCard.class);
    } catch (JsonProcessingException unfit) {
      Throwable cause = unfit.getCause() == null ? unfit : unfit.getCause();
      String why = cause.getMessage().lines().findFirst().orElse("it is no JSON");
      throw new BadInput(file + ": " + why, "Correct it.", unfit);
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be read", failed);
    }
  }

  /**
   * Those of ukis-csmask 1.0.0 (DLR, Apache-2.0): a U-Net over EfficientNet-B4 that tells cloud and
   * cloud shadow apart in six or four bands, of the surface or the top of the atmosphere. Whether
   * its makers fitted it to the two hand-labelled images that they publish is not said: what
   * learned from it is not judged fairly by those.
   */
  static Stream<TeacherCard> published() {
    try (InputStream in = TeacherCard.class.getResourceAsStream("known.json")) {
      return Arrays.stream(MAPPER.readValue(in, TeacherCard[].class));
    } catch (IOException impossible) {
      throw new UncheckedIOException("our own list of teachers cannot be read", impossible);
    }
  }
}
