package silt.samples;

import java.util.Map;
import java.util.Set;

/** What a measurement of sediment is called, and which of the four quantities that is. */
final class Quantities {

  private static final Map<String, Set<String>> NAMES =
      Map.of(
          "SSC",
              Set.of(
                  "ssc",
                  "suspended_sediment_concentration",
                  "suspended_sediment_concentration_ssc",
                  "suspended_sediment",
                  "suspended_sediments",
                  "sediment_concentration",
                  "80154"),
          "TSS",
              Set.of(
                  "tss",
                  "total_suspended_solids",
                  "total_suspended_solids_tss",
                  "suspended_solids",
                  "total_suspended_sediment",
                  "00530"),
          "TSM", Set.of("tsm", "total_suspended_matter", "suspended_matter"),
          "SPM",
              Set.of("spm", "suspended_particulate_matter", "total_suspended_particulate_matter"));

  /** Headings that say that a value stands below them, and not of what. */
  static final Set<String> UNSAID =
      Set.of(
          "value",
          "measured",
          "measured_value",
          "result",
          "result_value",
          "result_measure_value",
          "concentration",
          "conc",
          "sediment");

  private Quantities() {}

  /** Keys of headings that say what stands below them. */
  static Set<String> said() {
    return NAMES.values().stream()
        .flatMap(Set::stream)
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  /** The quantity, or {@code null} where the words say none. */
  static String of(String words) throws Unfit {
    String key = Heading.key(words);
    if (Units.isTurbidity(words) || key.contains("turbid")) {
      throw new Unfit("is turbidity: it tells how light scatters, and is no concentration");
    }
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().contains(key))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }
}
