package silt.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import silt.db.DatabaseAddress;

/**
 * A continent of made-up reaches, seen by made-up scenes for years: statements over whole sets, as
 * the owner. Each year is one transaction, so that what was interrupted goes on at the year it was
 * in.
 *
 * <p>100 reaches to a square of a degree, which is a tile; a tenth of them lie in the tile to the
 * east too, at the same instant. Every third pass is Landsat's; one scene in fifty was revised, and
 * both revisions were processed; two observations in seven are under cloud. Partitions are filled
 * before they are attached, past the triggers; the months that these would have marked are filled
 * from the rows themselves.
 */
final class GeneratedRows {

  /** What the whole is made of, and where it lies. */
  record Extent(int zones, int firstYear, int years, int passesAYear) {

    static final double WEST = -20;
    static final double SOUTH = -20;

    static Extent of(long rows, int zones, int firstYear, int years) {
      // a tenth of the reaches in two tiles, one scene in fifty twice
      double each = zones * 1.1 * 1.02 * years;
      return new Extent(zones, firstYear, years, (int) Math.max(1, Math.ceil(rows / each)));
    }

    int tilesAcross() {
      return (int) Math.ceil(Math.sqrt(zones / 100.0));
    }

    int basins() {
      return zones / 500;
    }
  }

  private static final String WORLD =
      """
      select setseed(0.5);
      insert into zone_set (name, kind, source, version, digest)
        values ('continent', 'reach', 'generated', '1', repeat('c', 64));
      insert into model (kind, name, sha256, card, uri)
        values ('mask', 'm', repeat('a', 64), '{}', 'file:///m'), ('ssc', 's', repeat('b', 64), '{}', 'file:///s');
      insert into product_version (name, algorithm_version, mask_model_id, ssc_model_id, numeric_form, promoted_at)
        select 'generated', 1, m.model_id, s.model_id, 'f32', now() from model m, model s where m.kind = 'mask' and s.kind = 'ssc';
      create schema generated;
      create table generated.tile as
        select nr, nr %% side as col, nr / side as line,
               lpad((nr %% side + 1)::text, 2, '0') || chr(65 + nr / side / 26) || chr(65 + nr / side %% 26) || 'A' as tile
        from (select %2$d as side) s, generate_series(0, %1$d / 100 - 1) nr;
      create table generated.reach as
        select nr, nr / 100 as tile_nr, random() as dx, random() as dy, random() * 2 * pi() as heading,
               100 * exp(0.9 * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())) as width, 20 * exp(random()) as base,
               '1' || lpad((nr / 500)::text, 5, '0') || lpad((nr %% 500)::text, 4, '0') || '1' as external_id
        from generate_series(0, %1$d - 1) nr;
      insert into zone (zone_set_id, external_id, name, width_m, geom)
        select zone_set_id, p.external_id, 'River ' || p.nr / 500, p.width,
               st_setsrid(st_makeline(array[
                 st_makepoint(%3$s + t.col + dx, %4$s + t.line + dy),
                 st_makepoint(%3$s + t.col + dx + 0.03 * cos(heading), %4$s + t.line + dy + 0.03 * sin(heading)),
                 st_makepoint(%3$s + t.col + dx + 0.06 * cos(heading + 0.3), %4$s + t.line + dy + 0.06 * sin(heading + 0.3)),
                 st_makepoint(%3$s + t.col + dx + 0.09 * cos(heading), %4$s + t.line + dy + 0.09 * sin(heading))]), 4326)
        from generated.reach p join generated.tile t on t.nr = p.tile_nr, zone_set where zone_set.name = 'continent' order by p.nr;
      create table generated.seen as
        select t.tile, z.zone_id, p.base
        from generated.reach p
        join zone z on z.external_id = p.external_id
        join generated.tile home on home.nr = p.tile_nr
        join generated.tile t on t.nr = home.nr or p.dx > 0.9 and t.line = home.line and t.col = home.col + 1;
      create index on generated.seen (tile);
      """;

  private static final String SCENES =
      """
      select setseed(0.%1$d);
      alter table scene_run disable trigger user;
      insert into scene (granule_id, revision, sensor, tile, acquired_at, cloud_cover, footprint, asset_base, revision_date, bytes)
      select 'HLS.' || sensor || '.T' || tile || '.' || to_char(at, 'YYYYDDD"T"HH24MISS') || '.v2.0', revision, sensor, tile, at, 20,
             st_makeenvelope(%3$s + col, %4$s + line, %3$s + 1 + col, %4$s + 1 + line, 4326),
             'https://archive/' || tile || '/', at + interval '2 days', 200000000
      from (select t.*, case when pass %% 3 = 0 then 'L30' else 'S30' end as sensor, pass,
                   make_timestamptz(%1$d, 1, 1, 10, 0, 0, 'UTC') + (pass + 0.5) * interval '364 days' / %2$d + line * interval '14 s' as at
            from generated.tile t, generate_series(0, %2$d - 1) pass) p
      cross join lateral generate_series(1, case when (nr + pass) %% 50 = 0 then 2 else 1 end) revision
      order by at, tile;
      insert into scene_run (scene_id, product_version_id, outcome, attempts, started_at, finished_at)
      select scene_id, product_version_id, 'OBSERVED', 1, acquired_at + interval '3 days', acquired_at + interval '3 days'
      from scene, product_version where acquired_at >= '%1$d-01-01Z' and acquired_at < '%5$d-01-01Z' and name = 'generated';
      alter table scene_run enable trigger user;
      """;

  private static final String ROWS =
      """
      create table observation_%1$d (like observation including defaults including constraints);
      insert into observation_%1$d (zone_id, scene_id, product_version_id, acquired_at, ssc_mg_l, ssc_mean_mg_l,
        ssc_p10_mg_l, ssc_p25_mg_l, ssc_p75_mg_l, ssc_p90_mg_l, ssc_std_mg_l, n_valid, n_water, n_total, clear_fraction,
        flags, ssc_low_mg_l, ssc_high_mg_l)
      select zone_id, scene_id, product_version_id, acquired_at, v, v * 1.1, v * 0.5, v * 0.7, v * 1.3, v * 1.7, v * 0.4,
             n, n + 10, 140, n / 150.0, 0, v * 0.6, v * 1.7
      from (select seen.zone_id, s.scene_id, s.product_version_id, s.acquired_at, n,
                   case when n > 0 then seen.base * (0.5 + random()) end as v
            from (select s.*, r.product_version_id from scene s join scene_run r using (scene_id)
                  where acquired_at >= '%1$d-01-01Z' and acquired_at < '%5$d-01-01Z' order by acquired_at, tile) s
            join generated.seen on seen.tile = s.tile
            cross join lateral (select greatest(0, (random() * 170 - 50 + 0 * s.scene_id + 0 * seen.zone_id)::integer) as n) water) made;
      alter table observation attach partition observation_%1$d for values from ('%1$d-01-01Z') to ('%5$d-01-01Z');
      insert into zone_month (zone_id, product_version_id, month, n_observations, n_valid, ssc_mg_l, ssc_low_mg_l, ssc_high_mg_l,
        ssc_min_mg_l, ssc_max_mg_l, last_acquired_at)
      select zone_id, product_version_id, utc_month, count(*), sum(n_valid),
             percentile_cont(0.5) within group (order by ssc_mg_l)::real, percentile_cont(0.5) within group (order by ssc_low_mg_l)::real,
             percentile_cont(0.5) within group (order by ssc_high_mg_l)::real, min(ssc_mg_l), max(ssc_mg_l), max(acquired_at)
      from (select distinct on (o.zone_id, o.acquired_at) o.*, date_trunc('month', o.acquired_at at time zone 'UTC')::date as utc_month
            from observation_%1$d o join scene s using (scene_id)
            where o.n_valid > 0 and not exists (
              select from scene later where later.granule_id = s.granule_id and later.revision > s.revision and later.revision > 1)
            order by o.zone_id, o.acquired_at, o.n_valid desc, s.tile) passes
      group by zone_id, product_version_id, utc_month;
      """;

  private final DatabaseAddress owner;
  private final Extent extent;

  GeneratedRows(DatabaseAddress owner, Extent extent) {
    this.owner = owner;
    this.extent = extent;
  }

  /** Zones, tiles and the product version, unless they are there. */
  void world() throws SQLException {
    if (!has("select from zone_set where name = 'continent'")) {
      whole(
          List.of(
              WORLD.formatted(extent.zones(), extent.tilesAcross(), Extent.WEST, Extent.SOUTH)));
      alone("analyze");
    }
  }

  /**
   * A year's scenes, runs, observations and months, unless they are there.
   *
   * @return whether they were not
   */
  boolean year(int year) throws SQLException {
    if (has("select from pg_class where relname = 'observation_" + year + "'")) {
      return false;
    }
    Object[] values = {year, extent.passesAYear(), Extent.WEST, Extent.SOUTH, year + 1};
    whole(List.of(SCENES.formatted(values), ROWS.formatted(values)));
    alone("vacuum (analyze) observation_" + year);
    alone("vacuum (analyze) zone_month");
    alone("vacuum (analyze) scene");
    alone("vacuum (analyze) scene_run");
    return true;
  }

  private boolean has(String question) throws SQLException {
    try (Connection connection = owner.connect();
        Statement statement = connection.createStatement()) {
      return statement.executeQuery(question).next();
    }
  }

  private void whole(List<String> statements) throws SQLException {
    try (Connection connection = owner.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String some : statements) {
        statement.execute("set local jit = off; set local work_mem = '512MB'");
        statement.execute("set local maintenance_work_mem = '512MB'");
        statement.execute(some);
      }
      connection.commit();
    }
  }

  private void alone(String statement) throws SQLException {
    try (Connection connection = owner.connect();
        Statement plain = connection.createStatement()) {
      plain.execute(statement);
    }
  }
}
