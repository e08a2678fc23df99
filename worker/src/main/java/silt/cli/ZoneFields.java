package silt.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import silt.config.NearestName;
import silt.scene.BadInput;

/**
 * Which fields of a vector file hold a zone's id, name and width: those named, else those that
 * SWORD, HydroLAKES, PLD and plain files use.
 *
 * @param id {@code null} to find it, as for the others
 */
record ZoneFields(String kind, String id, String name, String width) {

  private static final Map<String, List<String>> IDS =
      Map.of(
          "reach", List.of("reach_id", "id"),
          "node", List.of("node_id", "id"),
          "lake", List.of("lake_id", "Hylak_id", "id"),
          "polygon", List.of("id"));
  private static final List<String> NAMES = List.of("river_name", "lake_name", "name");
  private static final List<String> WIDTHS = List.of("width", "width_m");

  /** What files write where there is no name. */
  private static final Set<String> NO_NAME = Set.of("", "NODATA", "no_data");

  /**
   * The same with every field found among those of the file.
   *
   * @throws BadInput where a field that was named is not there, or none can be the id
   */
  ZoneFields among(Set<String> fields, Path file) {
    String foundId =
        find(id, "--id-field", IDS.get(kind), fields, file)
            .orElseThrow(
                () ->
                    new BadInput(
                        "zones " + file + ": no field is an id of kind " + kind,
                        "Name it with --id-field; the fields are "
                            + String.join(", ", fields)
                            + "."));
    return new ZoneFields(
        kind,
        foundId,
        find(name, "--name-field", NAMES, fields, file).orElse(null),
        find(width, "--width-field", WIDTHS, fields, file).orElse(null));
  }

  private static Optional<String> find(
      String named, String option, List<String> usual, Set<String> fields, Path file) {
    if (named != null && !fields.contains(named)) {
      throw new BadInput(
          option + " " + named + ": " + file + " has no such field",
          NearestName.hint(named, fields));
    }
    if (named != null) {
      return Optional.of(named);
    }
    return usual.stream()
        .flatMap(name -> fields.stream().filter(field -> field.equalsIgnoreCase(name)))
        .findFirst();
  }

  String nameOf(Map<String, String> attributes) {
    String text = name == null ? null : attributes.get(name);
    return text == null || NO_NAME.contains(text.strip()) ? null : text.strip();
  }

  /** The width in metres; sources write -9999 or 0 where they know none. */
  Double widthOf(Map<String, String> attributes, String zone) {
    String text = width == null ? null : attributes.get(width);
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      double metres = Double.parseDouble(text.strip());
      return metres > 0 ? metres : null;
    } catch (NumberFormatException notANumber) {
      throw new BadInput(
          zone + ": its " + width + " is \"" + text + "\", no number of metres",
          "Name another with --width-field.",
          notANumber);
    }
  }
}
