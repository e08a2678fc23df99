package silt.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Discharge that users bring, by gauge, and the zones whose water each gauge measures. */
public final class Gauges {

  private static final Staging VALUES =
      new Staging(
          "staged_discharge",
          """
          gauge text, measured_at timestamptz, m3_s double precision, low double precision,
          high double precision, quality text
          """);

  private final Database database;

  public Gauges(Database database) {
    this.database = database;
  }

  /**
   * Stores values with their gauges, all or nothing. What is there takes on what is now stated;
   * zones are added to those that a gauge has.
   *
   * @param rows no two of one gauge at one instant
   * @param zones ids of the zones whose water a gauge measures, by its name; it may lack any
   * @param source null where unstated, as is the licence
   */
  public Merged load(
      List<DischargeRow> rows, Map<String, List<Long>> zones, String source, String licence) {
    return database.inTransaction(
        connection -> {
          for (String gauge :
              new TreeSet<>(rows.stream().map(DischargeRow::gauge).distinct().toList())) {
            ensure(connection, gauge, zones.getOrDefault(gauge, List.of()), source, licence);
          }
          VALUES.fill(
              connection,
              rows.iterator(),
              row ->
                  Arrays.asList(
                      row.gauge(),
                      row.at(),
                      row.m3s(),
                      row.lowM3s(),
                      row.highM3s(),
                      row.quality()));
          return merge(connection, rows.size());
        });
  }

  private static void ensure(
      Connection connection, String gauge, List<Long> zones, String source, String licence)
      throws SQLException {
    Sql.on(
            connection,
            """
            insert into gauge as g (name, source, licence) values (?, ?, ?)
            on conflict (name) do update
              set source = coalesce(excluded.source, g.source),
                  licence = coalesce(excluded.licence, g.licence), loaded_at = now()
              where (g.source, g.licence) is distinct from
                    (coalesce(excluded.source, g.source), coalesce(excluded.licence, g.licence))
            """)
        .with(gauge, source, licence)
        .run();
    for (Long zone : zones) {
      Sql.on(
              connection,
              """
              insert into gauge_zone (gauge_id, zone_id)
              select gauge_id, ? from gauge where name = ? on conflict do nothing
              """)
          .with(zone, gauge)
          .run();
    }
  }

  private static Merged merge(Connection connection, int rows) throws SQLException {
    return Sql.on(
            connection,
            """
            with done as (
              insert into discharge as d (gauge_id, measured_at, discharge_m3_s, discharge_low_m3_s,
                                          discharge_high_m3_s, quality)
              select g.gauge_id, s.measured_at, s.m3_s, s.low, s.high, s.quality
              from staged_discharge s join gauge g on g.name = s.gauge
              order by g.gauge_id, s.measured_at
              on conflict (gauge_id, measured_at) do update
                set discharge_m3_s = excluded.discharge_m3_s,
                    discharge_low_m3_s = excluded.discharge_low_m3_s,
                    discharge_high_m3_s = excluded.discharge_high_m3_s, quality = excluded.quality
                where (d.discharge_m3_s, d.discharge_low_m3_s, d.discharge_high_m3_s, d.quality)
                      is distinct from
                      (excluded.discharge_m3_s, excluded.discharge_low_m3_s,
                       excluded.discharge_high_m3_s, excluded.quality)
              returning (xmax = 0) as fresh)
            select count(*) filter (where fresh) as added,
                   count(*) filter (where not fresh) as changed
            from done
            """)
        .find(row -> Samples.merged(row.getLong("added"), row.getLong("changed"), rows))
        .orElseThrow();
  }

  /**
   * The zones that bear one of these ids.
   *
   * @param set name of the only zone set to look in; null for all but cells
   */
  public List<ZoneName> zones(Collection<String> externalIds, String set) {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    """
                    select z.zone_id, zs.name, z.external_id
                    from zone z join zone_set zs on zs.zone_set_id = z.zone_set_id
                    where z.external_id = any (?)
                      and case when ?::text is null then zs.kind <> 'cell' else zs.name = ? end
                    order by zs.name, z.external_id
                    """)
                .with(externalIds, set, set)
                .list(
                    row ->
                        new ZoneName(
                            row.getLong("zone_id"),
                            row.getString("name"),
                            row.getString("external_id"))));
  }

  /** All gauges by name. */
  public List<GaugeRow> list() {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    """
                    select g.name, g.source, g.licence,
                           array(select zs.name || '/' || z.external_id
                                 from gauge_zone gz join zone z on z.zone_id = gz.zone_id
                                 join zone_set zs on zs.zone_set_id = z.zone_set_id
                                 where gz.gauge_id = g.gauge_id order by 1) as zones,
                           d.n, d.first, d.last, d.median, d.gap
                    from gauge g
                    cross join lateral (
                      select count(*) as n, min(measured_at) as first, max(measured_at) as last,
                             percentile_cont(0.5) within group (order by discharge_m3_s) as median,
                             max(extract(epoch from gap)) / 3600.0 as gap
                      from (select *, measured_at - lag(measured_at) over (order by measured_at) as gap
                            from discharge where discharge.gauge_id = g.gauge_id) spaced) d
                    order by g.name
                    """)
                .list(
                    row ->
                        new GaugeRow(
                            row.getString("name"),
                            row.getString("source"),
                            row.getString("licence"),
                            Sql.texts(row, "zones"),
                            row.getLong("n"),
                            Sql.instant(row, "first"),
                            Sql.instant(row, "last"),
                            Sql.real(row, "median"),
                            Sql.real(row, "gap"))));
  }

  /**
   * Forgets a gauge with its values and its links to zones.
   *
   * @return values removed, or -1 where there is no such gauge
   */
  public long remove(String gauge) {
    return database.inTransaction(
        connection -> {
          long values =
              Sql.on(
                      connection,
                      """
                      select count(*) as n from discharge
                      where gauge_id = (select gauge_id from gauge where name = ?)
                      """)
                  .with(gauge)
                  .find(row -> row.getLong("n"))
                  .orElse(0L);
          int gone = Sql.on(connection, "delete from gauge where name = ?").with(gauge).update();
          return gone == 0 ? -1 : values;
        });
  }
}
