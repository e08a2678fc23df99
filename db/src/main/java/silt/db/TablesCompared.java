package silt.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Whether two databases hold the same results: every table that a product is made of, row by row by
 * its natural key, in every column but those that differ from one run of the same work to the next:
 * surrogate keys, Temporal's run ids, attempts, and times at which silt did something.
 *
 * <p>Rows stream from both by cursor, so that the size of the tables does not matter. The event log
 * is left out: what happened on the way is not what came of it.
 */
public final class TablesCompared {

  /**
   * A database, and what stands in its texts for things of its own.
   *
   * @param reader any role that may read
   * @param places texts, such as an archive's address or a folder, to the word that is compared in
   *     their stead
   */
  public record Side(DatabaseAddress reader, Map<String, String> places) {

    public Side {
      places = Map.copyOf(places);
    }

    String said(String value) {
      String said = value;
      for (Map.Entry<String, String> place : places.entrySet()) {
        said = said == null ? null : said.replace(place.getKey(), place.getValue());
      }
      return said;
    }
  }

  /**
   * @param rows the natural key in its first column, as text, and whatever is compared
   */
  private record Table(String name, String rows) {}

  private static final int MOST_TOLD = 40;
  private static final int LONGEST_TOLD = 160;
  private static final int IN_HAND = 1_000;

  /** Keys that a database gives out, and what time and chance write. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "zone_set_id",
          "zone_id",
          "zone_set_ids",
          "scene_id",
          "model_id",
          "mask_model_id",
          "ssc_model_id",
          "product_version_id",
          "scene_run_id",
          "campaign_id",
          "parent_campaign_id",
          "daily_id",
          "loaded_at",
          "discovered_at",
          "fetched_at",
          "registered_at",
          "created_at",
          "promoted_at",
          "retired_at",
          "added_at",
          "retry_requested_at",
          "tried_at",
          "state_changed_at",
          "moved_at",
          "ended_at",
          "run_id",
          "attempts",
          "started_at",
          "finished_at",
          "first_started_at",
          "last_finished_at",
          "timings",
          "recorded_at");

  private static final String OF_SCENE = "s.granule_id || ' r' || s.revision";

  private static final List<Table> TABLES =
      List.of(
          new Table("zone_set", "select t.name, t.* from silt.zone_set t"),
          new Table(
              "zone",
              """
              select zs.name || ' ' || t.external_id, t.*
              from silt.zone t join silt.zone_set zs using (zone_set_id)
              """),
          new Table("model", "select t.sha256, t.* from silt.model t"),
          new Table(
              "product_version",
              """
              select t.name, t.promoted_at is not null as promoted, t.retired_at is not null as retired,
                     mask.sha256 as mask_model, ssc.sha256 as ssc_model, t.*
              from silt.product_version t
              join silt.model mask on mask.model_id = t.mask_model_id
              join silt.model ssc on ssc.model_id = t.ssc_model_id
              """),
          new Table("scene", "select " + OF_SCENE + ", s.* from silt.scene s"),
          new Table(
              "scene_input",
              "select "
                  + OF_SCENE
                  + """
                   || ' ' || t.band, t.* from silt.scene_input t join silt.scene s using (scene_id)
                  """),
          new Table(
              "campaign",
              """
              select t.name, p.name as product, parent.name as parent,
                     array(select zs.name from unnest(t.zone_set_ids) with ordinality as w(id, nr)
                           join silt.zone_set zs on zs.zone_set_id = w.id order by w.nr) as zone_sets, t.*
              from silt.campaign t
              join silt.product_version p using (product_version_id)
              left join silt.campaign parent on parent.campaign_id = t.parent_campaign_id
              """),
          new Table("campaign_progress", "select t.campaign, t.* from silt.campaign_progress t"),
          new Table(
              "campaign_scene",
              "select c.name || ' ' || "
                  + OF_SCENE
                  + """
                  , t.* from silt.campaign_scene t join silt.campaign c using (campaign_id)
                  join silt.scene s using (scene_id)
                  """),
          new Table(
              "scene_run",
              "select p.name || ' ' || "
                  + OF_SCENE
                  + """
                  , c.name as campaign, t.* from silt.scene_run t join silt.scene s using (scene_id)
                  join silt.product_version p using (product_version_id)
                  left join silt.campaign c on c.campaign_id = t.campaign_id
                  """),
          new Table(
              "zone_run",
              "select p.name || ' ' || "
                  + OF_SCENE
                  + """
                   || ' ' || zs.name, t.* from silt.zone_run t join silt.scene_run r using (scene_run_id)
                  join silt.scene s using (scene_id)
                  join silt.product_version p using (product_version_id)
                  join silt.zone_set zs on zs.zone_set_id = t.zone_set_id
                  """),
          new Table(
              "observation",
              "select p.name || ' ' || "
                  + OF_SCENE
                  + """
                   || ' ' || zs.name || ' ' || z.external_id, t.* from silt.observation t
                  join silt.scene s using (scene_id)
                  join silt.product_version p using (product_version_id)
                  join silt.zone z using (zone_id)
                  join silt.zone_set zs on zs.zone_set_id = z.zone_set_id
                  """),
          new Table(
              "tile_observation",
              """
              select t.granule_id || ' r' || t.revision || ' ' || zs.name || ' ' || z.external_id, t.*
              from silt.tile_observation t join silt.zone z using (zone_id)
              join silt.zone_set zs using (zone_set_id)
              """),
          new Table(
              "current_observation",
              """
              select t.granule_id || ' r' || t.revision || ' ' || t.zone_set || ' ' || t.external_id, t.*
              from silt.current_observation t
              """));

  private final Side one;
  private final Side other;
  private final List<String> told = new ArrayList<>();
  private long rows;

  public TablesCompared(Side one, Side other) {
    this.one = one;
    this.other = other;
  }

  public TablesCompared(DatabaseAddress one, DatabaseAddress other) {
    this(new Side(one, Map.of()), new Side(other, Map.of()));
  }

  /** The first differences, a line each, at most {@value #MOST_TOLD}; none where all is equal. */
  public List<String> differences() {
    told.clear();
    rows = 0;
    try (Connection first = one.reader().connect();
        Connection second = other.reader().connect()) {
      first.setAutoCommit(false);
      second.setAutoCommit(false);
      for (Table table : TABLES) {
        compare(table, first, second);
      }
    } catch (SQLException failure) {
      throw new DatabaseFailure(failure);
    }
    return List.copyOf(told);
  }

  /** Rows of the first database that the last comparison read: 0 would prove nothing. */
  public long rows() {
    return rows;
  }

  private void compare(Table table, Connection first, Connection second) throws SQLException {
    try (Statement in = first.createStatement();
        Statement there = second.createStatement()) {
      in.setFetchSize(IN_HAND);
      there.setFetchSize(IN_HAND);
      String asked =
          "select * from ("
              + table.rows()
              + ") as r(natural_key) order by natural_key collate \"C\"";
      try (ResultSet mine = in.executeQuery(asked);
          ResultSet theirs = there.executeQuery(asked)) {
        boolean more = mine.next();
        boolean moreThere = theirs.next();
        while ((more || moreThere) && told.size() < MOST_TOLD) {
          int order = order(mine, more, theirs, moreThere);
          if (order < 0) {
            told.add(table.name() + " " + mine.getString(1) + ": only in the first");
          } else if (order > 0) {
            told.add(table.name() + " " + theirs.getString(1) + ": only in the second");
          } else {
            compare(table, mine, theirs);
          }
          if (order <= 0) {
            rows++;
            more = mine.next();
          }
          if (order >= 0) {
            moreThere = theirs.next();
          }
        }
      }
    }
  }

  private static int order(ResultSet mine, boolean more, ResultSet theirs, boolean moreThere)
      throws SQLException {
    if (more && moreThere) {
      return mine.getString(1).compareTo(theirs.getString(1));
    }
    return more ? -1 : 1;
  }

  private void compare(Table table, ResultSet mine, ResultSet theirs) throws SQLException {
    ResultSetMetaData columns = mine.getMetaData();
    for (int column = 2; column <= columns.getColumnCount(); column++) {
      String name = columns.getColumnLabel(column);
      String here = one.said(mine.getString(column));
      String there = other.said(theirs.getString(column));
      if (!LEFT_OUT.contains(name) && !Objects.equals(here, there)) {
        told.add(
            table.name()
                + " "
                + mine.getString(1)
                + ": "
                + name
                + " is "
                + shown(here)
                + ", in the second "
                + shown(there));
      }
    }
  }

  private static String shown(String value) {
    return value == null
        ? "null"
        : value.length() <= LONGEST_TOLD ? value : value.substring(0, LONGEST_TOLD) + "...";
  }
}
