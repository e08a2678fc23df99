package silt.samples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import silt.db.SampleRow;
import silt.samples.Moments.Moment;
import silt.samples.Places.Place;
import silt.scene.BadInput;

/** A CSV file of sediment samples. */
public final class SampleFile {

  private static final Set<Field> FIELDS =
      EnumSet.complementOf(
          EnumSet.of(Field.VALUE, Field.REACH, Field.LOW, Field.HIGH, Field.QUALITY));

  private final CsvFile file;
  private final Conventions conventions;
  private final SampleDefaults defaults;
  private final Columns columns;
  private final Moments moments;
  private final Map<Field, Decimals> decimals = new HashMap<>();
  private final Complaints complaints = new Complaints();
  private final List<SampleRow> rows = new ArrayList<>();
  private final Map<String, Seen> seen = new HashMap<>();
  private long withoutValue;

  /** Where a sample stands in the file, and its value, mg/L. */
  private record Seen(long line, double mgL) {}

  private SampleFile(CsvFile file, Conventions conventions, SampleDefaults defaults) {
    this.file = file;
    this.conventions = conventions;
    this.defaults = defaults;
    this.columns =
        Columns.of(
            file, FIELDS, conventions.columns(), List.of(Quantities.said(), Quantities.UNSAID));
    this.moments = new Moments(conventions);
    for (Field field : List.of(Field.VALUE, Field.LON, Field.LAT, Field.DEPTH)) {
      decimals.put(field, new Decimals(conventions.decimal(), file.commasAreFree()));
    }
  }

  /**
   * Reads and checks every row.
   *
   * @throws BadInput where the file as a whole cannot be one of samples: no such file, no column of
   *     values, times or places, turbidity instead of a concentration
   */
  public static Reading<SampleRow> read(
      Path path, Conventions conventions, SampleDefaults defaults) {
    CsvFile file = CsvFile.open("samples", path);
    return new SampleFile(file, conventions, defaults).read();
  }

  private Reading<SampleRow> read() {
    require();
    file.forEach(
        line -> {
          decimals.forEach((field, form) -> form.see(columns.cell(line, field)));
          moments.see(columns.cell(line, columns.timeField()));
        });
    try (Places places = new Places()) {
      file.forEach(line -> row(new RowReader(columns, line, complaints), places));
    }
    return new Reading<>(rows, complaints, withoutValue, columns.taken());
  }

  private void require() {
    if (!columns.has(Field.VALUE)) {
      columns.headings().stream()
          .filter(heading -> heading.key().contains("turbid") || isTurbid(heading))
          .findFirst()
          .ifPresent(this::refuseTurbidity);
    }
    columns.require(Field.VALUE, "Name it, e.g. --column value=SSC.");
    if (isTurbid(columns.heading(Field.VALUE))) {
      refuseTurbidity(columns.heading(Field.VALUE));
    }
    if (!columns.has(Field.DATE)) {
      columns.require(Field.TIME, "Name it, e.g. --column time=When.");
    }
    if (defaults.lon() == null || defaults.lat() == null) {
      columns.require(Field.LON, "Name it with --column lon=..., or give one place with --at.");
      columns.require(Field.LAT, "Name it with --column lat=..., or give one place with --at.");
    }
  }

  private static boolean isTurbid(Heading heading) {
    return Units.isTurbidity(heading.key())
        || heading.unit() != null && Units.isTurbidity(heading.unit());
  }

  private void refuseTurbidity(Heading heading) {
    throw new BadInput(
        file.what()
            + ": "
            + heading.text()
            + " is turbidity, which tells how light scatters, and no concentration of sediment",
        "Give what was measured by weight, or convert it by a rating of your own.");
  }

  private void row(RowReader row, Places places) {
    if (conventions.isMissing(row.cell(Field.VALUE))) {
      withoutValue++;
      return;
    }
    Double factor = row.read(unitField(row), cell -> Units.toMgL(unit(row)));
    Double mgL = factor == null ? null : row.read(Field.VALUE, cell -> concentration(cell, factor));
    String quantity = quantity(row);
    Moment moment = moments.read(row, columns);
    Place place = place(row, places);
    Double depth = row.read(Field.DEPTH, this::depth);
    String station = row.text(Field.STATION, defaults.station());
    if (mgL != null && moment != null && place != null) {
      refuseTwice(row, identity(row, station, moment, place, depth) + "\n" + quantity, mgL);
    }
    if (row.isSound()) {
      rows.add(
          new SampleRow(
              identity(row, station, moment, place, depth),
              quantity,
              station,
              moment.at(),
              moment.wholeDay(),
              place.lon(),
              place.lat(),
              depth,
              mgL,
              row.text(Field.METHOD, defaults.method()),
              row.text(Field.SOURCE, defaults.source()),
              row.text(Field.LICENCE, defaults.licence())));
    }
  }

  /** The file's own id; else what makes a sample one: station or place, time, depth. */
  private static String identity(
      RowReader row, String station, Moment moment, Place place, Double depth) {
    String id = row.cell(Field.ID);
    if (!id.isEmpty()) {
      return id;
    }
    String where =
        station == null
            ? String.format(Locale.ROOT, "%.5f,%.5f", place.lon(), place.lat())
            : station;
    return where + " " + moment.at() + (depth == null ? "" : " " + depth + " m");
  }

  private void refuseTwice(RowReader row, String identity, double mgL) {
    Seen before = seen.putIfAbsent(identity, new Seen(row.number(), mgL));
    if (before != null) {
      row.fault(
          Field.VALUE,
          new Unfit(
              before.mgL() == mgL
                  ? "is the sample of line " + before.line() + " again"
                  : "is the sample of line "
                      + before.line()
                      + " with another value: give each an id of its own, or its depth"));
    }
  }

  private static Field unitField(RowReader row) {
    return row.cell(Field.UNIT).isEmpty() ? Field.VALUE : Field.UNIT;
  }

  private String unit(RowReader row) throws Unfit {
    String stated = row.text(Field.UNIT, columns.heading(Field.VALUE).unit());
    String unit = stated == null ? conventions.unit() : stated;
    if (unit == null) {
      throw new Unfit("has no unit", "Name it with --unit, e.g. --unit mg/L.");
    }
    return unit;
  }

  private double concentration(String cell, double factor) throws Unfit {
    double mgL = decimals.get(Field.VALUE).read(cell) * factor;
    if (!(mgL > 0)) {
      throw new Unfit("is not over 0: a sample without sediment has none to be compared");
    }
    if (mgL >= SampleRow.MOST_MG_L) {
      throw new Unfit(
          String.format(Locale.ROOT, "is %.0f mg/L, more than mud holds: is the unit right?", mgL));
    }
    return mgL;
  }

  private String quantity(RowReader row) {
    if (defaults.quantity() != null) {
      return defaults.quantity();
    }
    String told = row.cell(Field.QUANTITY);
    return row.read(
        told.isEmpty() ? Field.VALUE : Field.QUANTITY,
        cell -> {
          String heading = columns.heading(Field.VALUE).key();
          String quantity = Quantities.of(told.isEmpty() ? heading : told);
          if (quantity == null) {
            throw new Unfit(
                told.isEmpty() ? "does not say what was measured" : "is none of SSC, TSS, TSM, SPM",
                "Name it with --quantity, e.g. --quantity SSC.");
          }
          return quantity;
        });
  }

  private Place place(RowReader row, Places places) {
    boolean none = row.cell(Field.LON).isEmpty() && row.cell(Field.LAT).isEmpty();
    if (none && defaults.lon() != null && defaults.lat() != null) {
      return row.read(Field.LON, cell -> places.of(defaults.lon(), defaults.lat(), Places.LON_LAT));
    }
    Double x = row.read(Field.LON, cell -> coordinate(Field.LON, cell));
    Double y = row.read(Field.LAT, cell -> coordinate(Field.LAT, cell));
    Integer epsg =
        row.read(Field.EPSG, cell -> cell.isEmpty() ? defaults.crs() : Places.epsg(cell));
    return x == null || y == null || epsg == null
        ? null
        : row.read(Field.LON, cell -> places.of(x, y, epsg));
  }

  private double coordinate(Field field, String cell) throws Unfit {
    if (conventions.isMissing(cell)) {
      throw new Unfit("has no coordinate");
    }
    return decimals.get(field).read(cell);
  }

  private Double depth(String cell) throws Unfit {
    if (conventions.isMissing(cell)) {
      return defaults.depthM();
    }
    double depth =
        decimals.get(Field.DEPTH).read(cell) * Units.toMetres(columns.heading(Field.DEPTH).unit());
    if (!(depth >= 0 && depth < 12_000)) {
      throw new Unfit("is no depth below the surface, 0 to 12000 m");
    }
    return depth;
  }
}
