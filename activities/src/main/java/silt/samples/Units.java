package silt.samples;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Units as files write them, as factors to mg/L and to m3/s. */
final class Units {

  private static final Set<String> TURBIDITY =
      Set.of("ntu", "fnu", "ftu", "fnmu", "fbu", "jtu", "fau", "ntru", "fnru", "turbidity");
  private static final Pattern MASS_IN_VOLUME =
      Pattern.compile("(ug|mg|g|kg)[/_]?(ml|dl|l|cm3|dm3|m3)(?:-1)?|(ug|mg|g|kg)(l|dm|m)-[13]");
  private static final Map<String, Double> MILLIGRAMS =
      Map.of("ug", 1e-3, "mg", 1.0, "g", 1e3, "kg", 1e6);
  private static final Map<String, Double> LITRES =
      Map.of(
          "ml", 1e-3, "cm3", 1e-3, "dl", 0.1, "l", 1.0, "dm3", 1.0, "dm", 1.0, "m3", 1e3, "m", 1e3);

  /** The foot is 0.3048 m by definition. */
  private static final double CUBIC_FOOT_M3 = 0.3048 * 0.3048 * 0.3048;

  private static final Map<String, Double> CUBIC_METRES =
      Map.of("m3", 1.0, "l", 1e-3, "ft3", CUBIC_FOOT_M3, "ml", 1e3, "hm3", 1e6);
  private static final Map<String, Double> SECONDS =
      Map.of(
          "s", 1.0, "sec", 1.0, "min", 60.0, "h", 3600.0, "hr", 3600.0, "d", 86400.0, "day",
          86400.0);
  private static final Pattern VOLUME_IN_TIME =
      Pattern.compile("(m3|l|ft3|ml|hm3)[/_]?(s|sec|min|h|hr|d|day)(?:-1)?");

  private Units() {}

  /** Whether a word is a unit of turbidity, or turbidity itself. */
  static boolean isTurbidity(String word) {
    return TURBIDITY.contains(canonical(word)) || canonical(word).contains("turbidity");
  }

  /** What a concentration in this unit is multiplied by, to be in mg/L. */
  static double toMgL(String unit) throws Unfit {
    if (isTurbidity(unit)) {
      throw new Unfit(
          unit + " is turbidity: it tells how light scatters, and is no concentration of sediment");
    }
    Matcher form = MASS_IN_VOLUME.matcher(canonical(unit));
    if (!form.matches()) {
      throw new Unfit(
          "the unit " + unit + " is no mass in a volume: mg/L, g/L, g/m3 and kg/m3 are");
    }
    boolean powers = form.group(1) == null;
    return MILLIGRAMS.get(form.group(powers ? 3 : 1)) / LITRES.get(form.group(powers ? 4 : 2));
  }

  /** What a discharge in this unit is multiplied by, to be in m3/s. */
  static double toM3s(String unit) throws Unfit {
    String canonical = canonical(unit).replaceAll("^cfs$|^cusecs?$", "ft3/s");
    canonical = canonical.replaceAll("^cms$|^cumecs?$", "m3/s");
    Matcher form = VOLUME_IN_TIME.matcher(canonical);
    if (!form.matches()) {
      throw new Unfit(
          "the unit " + unit + " is no volume in a time: m3/s, L/s, ft3/s, m3/d and ML/d are");
    }
    return CUBIC_METRES.get(form.group(1)) / SECONDS.get(form.group(2));
  }

  /** What a depth in this unit is multiplied by, to be in metres; a bare number is metres. */
  static double toMetres(String unit) throws Unfit {
    return switch (unit == null ? "m" : canonical(unit)) {
      case "m", "metre", "metres", "meter", "meters" -> 1;
      case "cm" -> 0.01;
      case "ft", "feet" -> 0.3048;
      default -> throw new Unfit("the unit " + unit + " is no depth: m, cm and ft are");
    };
  }

  /**
   * {@code mg l⁻¹}, {@code mg·L-1} and {@code MG/L} alike; ML (megalitres) only makes sense by
   * time.
   */
  private static String canonical(String unit) {
    return unit.strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[µμ]", "u")
        .replace("³", "3")
        .replace("⁻", "-")
        .replace("¹", "1")
        .replaceAll("litres?|liters?|ltr", "l")
        .replaceAll("\\bper\\b", "/")
        .replaceAll("[\\s·*.^]", "");
  }
}
