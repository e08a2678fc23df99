package silt.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Inputs without outputs, each with its reason and what an operator can do about it. */
public final class WithoutResult {

  private final Database database;

  public WithoutResult(Database database) {
    this.database = database;
  }

  /**
   * A scene that a product version has no observations of.
   *
   * @param tile without the leading T
   * @param product {@code null} where none is promoted and no campaign was asked for
   * @param outcome {@code null} where it has not been run
   * @param reason {@code null} where the outcome says it all
   * @param since when it ended so; before that, when it was first wanted or heard of
   * @param campaign that holds it; {@code null} where none does
   * @param attempts of the step that needed most; {@code null} where it has not been run
   */
  public record Row(
      String granuleId,
      int revision,
      String sensor,
      String tile,
      Instant acquiredAt,
      String product,
      String outcome,
      String reason,
      String whatToDo,
      Instant since,
      String campaign,
      String campaignState,
      Integer attempts) {}

  /**
   * Which to tell of; null lets all pass.
   *
   * @param campaign under its own product version; null for the promoted one and all scenes
   * @param seenToo also scenes that were seen in vain, which lack nothing
   * @param tile without the leading T
   * @param since those that have been without since then, not longer
   */
  public record Which(
      String campaign, String outcome, boolean seenToo, String tile, Instant since, int limit) {

    public Which {
      Rules.that(limit >= 1, "a limit is 1 or more", limit);
    }
  }

  private static final String COLUMNS =
      """
      select w.granule_id, w.revision, w.sensor, w.tile, w.acquired_at, w.product_version,
             w.outcome, w.reason, w.what_to_do, w.since, w.campaign, w.campaign_state, w.attempts
      from %s w
      """;

  private static final String FILTER =
      """
      where (?::text is null or w.outcome = ?)
        and (? or coalesce(w.outcome, '') not in ('NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA'))
        and (?::text is null or w.tile = ?)
        and w.since >= coalesce(?::timestamptz, '-infinity')
      """;

  /** The last that came to be so first. */
  public List<Row> list(Which which) {
    return database.inTransaction(
        connection -> {
          List<Object> values = new ArrayList<>();
          String text = text(which, values, COLUMNS);
          values.add(which.limit());
          return Sql.on(connection, text + " order by w.since desc, w.granule_id limit ?")
              .with(values.toArray())
              .list(WithoutResult::read);
        });
  }

  /** How many there are, beyond any limit. */
  public long count(Which which) {
    return database.inTransaction(
        connection -> {
          List<Object> values = new ArrayList<>();
          String text = text(which, values, "select count(*) from %s w\n");
          return Sql.on(connection, text)
              .with(values.toArray())
              .find(row -> row.getLong(1))
              .orElseThrow();
        });
  }

  private static String text(Which which, List<Object> values, String select) {
    boolean all = which.campaign() == null;
    values.add(which.outcome());
    values.add(which.outcome());
    values.add(which.seenToo());
    values.add(which.tile());
    values.add(which.tile());
    values.add(which.since());
    if (!all) {
      values.add(which.campaign());
    }
    return select.formatted(all ? "scene_without_result" : "campaign_scene_without_result")
        + FILTER
        + (all ? "" : " and w.campaign = ?");
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getString("granule_id"),
        row.getInt("revision"),
        row.getString("sensor"),
        row.getString("tile"),
        Sql.instant(row, "acquired_at"),
        row.getString("product_version"),
        row.getString("outcome"),
        row.getString("reason"),
        row.getString("what_to_do"),
        Sql.instant(row, "since"),
        row.getString("campaign"),
        row.getString("campaign_state"),
        row.getObject("attempts", Integer.class));
  }
}
