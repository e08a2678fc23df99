package silt.samples;

import java.util.regex.Pattern;

/**
 * How the numbers of one column are written. Every cell is seen before the first is read, so that
 * {@code 1,234} is 1.234 or nothing: never 1234 in one row and 1.234 in the next. Only who says
 * that the mark is a point has it taken for 1234.
 */
final class Decimals {

  private static final Pattern PLAIN = Pattern.compile("[+-]?\\d+([eE][+-]?\\d+)?");
  private static final Pattern POINT =
      Pattern.compile("[+-]?(\\d+\\.\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern COMMA = Pattern.compile("[+-]?(\\d+,\\d*|,\\d+)([eE][+-]?\\d+)?");
  private static final Pattern PERHAPS_THOUSANDS = Pattern.compile("[+-]?[1-9]\\d{0,2},\\d{3}");
  private static final Pattern GROUPED_POINT =
      Pattern.compile("[+-]?\\d{1,3}((,\\d{3})+\\.\\d+|(,\\d{3}){2,})");
  private static final Pattern GROUPED_COMMA =
      Pattern.compile("[+-]?\\d{1,3}((\\.\\d{3})+,\\d+|(\\.\\d{3}){2,})");

  private static final String SAY = "Say --decimal comma or --decimal point.";

  private final Character told;
  private final boolean commasAreFree;
  private long points;
  private long commas;
  private long perhaps;

  /**
   * @param told the mark as the user named it, or {@code null}
   * @param commasAreFree whether a comma cannot part cells in this file
   */
  Decimals(Character told, boolean commasAreFree) {
    this.told = told;
    this.commasAreFree = commasAreFree;
  }

  /** Takes note of a cell. */
  void see(String cell) {
    if (POINT.matcher(cell).matches() || GROUPED_POINT.matcher(cell).matches()) {
      points++;
    } else if (PERHAPS_THOUSANDS.matcher(cell).matches()) {
      perhaps++;
    } else if (COMMA.matcher(cell).matches() || GROUPED_COMMA.matcher(cell).matches()) {
      commas++;
    }
  }

  /** The number in a cell. */
  double read(String cell) throws Unfit {
    if (PLAIN.matcher(cell).matches()) {
      return finite(cell, cell);
    }
    if (cell.matches("[<>≤≥~].*")) {
      throw new Unfit("is a limit, no value");
    }
    boolean hasPoint = POINT.matcher(cell).matches() || GROUPED_POINT.matcher(cell).matches();
    boolean hasComma = COMMA.matcher(cell).matches() || GROUPED_COMMA.matcher(cell).matches();
    if (!hasPoint && !hasComma) {
      throw new Unfit("is no number");
    }
    char mark = mark(cell);
    boolean grouped = told != null && PERHAPS_THOUSANDS.matcher(cell).matches();
    if (mark == '.' && (hasPoint || grouped)) {
      return finite(cell, cell.replace(",", ""));
    }
    if (mark == ',' && hasComma) {
      return finite(cell, cell.replace(".", "").replace(',', '.'));
    }
    throw new Unfit(
        "has a decimal %s where the column has a %s"
            .formatted(hasComma ? "comma" : "point", mark == '.' ? "point" : "comma"),
        SAY);
  }

  private char mark(String cell) throws Unfit {
    if (told != null) {
      return told;
    }
    if (points > 0 || commas > 0) {
      return points >= commas ? '.' : ',';
    }
    if (commasAreFree) {
      return ',';
    }
    throw new Unfit(
        "may be %s or %s".formatted(cell.replace(',', '.'), cell.replace(",", "")), SAY);
  }

  private static double finite(String cell, String number) throws Unfit {
    double value = Double.parseDouble(number);
    if (!Double.isFinite(value)) {
      throw new Unfit(cell + " is beyond all numbers");
    }
    return value;
  }
}
