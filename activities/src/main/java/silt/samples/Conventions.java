package silt.samples;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * How a file is written, as far as its user says; what is {@code null} is found out, or missed by
 * name.
 *
 * @param columns headings by what they hold
 * @param unit of the value where heading and cells say none
 * @param zone of times that carry none
 * @param decimal {@code '.'} or {@code ','}
 * @param dayFirst whether 03/04/2022 is the third of April
 * @param missing cells that stand for no value, beside the empty one, NA, NaN and null
 * @param now later times are refused
 */
public record Conventions(
    Map<Field, String> columns,
    String unit,
    ZoneId zone,
    Character decimal,
    Boolean dayFirst,
    Set<String> missing,
    Instant now) {

  private static final Set<String> ALWAYS_MISSING =
      Set.of("", "NA", "N/A", "NAN", "NULL", "NONE", "-", "--");

  public Conventions {
    columns = Map.copyOf(columns);
    missing = Set.copyOf(missing);
    requireNonNull(now, "now");
    if (decimal != null && decimal != '.' && decimal != ',') {
      throw new IllegalArgumentException("a decimal mark is . or ,, not " + decimal);
    }
  }

  /** A file that says everything itself. */
  public static Conventions none(Instant now) {
    return new Conventions(Map.of(), null, null, null, null, Set.of(), now);
  }

  boolean isMissing(String cell) {
    return missing.contains(cell)
        || ALWAYS_MISSING.contains(cell.toUpperCase(java.util.Locale.ROOT));
  }
}
