package silt.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import silt.scene.BadInput;

/**
 * A model that has been checked: every file is there and holds what the card says.
 *
 * @param folder where its files lie
 * @param sha256 of {@code model.json}, hence of all: the identity of the model
 */
public record ModelBundle(Path folder, ModelCard card, String sha256) {

  /** The card's file. */
  public static final String CARD = "model.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  public ModelBundle {
    requireNonNull(folder, "folder");
    requireNonNull(card, "card");
    requireNonNull(sha256, "sha256");
  }

  /**
   * Opens a bundle folder and checks each file against its card.
   *
   * @throws BadInput naming the file and what is wrong with it
   */
  public static ModelBundle open(Path folder) {
    Path cardFile = folder.resolve(CARD);
    if (!Files.isRegularFile(cardFile)) {
      throw new BadInput(
          "model bundle " + folder + " has no " + CARD,
          "Give the folder that holds model.json and its weights.");
    }
    ModelCard card;
    try {
      card = JSON.readValue(cardFile.toFile(), ModelCard.class);
    } catch (JsonProcessingException malformed) {
      throw new BadInput(
          "model bundle " + folder + ": " + CARD + " is not valid: " + reason(malformed),
          "Mend the card, or fetch the bundle again.",
          malformed);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(cardFile + " cannot be read", unreadable);
    }
    card.files().forEach((name, sha256) -> check(folder.resolve(name), sha256));
    return new ModelBundle(folder, card, Sha256.of(cardFile));
  }

  /**
   * Writes the card beside its files, whose hashes it takes, and opens what came of it.
   *
   * @param card its {@code files} are replaced by what lies in the folder
   */
  public static ModelBundle write(Path folder, ModelCard card) {
    SortedMap<String, String> files = new TreeMap<>();
    try (var listing = Files.list(folder)) {
      listing
          .filter(file -> !file.getFileName().toString().equals(CARD))
          .forEach(file -> files.put(file.getFileName().toString(), Sha256.of(file)));
      ModelCard sealed =
          new ModelCard(
              card.format(),
              card.name(),
              card.kind(),
              card.engine(),
              card.architecture(),
              card.inputs(),
              card.measures(),
              card.convention(),
              card.window(),
              card.thresholds(),
              card.training(),
              card.metrics(),
              card.licence(),
              card.credits(),
              files);
      JSON.writeValue(folder.resolve(CARD).toFile(), sealed);
    } catch (IOException failed) {
      throw new UncheckedIOException("model bundle " + folder + " cannot be written", failed);
    }
    return open(folder);
  }

  /** The path of one of the bundle's files. */
  public Path file(String name) {
    if (!card.files().containsKey(name)) {
      throw new BadInput(
          "model bundle " + folder + " lists no file " + name,
          "The card's files must name it with its sha256.");
    }
    return folder.resolve(name);
  }

  private static void check(Path file, String expected) {
    if (!Files.isRegularFile(file)) {
      throw new BadInput(
          "model bundle: " + file + " is missing", "Fetch the bundle again; it is incomplete.");
    }
    String actual = Sha256.of(file);
    if (!actual.equals(expected)) {
      throw new BadInput(
          "model bundle: " + file + " has sha256 " + actual + ", its card says " + expected,
          "Fetch the bundle again; the file was changed or damaged.");
    }
  }

  private static String reason(JsonProcessingException malformed) {
    Throwable root = malformed;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String said =
        root instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : String.valueOf(root.getMessage());
    // where an object began, the parser may only say with its own switches in view
    return said.replaceFirst(" \\(start marker at .*", "");
  }
}
