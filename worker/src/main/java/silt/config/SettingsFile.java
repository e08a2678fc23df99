package silt.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import silt.scene.BadInput;

/** Reads {@code silt.toml} strictly: a name that nobody reads is a wish that would go unheard. */
final class SettingsFile {

  private static final TomlMapper TOML = new TomlMapper();

  private SettingsFile() {}

  /**
   * @throws BadInput where the file is not TOML, holds a secret, or a name that is no setting
   */
  static Map<Key, String> read(Path file) {
    JsonNode tree;
    try {
      tree = TOML.readTree(Files.readString(file));
    } catch (JsonProcessingException malformed) {
      int line = malformed.getLocation() == null ? 0 : malformed.getLocation().getLineNr();
      throw new BadInput(
          file + ": line " + line + " is not TOML: " + malformed.getOriginalMessage(),
          "Write each setting as key = \"value\".",
          malformed);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
    Map<Key, String> settings = new EnumMap<>(Key.class);
    collect(file, "", tree, settings);
    return settings;
  }

  private static void collect(Path file, String prefix, JsonNode node, Map<Key, String> into) {
    node.fields()
        .forEachRemaining(
            field -> {
              String name = prefix + field.getKey();
              if (field.getValue().isObject()) {
                collect(file, name + ".", field.getValue(), into);
              } else {
                into.put(key(file, name), text(field.getValue()));
              }
            });
  }

  private static Key key(Path file, String name) {
    if (name.contains("password") || name.contains("token")) {
      throw new BadInput(
          file + ": " + name + " is a secret, and silt.toml is no place for one",
          "Keep it in a file of mode 600 under the secrets folder, or in the environment.");
    }
    return Key.named(name)
        .orElseThrow(() -> new BadInput(file + ": there is no setting " + name, Key.hint(name)));
  }

  private static String text(JsonNode value) {
    if (!value.isArray()) {
      return value.asText();
    }
    List<String> parts = new ArrayList<>();
    value.forEach(part -> parts.add(part.asText()));
    return String.join(",", parts);
  }
}
