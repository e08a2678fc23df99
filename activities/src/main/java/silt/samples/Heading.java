package silt.samples;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The heading of a column, taken apart: {@code SSC (mg/L)}, {@code ssc_mg_l} and {@code sscMgL} all
 * are {@code ssc} in {@code mg/L}.
 *
 * @param text as the file has it
 * @param key lower case, words joined by underscores, without the unit
 * @param unit as the file has it, {@code UTC} for a time so named; null where it says none
 */
record Heading(String text, String key, String unit) {

  private static final Pattern BRACKETED = Pattern.compile("^(.*?)\\s*[(\\[]([^)\\]]+)[)\\]]\\s*$");

  /** Units as headings spell them where a name may hold no sign, the longest first. */
  private static final List<String[]> SPELT =
      List.of(
          new String[] {"mg_per_l", "mg/L"},
          new String[] {"m3_per_s", "m3/s"},
          new String[] {"mg_l_1", "mg/L"},
          new String[] {"m3_s_1", "m3/s"},
          new String[] {"ft3_s", "ft3/s"},
          new String[] {"kg_m3", "kg/m3"},
          new String[] {"mg_m3", "mg/m3"},
          new String[] {"cumecs", "m3/s"},
          new String[] {"g_m3", "g/m3"},
          new String[] {"m3_s", "m3/s"},
          new String[] {"m3_d", "m3/d"},
          new String[] {"kgm3", "kg/m3"},
          new String[] {"mg_l", "mg/L"},
          new String[] {"ug_l", "ug/L"},
          new String[] {"fnmu", "FNMU"},
          new String[] {"ml_d", "ML/d"},
          new String[] {"gm3", "g/m3"},
          new String[] {"m3s", "m3/s"},
          new String[] {"mgl", "mg/L"},
          new String[] {"ugl", "ug/L"},
          new String[] {"g_l", "g/L"},
          new String[] {"l_s", "L/s"},
          new String[] {"cfs", "ft3/s"},
          new String[] {"cms", "m3/s"},
          new String[] {"ntu", "NTU"},
          new String[] {"fnu", "FNU"},
          new String[] {"ftu", "FTU"},
          new String[] {"jtu", "JTU"},
          new String[] {"fau", "FAU"},
          new String[] {"ppm", "ppm"},
          new String[] {"utc", "UTC"},
          new String[] {"gmt", "UTC"},
          new String[] {"gl", "g/L"},
          new String[] {"cm", "cm"},
          new String[] {"ft", "ft"},
          new String[] {"m", "m"});

  static Heading of(String text) {
    Matcher bracketed = BRACKETED.matcher(text);
    if (bracketed.matches() && !bracketed.group(1).isBlank()) {
      return new Heading(text, key(bracketed.group(1)), bracketed.group(2).strip());
    }
    int comma = text.indexOf(", ");
    if (comma > 0) {
      return new Heading(text, key(text.substring(0, comma)), text.substring(comma + 2).strip());
    }
    String key = key(text);
    for (String[] unit : SPELT) {
      if (key.endsWith("_" + unit[0])) {
        return new Heading(text, key.substring(0, key.length() - unit[0].length() - 1), unit[1]);
      }
    }
    return new Heading(text, key, null);
  }

  boolean isUtc() {
    return unit != null && unit.matches("(?i)UTC|GMT|Z");
  }

  /** Lower case, with an underscore wherever a word ends. */
  static String key(String text) {
    return text.strip()
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", "_")
        .replaceAll("^_|_$", "");
  }
}
