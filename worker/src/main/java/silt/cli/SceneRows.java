package silt.cli;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import silt.cli.terminal.Table;
import silt.cli.terminal.Terminal;
import silt.db.Database;

/**
 * The rows that one scene gave under one product version: rivers before their nodes and cells, the
 * muddiest first.
 */
record SceneRows(List<Row> rows) {

  private static final int SHOWN = 10;

  /**
   * @param sscMgL median over the zone's clear water, mg/L; {@code null} where none was clear
   * @param validPixels clear water pixels of 30 m
   */
  record Row(String zoneSet, String zone, String name, Double sscMgL, int validPixels) {}

  static SceneRows of(Database database, String granule, String product) {
    return new SceneRows(
        database.inTransaction(
            connection -> {
              try (PreparedStatement question =
                  connection.prepareStatement(
                      """
                      select zs.name, z.external_id, z.name, o.ssc_mg_l, o.n_valid
                      from silt.observation o
                      join silt.zone z using (zone_id)
                      join silt.zone_set zs using (zone_set_id)
                      join silt.scene s using (scene_id)
                      join silt.product_version p using (product_version_id)
                      where s.granule_id = ? and p.name = ?
                        and o.acquired_at = s.acquired_at
                      order by array_position(array['reach', 'lake', 'polygon', 'node', 'cell'], zs.kind),
                        o.ssc_mg_l desc nulls last, z.external_id
                      """)) {
                question.setString(1, granule);
                question.setString(2, product);
                List<Row> rows = new ArrayList<>();
                try (ResultSet row = question.executeQuery()) {
                  while (row.next()) {
                    double ssc = row.getDouble(4);
                    Double orNull = row.wasNull() ? null : ssc;
                    rows.add(
                        new Row(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            orNull,
                            row.getInt(5)));
                  }
                }
                return rows;
              }
            }));
  }

  void print(Terminal terminal) {
    List<Row> valued = rows.stream().filter(row -> row.sscMgL() != null).toList();
    Table table = new Table("ZONE SET", "ZONE", "NAME", "SSC mg/L", "PIXELS");
    valued.stream()
        .limit(SHOWN)
        .forEach(
            row ->
                table.row(
                    row.zoneSet(),
                    row.zone(),
                    row.name(),
                    Words.ssc(row.sscMgL()),
                    row.validPixels()));
    table.print(terminal, "no zone has a value");
    if (valued.size() > SHOWN) {
      terminal.say("... " + (valued.size() - SHOWN) + " more; deploy/silt sql shows them");
    }
  }
}
