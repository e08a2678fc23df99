package silt.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads campaigns with the names of what they refer to, and how far they are. */
final class CampaignReader {

  static final String SELECT =
      """
      select c.*, st_asbinary(c.region) as region_wkb, p.name as product, parent.name as parent,
             array(select zs.name from unnest(c.zone_set_ids) with ordinality as w(id, nr)
                   join zone_set zs on zs.zone_set_id = w.id order by w.nr) as zone_sets
      from campaign c
      join product_version p on p.product_version_id = c.product_version_id
      left join campaign parent on parent.campaign_id = c.parent_campaign_id
      """;

  private static final List<String> OUTCOMES =
      List.of(
          "OBSERVED",
          "NO_CLEAR_WATER",
          "TOO_CLOUDY",
          "NO_DATA",
          "INPUT_GONE",
          "INPUT_CORRUPT",
          "FAILED",
          "CANCELLED");

  private CampaignReader() {}

  static CampaignRow require(Connection connection, String name) throws SQLException {
    return find(connection, name)
        .orElseThrow(
            () ->
                DatabaseProblem.unknown(
                    "campaign",
                    name,
                    "Start it, or choose one that `deploy/silt campaign list` shows."));
  }

  static Optional<CampaignRow> find(Connection connection, String name) throws SQLException {
    return Sql.on(connection, SELECT + "where c.name = ?").with(name).find(CampaignReader::read);
  }

  /** Its key, held against other writers of the campaign until the transaction ends. */
  static int lock(Connection connection, String name) throws SQLException {
    int id = require(connection, name).id();
    // scenes that end meanwhile refer to the row, and need not wait
    Sql.on(connection, "select from campaign where campaign_id = ? for no key update")
        .with(id)
        .run();
    return id;
  }

  /**
   * Campaigns of a daily ingestion.
   *
   * @param which condition on {@code c} and order, in SQL
   */
  static List<CampaignRow> ofDaily(Connection connection, String daily, String which)
      throws SQLException {
    return Sql.on(
            connection,
            SELECT + "join daily d on d.daily_id = c.daily_id where d.name = ? and " + which)
        .with(daily)
        .list(CampaignReader::read);
  }

  static CampaignProgress readProgress(ResultSet row) throws SQLException {
    Map<String, Long> byOutcome = new LinkedHashMap<>();
    for (String outcome : OUTCOMES) {
      long scenes = row.getLong(outcome.toLowerCase(Locale.ROOT));
      if (scenes > 0) {
        byOutcome.put(outcome, scenes);
      }
    }
    return new CampaignProgress(
        row.getString("campaign"),
        row.getString("state"),
        row.getString("product_version"),
        row.getLong("scenes"),
        row.getLong("waiting"),
        byOutcome,
        Sql.instant(row, "first_started_at"),
        Sql.instant(row, "last_finished_at"));
  }

  static CampaignRow read(ResultSet row) throws SQLException {
    return new CampaignRow(
        row.getInt("campaign_id"),
        row.getString("name"),
        Sql.geometry(row, "region_wkb"),
        Sql.instant(row, "from_time"),
        Sql.instant(row, "to_time"),
        Sql.texts(row, "sensors"),
        row.getDouble("max_cloud"),
        Sql.texts(row, "zone_sets"),
        row.getString("product"),
        row.getString("archive"),
        row.getString("state"),
        row.getLong("scenes"),
        row.getLong("bytes"),
        row.getString("workflow_id"),
        Sql.instant(row, "created_at"),
        row.getString("kind"),
        row.getString("parent"),
        row.getInt("window_size"),
        row.getInt("priority"),
        row.getString("started_by"),
        row.getString("state_reason"),
        Sql.instant(row, "state_changed_at"),
        Sql.instant(row, "ended_at"));
  }
}
