package silt.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Observations of one moment, for files of any size: a transaction that only reads and sees no
 * change meanwhile, zones some hundreds at a time in the order of their ids, their rows by a
 * cursor. So neither the server sorts all rows nor is more than a handful held here.
 */
public final class Extracts {

  /** Zones whose geometries are in hand at a time; a lake's outline may take a megabyte. */
  private static final int ZONES_AT_A_TIME = 200;

  private static final int SCENES_AT_A_TIME = 5_000;

  private static final String SELECT_ZONES =
      """
      select zone_id, external_id, name, st_asbinary(geom, 'NDR') as wkb,
             st_x(st_pointonsurface(geom)) as lon, st_y(st_pointonsurface(geom)) as lat
      from zone
      """;

  private static final String SELECT_ROWS =
      """
      select zone_id, scene_id, granule_id, revision, sensor, tile, acquired_at,
             ssc_mg_l, ssc_low_mg_l, ssc_high_mg_l, ssc_mean_mg_l, ssc_p10_mg_l, ssc_p25_mg_l,
             ssc_p75_mg_l, ssc_p90_mg_l, ssc_std_mg_l,
             n_valid, n_water, n_total, clear_fraction, flags, whole_zone
      from version_observation
      where zone_id = any(?) and product_version_id = ? and acquired_at >= ? and acquired_at < ?
      order by external_id, acquired_at, granule_id
      """;

  private final Database database;

  /**
   * @param database any role may read, and the reader does
   */
  public Extracts(Database database) {
    this.database = database;
  }

  /** Takes one row after the other: zones in the order of their ids, each oldest first. */
  @FunctionalInterface
  public interface RowTaker {
    void take(ExtractedRow row);
  }

  /** Does something with an extract while its transaction is open. */
  @FunctionalInterface
  public interface Use<T> {
    T of(Extract extract);
  }

  /**
   * Opens the transaction, hands over what it sees, and ends it.
   *
   * @throws DatabaseProblem UNKNOWN_NAME where there is no such zone set or product version
   */
  public <T> T reading(ExtractQuestion question, Use<T> use) {
    return database.reading(
        connection -> {
          // together: a snapshot that lasts as long as the file takes, and no limit of a minute
          Sql.on(connection, "set transaction isolation level repeatable read, read only").run();
          Sql.on(connection, "set local statement_timeout = 0").run();
          Sql.on(connection, "set local idle_in_transaction_session_timeout = 0").run();
          return use.of(new Extract(connection, question));
        });
  }

  /** What the transaction sees of what was asked for. */
  public static final class Extract {

    private final Connection connection;
    private final ExtractQuestion question;
    private final ZoneSetRow zoneSet;
    private final ProductRow product;

    private Extract(Connection connection, ExtractQuestion question) throws SQLException {
      this.connection = connection;
      this.question = question;
      this.zoneSet = ZoneSets.require(connection, question.zoneSet());
      this.product = Products.require(connection, question.product());
    }

    public ExtractQuestion question() {
      return question;
    }

    public ZoneSetRow zoneSet() {
      return zoneSet;
    }

    public ProductRow product() {
      return product;
    }

    /** Those of the zones asked for that the set does not have. */
    public List<String> unknownZones() {
      return asking(
          () ->
              Sql.on(
                      connection,
                      """
                      select asked.id from unnest(?) with ordinality as asked (id, nr)
                      where not exists (select from zone z
                                        where z.zone_set_id = ? and z.external_id = asked.id)
                      order by nr
                      """)
                  .with(question.zones(), zoneSet.id())
                  .list(row -> row.getString("id")));
    }

    /** What the columns of the view mean, by their names, as their comments have it. */
    public Map<String, String> columnComments() {
      return asking(
          () -> {
            Map<String, String> comments = new LinkedHashMap<>();
            Sql.on(
                    connection,
                    """
                    select attname, col_description(attrelid, attnum) as meaning
                    from pg_attribute
                    where attrelid = 'silt.version_observation'::regclass and attnum > 0
                    order by attnum
                    """)
                .list(row -> comments.put(row.getString("attname"), row.getString("meaning")));
            return comments;
          });
    }

    /** The names of the bits of {@code flags}, lowest first. */
    public List<String> flagNames() {
      return asking(
          () ->
              Sql.on(connection, "select unnest(flag_names(2147483647)) as name")
                  .list(row -> row.getString("name")));
    }

    /** Every row, in order. */
    public void rows(RowTaker taker) {
      asking(
          () -> {
            Map<Long, ExtractedZone> zones = zonesAfter("");
            while (!zones.isEmpty()) {
              rowsOf(zones, taker);
              zones = zonesAfter(last(zones.values()).externalId());
            }
            return null;
          });
    }

    private Map<Long, ExtractedZone> zonesAfter(String externalId) throws SQLException {
      Map<Long, ExtractedZone> found = new LinkedHashMap<>();
      Sql.on(
              connection,
              SELECT_ZONES
                  + """
                  where zone_set_id = ? and external_id > ? and (? or external_id = any(?))
                  order by external_id limit ?
                  """)
          .with(
              zoneSet.id(),
              externalId,
              question.zones().isEmpty(),
              question.zones(),
              ZONES_AT_A_TIME)
          .list(
              row ->
                  found.put(
                      row.getLong("zone_id"),
                      new ExtractedZone(
                          row.getLong("zone_id"),
                          row.getString("external_id"),
                          row.getString("name"),
                          row.getBytes("wkb"),
                          row.getDouble("lon"),
                          row.getDouble("lat"))));
      return found;
    }

    private void rowsOf(Map<Long, ExtractedZone> zones, RowTaker taker) throws SQLException {
      Sql.on(connection, SELECT_ROWS)
          .with(ids(zones.keySet()), product.id(), question.from(), question.to())
          .each(row -> taker.take(read(row, zones.get(row.getLong("zone_id")))));
    }

    /**
     * What made the rows of these scenes.
     *
     * @param scenes their ids, taken in this order, some thousands at a time
     */
    public void origins(long[] scenes, java.util.function.Consumer<SceneOrigin> taker) {
      asking(
          () -> {
            for (int at = 0; at < scenes.length; at += SCENES_AT_A_TIME) {
              long[] some =
                  Arrays.copyOfRange(scenes, at, Math.min(scenes.length, at + SCENES_AT_A_TIME));
              Sql.on(
                      connection,
                      """
                      select s.granule_id, s.revision, s.acquired_at, r.git_commit, r.workflow_id,
                             r.run_id, r.mask_sha256, r.ssc_sha256
                      from unnest(?) with ordinality as asked (scene_id, nr)
                      join scene s using (scene_id)
                      join scene_run r on r.scene_id = s.scene_id and r.product_version_id = ?
                      order by nr
                      """)
                  .with(ids(Arrays.stream(some).boxed().toList()), product.id())
                  .each(row -> taker.accept(origin(row)));
            }
            return null;
          });
    }

    private java.sql.Array ids(Collection<Long> ids) throws SQLException {
      return connection.createArrayOf("bigint", ids.toArray());
    }
  }

  private static ExtractedRow read(ResultSet row, ExtractedZone zone) throws SQLException {
    float median = row.getFloat("ssc_mg_l");
    ExtractedRow.Ssc ssc = row.wasNull() ? null : ssc(row, median);
    return new ExtractedRow(
        zone,
        new ExtractedScene(
            row.getLong("scene_id"),
            row.getString("granule_id"),
            row.getInt("revision"),
            row.getString("sensor"),
            row.getString("tile")),
        Sql.instant(row, "acquired_at"),
        ssc,
        row.getInt("n_valid"),
        row.getInt("n_water"),
        row.getInt("n_total"),
        row.getFloat("clear_fraction"),
        row.getInt("flags"),
        row.getBoolean("whole_zone"));
  }

  private static ExtractedRow.Ssc ssc(ResultSet row, float median) throws SQLException {
    float low = row.getFloat("ssc_low_mg_l");
    boolean interval = !row.wasNull();
    return new ExtractedRow.Ssc(
        median,
        interval ? low : null,
        interval ? row.getFloat("ssc_high_mg_l") : null,
        row.getFloat("ssc_mean_mg_l"),
        row.getFloat("ssc_p10_mg_l"),
        row.getFloat("ssc_p25_mg_l"),
        row.getFloat("ssc_p75_mg_l"),
        row.getFloat("ssc_p90_mg_l"),
        row.getFloat("ssc_std_mg_l"));
  }

  private static SceneOrigin origin(ResultSet row) throws SQLException {
    return new SceneOrigin(
        row.getString("granule_id"),
        row.getInt("revision"),
        Sql.instant(row, "acquired_at"),
        row.getString("git_commit"),
        row.getString("workflow_id"),
        row.getString("run_id"),
        row.getString("mask_sha256"),
        row.getString("ssc_sha256"));
  }

  private static <T> T last(Collection<T> some) {
    return new ArrayList<>(some).get(some.size() - 1);
  }

  /** SQL of which the caller sees no SQLException. */
  @FunctionalInterface
  private interface Asking<T> {
    T ask() throws SQLException;
  }

  private static <T> T asking(Asking<T> asking) {
    try {
      return asking.ask();
    } catch (SQLException failure) {
      throw new DatabaseFailure(failure);
    }
  }
}
