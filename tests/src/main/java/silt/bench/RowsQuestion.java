package silt.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import silt.bench.GeneratedRows.Extent;

/**
 * A question that users ask of ten years of rows, each time about another place and time.
 *
 * @param goalMs what it may take at p95, ms
 * @param sql with a question mark for each value
 */
record RowsQuestion(String name, double goalMs, String sql, Values values) {

  /** Draws the values of one question. */
  @FunctionalInterface
  interface Values {
    List<Object> draw(Extent extent, Random dice);
  }

  private static final String EXACT_ZONE = "(select geom from silt.zone where external_id = ?)";

  static final List<RowsQuestion> ALL =
      List.of(
          new RowsQuestion(
              "ssc_series of a zone, all years",
              5,
              "select * from silt.ssc_series(?)",
              (extent, dice) -> List.of(zone(extent, dice))),
          new RowsQuestion(
              "an area of 2 x 2 degrees at a date",
              50,
              """
              select external_id, acquired_at, ssc_mg_l, ssc_low_mg_l, ssc_high_mg_l
              from silt.ssc_within(st_makeenvelope(?, ?, ?, ?, 4326), ?::timestamptz, ?::timestamptz + interval '6 days')
              """,
              RowsQuestion::area),
          new RowsQuestion(
              "ssc_at a place, all years",
              10,
              "select a.* from "
                  + EXACT_ZONE
                  + " z, lateral (select st_lineinterpolatepoint(z.geom, 0.5) as p) m,"
                  + " lateral silt.ssc_at(st_x(m.p), st_y(m.p)) a",
              (extent, dice) -> List.of(zone(extent, dice))),
          mvt(4),
          mvt(8),
          mvt(12),
          new RowsQuestion(
              "monthly_ssc of a basin of 500 zones, a month",
              20,
              "select * from silt.monthly_ssc where external_id like ? and month = ?::date",
              (extent, dice) ->
                  List.of(
                      "1%05d%%".formatted(dice.nextInt(Math.max(1, extent.basins()))),
                      month(extent, dice))),
          new RowsQuestion(
              "monthly_ssc of a basin of 500 zones, a year",
              Double.NaN,
              """
              select * from silt.monthly_ssc
              where external_id like ? and month >= ?::date and month < ?::date + interval '1 year'
              """,
              (extent, dice) -> {
                String from = year(extent, dice) + "-01-01";
                return List.of(
                    "1%05d%%".formatted(dice.nextInt(Math.max(1, extent.basins()))), from, from);
              }),
          new RowsQuestion(
              "current_observation of a zone, plain SQL",
              Double.NaN,
              "select * from silt.current_observation where external_id = ? order by acquired_at",
              (extent, dice) -> List.of(zone(extent, dice))));

  private static RowsQuestion mvt(int zoom) {
    return new RowsQuestion(
        "ssc_mvt at zoom " + zoom + ", a month",
        50,
        "select silt.ssc_mvt(?, ?, ?, ?::timestamptz, ?::timestamptz + interval '1 month')",
        (extent, dice) -> {
          double lon = Extent.WEST + dice.nextDouble() * extent.tilesAcross();
          double lat = Extent.SOUTH + dice.nextDouble() * extent.tilesAcross();
          double y = (1 - Math.log(Math.tan(Math.PI / 4 + Math.toRadians(lat) / 2)) / Math.PI) / 2;
          String from = month(extent, dice) + "T00:00:00Z";
          return List.of(
              zoom,
              (int) Math.floor((lon + 180) / 360 * (1 << zoom)),
              (int) Math.floor(y * (1 << zoom)),
              from,
              from);
        });
  }

  private static List<Object> area(Extent extent, Random dice) {
    double west = Extent.WEST + dice.nextDouble() * Math.max(0, extent.tilesAcross() - 2);
    double south = Extent.SOUTH + dice.nextDouble() * Math.max(0, extent.tilesAcross() - 2);
    String day = LocalDate.ofYearDay(year(extent, dice), 1 + dice.nextInt(350)) + "T00:00:00Z";
    return List.of(west, south, west + 2, south + 2, day, day);
  }

  private static String zone(Extent extent, Random dice) {
    int nr = dice.nextInt(extent.zones());
    return "1%05d%04d1".formatted(nr / 500, nr % 500);
  }

  private static int year(Extent extent, Random dice) {
    return extent.firstYear() + dice.nextInt(extent.years());
  }

  private static String month(Extent extent, Random dice) {
    return LocalDate.of(year(extent, dice), 1 + dice.nextInt(12), 1).toString();
  }

  /**
   * Asks it and reads all of the answer.
   *
   * @return rows, or for a map tile bytes
   */
  long ask(Connection reader, Extent extent, Random dice) throws SQLException {
    try (PreparedStatement statement = reader.prepareStatement(sql)) {
      int index = 0;
      for (Object value : values.draw(extent, dice)) {
        statement.setObject(++index, value);
      }
      long read = 0;
      try (ResultSet rows = statement.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          read += columns == 1 ? rows.getBytes(1).length : 1;
        }
      }
      return read;
    }
  }
}
