package silt.samples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import silt.db.DischargeRow;
import silt.samples.Moments.Moment;
import silt.scene.BadInput;

/** A CSV file of discharge: of one gauge, or of several named in a column. */
public final class DischargeFile {

  private static final Set<Field> FIELDS =
      EnumSet.of(
          Field.STATION,
          Field.REACH,
          Field.TIME,
          Field.DATE,
          Field.CLOCK,
          Field.ZONE,
          Field.UNIT,
          Field.LOW,
          Field.HIGH,
          Field.QUALITY);
  private static final Set<String> VALUES =
      Set.of("discharge", "q", "flow", "streamflow", "river_discharge", "discharge_mean", "debiet");
  private static final Set<String> UNSAID = Set.of("value", "measured", "result", "mean");

  private final CsvFile file;
  private final Conventions conventions;
  private final DischargeDefaults defaults;
  private final Columns columns;
  private final Moments moments;
  private final Map<Field, Decimals> decimals = new HashMap<>();
  private final Complaints complaints = new Complaints();
  private final List<DischargeRow> rows = new ArrayList<>();
  private final Map<String, Seen> seen = new HashMap<>();
  private long withoutValue;

  private record Seen(long line, double m3s) {}

  private DischargeFile(CsvFile file, Conventions conventions, DischargeDefaults defaults) {
    this.file = file;
    this.conventions = conventions;
    this.defaults = defaults;
    this.columns = Columns.of(file, FIELDS, conventions.columns(), List.of(VALUES, UNSAID));
    this.moments = new Moments(conventions);
    for (Field field : List.of(Field.VALUE, Field.LOW, Field.HIGH)) {
      decimals.put(field, new Decimals(conventions.decimal(), file.commasAreFree()));
    }
  }

  /**
   * Reads and checks every row.
   *
   * @return rows whose gauge is the file's word for it: a station, or the id of a zone
   * @throws BadInput where the file as a whole cannot be one of discharge
   */
  public static Reading<DischargeRow> read(
      Path path, Conventions conventions, DischargeDefaults defaults) {
    CsvFile file = CsvFile.open("discharge", path);
    return new DischargeFile(file, conventions, defaults).read();
  }

  private Reading<DischargeRow> read() {
    columns.require(Field.VALUE, "Name it, e.g. --column value=Q.");
    if (!columns.has(Field.DATE)) {
      columns.require(Field.TIME, "Name it, e.g. --column time=When.");
    }
    if (defaults.gauge() == null && !columns.has(Field.REACH)) {
      columns.require(
          Field.STATION, "Name it with --column station=..., or name the one gauge with --gauge.");
    }
    file.forEach(
        line -> {
          decimals.forEach((field, form) -> form.see(columns.cell(line, field)));
          moments.see(columns.cell(line, columns.timeField()));
        });
    file.forEach(line -> row(new RowReader(columns, line, complaints)));
    return new Reading<>(rows, complaints, withoutValue, columns.taken());
  }

  private void row(RowReader row) {
    if (conventions.isMissing(row.cell(Field.VALUE))) {
      withoutValue++;
      return;
    }
    Double m3s = row.read(Field.VALUE, cell -> discharge(row, Field.VALUE, cell));
    Moment moment = moments.read(row, columns);
    String gauge = gauge(row);
    Double low = row.read(Field.LOW, cell -> end(row, Field.LOW, cell));
    Double high = row.read(Field.HIGH, cell -> end(row, Field.HIGH, cell));
    if (m3s != null) {
      refuseInterval(row, m3s, low, high);
    }
    if (m3s != null && moment != null && gauge != null) {
      refuseTwice(row, gauge + "\n" + moment.at(), m3s);
    }
    if (row.isSound()) {
      boolean byShare = low == null && defaults.uncertainty() != null;
      rows.add(
          new DischargeRow(
              gauge,
              moment.at(),
              m3s,
              byShare ? Double.valueOf(m3s * (1 - defaults.uncertainty())) : low,
              byShare ? Double.valueOf(m3s * (1 + defaults.uncertainty())) : high,
              row.text(Field.QUALITY, null)));
    }
  }

  private String gauge(RowReader row) {
    if (defaults.gauge() != null) {
      return defaults.gauge();
    }
    Field field = columns.has(Field.REACH) ? Field.REACH : Field.STATION;
    return row.read(
        field,
        cell -> {
          if (cell.isEmpty()) {
            throw new Unfit("names no gauge");
          }
          return cell;
        });
  }

  private double discharge(RowReader row, Field field, String cell) throws Unfit {
    double stated = decimals.get(field).read(cell);
    String heading = columns.heading(field).unit();
    String unit =
        row.text(Field.UNIT, heading == null ? columns.heading(Field.VALUE).unit() : heading);
    if (unit == null && conventions.unit() == null) {
      throw new Unfit("has no unit", "Name it with --unit, e.g. --unit m3/s.");
    }
    double m3s = stated * Units.toM3s(unit == null ? conventions.unit() : unit);
    if (m3s < 0) {
      throw new Unfit("is below 0: where a stand-in for no value is meant, say --missing " + cell);
    }
    if (m3s >= DischargeRow.MOST_M3_S) {
      throw new Unfit(
          String.format(Locale.ROOT, "is %.0f m3/s, more than a river: is the unit right?", m3s));
    }
    return m3s;
  }

  private Double end(RowReader row, Field field, String cell) throws Unfit {
    return conventions.isMissing(cell) ? null : Double.valueOf(discharge(row, field, cell));
  }

  private static void refuseInterval(RowReader row, double m3s, Double low, Double high) {
    if ((low == null) != (high == null)) {
      row.fault(low == null ? Field.LOW : Field.HIGH, new Unfit("lacks one end of the interval"));
    } else if (low != null && !(low <= m3s && m3s <= high)) {
      row.fault(Field.LOW, new Unfit("and the high end do not lie around the value"));
    }
  }

  private void refuseTwice(RowReader row, String identity, double m3s) {
    Seen before = seen.putIfAbsent(identity, new Seen(row.number(), m3s));
    if (before != null) {
      row.fault(
          Field.VALUE,
          new Unfit(
              "is of the gauge and time of line "
                  + before.line()
                  + (before.m3s() == m3s ? ", and the same" : ", with another value")));
    }
  }
}
