package silt.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Replaces the observations of one scene run over one zone set, changing only what differs. */
final class Observations {

  // the key is looked up by what removes rows, of which the planner expects one where it knows none
  private static final Staging ROWS =
      new Staging(
          "staged_observation",
          """
          zone_id bigint primary key, ssc_mg_l real, ssc_low_mg_l real, ssc_high_mg_l real,
          ssc_mean_mg_l real, ssc_p10_mg_l real, ssc_p25_mg_l real, ssc_p75_mg_l real, ssc_p90_mg_l real,
          ssc_std_mg_l real, n_valid integer, n_water integer, n_total integer,
          clear_fraction real, flags integer
          """);

  private static final String VALUES =
      """
      ssc_mg_l, ssc_low_mg_l, ssc_high_mg_l, ssc_mean_mg_l, ssc_p10_mg_l, ssc_p25_mg_l,
      ssc_p75_mg_l, ssc_p90_mg_l, ssc_std_mg_l, n_valid, n_water, n_total, clear_fraction, flags
      """;

  private Observations() {}

  /** Makes sure of the partition; call it in a transaction before the one that writes. */
  static void ensureMonth(Connection connection, String granuleId, int revision)
      throws SQLException {
    Sql.on(
            connection,
            """
            select ensure_observation_year(acquired_at) from scene
            where granule_id = ? and revision = ?
            """)
        .with(granuleId, revision)
        .run();
  }

  static Recorded replace(Connection connection, long sceneRun, ZoneResults results)
      throws SQLException {
    int zoneSet = ZoneSets.requireId(connection, results.zoneSet());
    long staged;
    try (Stream<ObservationRow> rows = results.rows().get()) {
      staged = ROWS.fill(connection, rows.iterator(), Observations::values);
    }
    refuseStrangers(connection, zoneSet, results.zoneSet());
    boolean again = isRecorded(connection, sceneRun, zoneSet);
    recordZoneRun(connection, sceneRun, zoneSet);
    int written = merge(connection, sceneRun);
    // rows and the word that there are some come and go together
    int removed = again ? removeOthers(connection, sceneRun, zoneSet) : 0;
    return new Recorded(sceneRun, false, written, staged - written, removed);
  }

  /** Removes what a scene run holds over a zone set, and that it was summarised over it. */
  static int remove(Connection connection, long sceneRun, int zoneSet) throws SQLException {
    Sql.on(connection, "delete from staged_observation").run();
    int removed = removeOthers(connection, sceneRun, zoneSet);
    Sql.on(connection, "delete from zone_run where scene_run_id = ? and zone_set_id = ?")
        .with(sceneRun, zoneSet)
        .run();
    return removed;
  }

  /** Makes the staging table where this session has none yet. */
  static void stageNothing(Connection connection) throws SQLException {
    ROWS.fill(connection, List.<ObservationRow>of().iterator(), Observations::values);
  }

  private static List<?> values(ObservationRow row) {
    SscStatistics ssc = row.ssc();
    return Arrays.asList(
        row.zoneId(),
        ssc == null ? null : ssc.medianMgL(),
        ssc == null ? null : ssc.lowMgL(),
        ssc == null ? null : ssc.highMgL(),
        ssc == null ? null : ssc.meanMgL(),
        ssc == null ? null : ssc.p10MgL(),
        ssc == null ? null : ssc.p25MgL(),
        ssc == null ? null : ssc.p75MgL(),
        ssc == null ? null : ssc.p90MgL(),
        ssc == null ? null : ssc.stdMgL(),
        row.nValid(),
        row.nWater(),
        row.nTotal(),
        row.clearFraction(),
        row.flags());
  }

  private static void refuseStrangers(Connection connection, int zoneSet, String name)
      throws SQLException {
    Sql.on(
            connection,
            """
            select staged.zone_id from staged_observation staged
            left join zone z on z.zone_id = staged.zone_id and z.zone_set_id = ?
            where z.zone_id is null limit 1
            """)
        .with(zoneSet)
        .find(row -> row.getLong(1))
        .ifPresent(
            stranger -> {
              throw new IllegalArgumentException(
                  "results over zone set " + name + " name zones of it, not " + stranger);
            });
  }

  private static boolean isRecorded(Connection connection, long sceneRun, int zoneSet)
      throws SQLException {
    return Sql.on(connection, "select 1 from zone_run where scene_run_id = ? and zone_set_id = ?")
        .with(sceneRun, zoneSet)
        .find(row -> true)
        .isPresent();
  }

  private static void recordZoneRun(Connection connection, long sceneRun, int zoneSet)
      throws SQLException {
    Sql.on(
            connection,
            """
            insert into zone_run (scene_run_id, zone_set_id, n_zones, n_with_value)
            select ?, ?, count(*), count(*) filter (where n_valid > 0) from staged_observation
            on conflict (scene_run_id, zone_set_id) do update
              set n_zones = excluded.n_zones, n_with_value = excluded.n_with_value,
                  recorded_at = now()
              where (zone_run.n_zones, zone_run.n_with_value)
                    is distinct from (excluded.n_zones, excluded.n_with_value)
            """)
        .with(sceneRun, zoneSet)
        .run();
  }

  private static int merge(Connection connection, long sceneRun) throws SQLException {
    return Sql.on(
            connection,
            """
            insert into observation as o (zone_id, scene_id, product_version_id, acquired_at, %1$s)
            select staged.zone_id, s.scene_id, r.product_version_id, s.acquired_at, %1$s
            from staged_observation staged
            cross join (select scene_id, product_version_id
                        from scene_run where scene_run_id = ?) r
            join scene s on s.scene_id = r.scene_id
            order by staged.zone_id
            on conflict (zone_id, acquired_at, scene_id, product_version_id) do update
              set (%1$s) = row(%2$s)
              where (%3$s) is distinct from (%2$s)
            """
                .formatted(VALUES, Sql.prefixed("excluded.", VALUES), Sql.prefixed("o.", VALUES)))
        .with(sceneRun)
        .update();
  }

  private static int removeOthers(Connection connection, long sceneRun, int zoneSet)
      throws SQLException {
    return Sql.on(
            connection,
            """
            delete from observation o
            using scene_run r, scene s, zone z
            where r.scene_run_id = ? and s.scene_id = r.scene_id
              and o.scene_id = r.scene_id and o.product_version_id = r.product_version_id
              and o.acquired_at = s.acquired_at
              and z.zone_id = o.zone_id and z.zone_set_id = ?
              and not exists (select from staged_observation t where t.zone_id = o.zone_id)
            """)
        .with(sceneRun, zoneSet)
        .update();
  }
}
