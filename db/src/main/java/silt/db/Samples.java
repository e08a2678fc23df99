package silt.db;

import java.util.Arrays;
import java.util.List;

/** What people measured in the water: loaded from their files, listed, and joined to scenes. */
public final class Samples {

  private static final Staging SAMPLES =
      new Staging(
          "staged_sample",
          """
          external_id text, quantity text, station text, taken_at timestamptz, whole_day boolean,
          lon double precision, lat double precision, depth_m real, measured_mg_l double precision,
          method text, source text, licence text
          """);

  private final Database database;

  public Samples(Database database) {
    this.database = database;
  }

  /**
   * Stores samples under the name of a set, all or nothing. One that is there takes on what is now
   * stated.
   *
   * @param rows no two with the same id and quantity
   */
  public Merged load(String set, List<SampleRow> rows) {
    Rules.name("the name of a sample set", set);
    return database.inTransaction(
        connection -> {
          SAMPLES.fill(connection, rows.iterator(), Samples::values);
          return Sql.on(
                  connection,
                  """
                  with done as (
                    insert into sample as s (sample_set, external_id, quantity, station, taken_at, whole_day,
                                             geom, depth_m, measured_mg_l, method, source, licence)
                    select ?, external_id, quantity, station, taken_at, whole_day,
                           st_setsrid(st_makepoint(lon, lat), 4326), depth_m, measured_mg_l,
                           method, source, licence
                    from staged_sample order by external_id, quantity
                    on conflict (sample_set, external_id, quantity) do update
                      set station = excluded.station, taken_at = excluded.taken_at,
                          whole_day = excluded.whole_day, geom = excluded.geom,
                          depth_m = excluded.depth_m, measured_mg_l = excluded.measured_mg_l,
                          method = excluded.method, source = excluded.source,
                          licence = excluded.licence, loaded_at = now()
                      where (s.station, s.taken_at, s.whole_day, s.geom, s.depth_m, s.measured_mg_l,
                             s.method, s.source, s.licence)
                            is distinct from
                            (excluded.station, excluded.taken_at, excluded.whole_day, excluded.geom,
                             excluded.depth_m, excluded.measured_mg_l, excluded.method,
                             excluded.source, excluded.licence)
                    returning (xmax = 0) as fresh)
                  select count(*) filter (where fresh) as added,
                         count(*) filter (where not fresh) as changed
                  from done
                  """)
              .with(set)
              .find(row -> merged(row.getLong("added"), row.getLong("changed"), rows.size()))
              .orElseThrow();
        });
  }

  static Merged merged(long added, long changed, long all) {
    return new Merged(added, changed, all - added - changed);
  }

  private static List<?> values(SampleRow row) {
    return Arrays.asList(
        row.externalId(),
        row.quantity(),
        row.station(),
        row.takenAt(),
        row.wholeDay(),
        row.lon(),
        row.lat(),
        row.depthM(),
        row.measuredMgL(),
        row.method(),
        row.source(),
        row.licence());
  }

  /** All sets by name, one row for each quantity. */
  public List<SampleSetRow> sets() {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    """
                    select sample_set, quantity, count(*) as samples,
                           count(distinct coalesce(station, st_astext(geom))) as stations,
                           min(taken_at) as first, max(taken_at) as last,
                           min(measured_mg_l) as least, max(measured_mg_l) as greatest,
                           percentile_cont(0.5) within group (order by measured_mg_l) as median,
                           case when min(source) = max(source) then min(source) end as source
                    from sample group by sample_set, quantity order by sample_set, quantity
                    """)
                .list(
                    row ->
                        new SampleSetRow(
                            row.getString("sample_set"),
                            row.getString("quantity"),
                            row.getLong("samples"),
                            row.getLong("stations"),
                            Sql.instant(row, "first"),
                            Sql.instant(row, "last"),
                            row.getDouble("least"),
                            row.getDouble("median"),
                            row.getDouble("greatest"),
                            row.getString("source"))));
  }

  /** Whether there are samples of that set. */
  public boolean has(String set) {
    return database.inTransaction(
        connection ->
            Sql.on(connection, "select 1 from sample where sample_set = ? limit 1")
                .with(set)
                .find(row -> true)
                .isPresent());
  }

  /**
   * Forgets a set.
   *
   * @return samples removed
   */
  public int remove(String set) {
    return database.inTransaction(
        connection ->
            Sql.on(connection, "delete from sample where sample_set = ?").with(set).update());
  }
}
