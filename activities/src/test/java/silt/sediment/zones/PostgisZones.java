package silt.sediment.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import silt.db.DatabaseAddress;
import silt.raster.RasterGrid;

/**
 * The same statistics, made by PostGIS and PostgreSQL of the geometries that are stored: pixel
 * centres come from {@code generate_series}, their owners from {@code ST_Contains}, {@code
 * ST_DWithin} and {@code ST_Distance}, percentiles from {@code percentile_cont}. Nothing of ours
 * has a part in it but the grid's numbers and the values of {@link HashedTile}.
 */
final class PostgisZones {

  /** A row as SQL has it; percentiles 10, 25, 50, 75, 90. */
  record Row(
      int total,
      int water,
      int valid,
      int obscured,
      double[] percentiles,
      double mean,
      double std,
      double low,
      double high) {}

  private final DatabaseAddress database;
  private final RasterGrid grid;
  private final int srid;

  /**
   * @param srid of the grid's coordinate system
   */
  PostgisZones(DatabaseAddress database, RasterGrid grid, int srid) {
    this.database = database;
    this.grid = grid;
    this.srid = srid;
  }

  /** Every zone of a set that owns a pixel with data, by external id. */
  Map<String, Row> rows(String zoneSet, ZoneKind kind) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = silt, public");
      statement.execute(
          """
          create temporary table shape as
          select external_id, coalesce(width_m, 0)::float8 as width_m, st_transform(geom, %d) as g
          from zone join zone_set using (zone_set_id) where zone_set.name = '%s';
          create temporary table owned (external_id text, r integer, c integer)
          """
              .formatted(srid, zoneSet));
      statement.execute(owners(kind));
      Map<String, Row> rows = new TreeMap<>();
      try (ResultSet found = statement.executeQuery(statistics())) {
        while (found.next()) {
          Double[] percentiles = percentiles(found);
          rows.put(
              found.getString("external_id"),
              new Row(
                  found.getInt("n_total"),
                  found.getInt("n_water"),
                  found.getInt("n_valid"),
                  found.getInt("n_obscured"),
                  percentiles == null
                      ? null
                      : List.of(percentiles).stream().mapToDouble(p -> p).toArray(),
                  found.getDouble("mean"),
                  found.getDouble("std"),
                  found.getDouble("low"),
                  found.getDouble("high")));
        }
      }
      statement.execute("drop table shape, owned");
      return rows;
    }
  }

  private static Double[] percentiles(ResultSet row) throws SQLException {
    java.sql.Array array = row.getArray("percentiles");
    return array == null ? null : (Double[]) array.getArray();
  }

  private String owners(ZoneKind kind) {
    return switch (kind) {
      case LAKE, POLYGON ->
          "insert into owned select external_id, r, c from "
              + candidates("0")
              + " where st_contains(g, "
              + centre()
              + ")";
      case NODE ->
          "insert into owned select external_id, r, c from "
              + candidates("greatest(300, width_m / 2)")
              + " where st_dwithin(g, "
              + centre()
              + ", greatest(300, width_m / 2))";
      case REACH ->
          """
          insert into owned
          select external_id, r, c from (
            select distinct on (r, c) external_id, r, c, width_m, st_distance(g, %s) as d
            from %s
            order by r, c, d, external_id collate "C") nearest
          where d <= greatest(300, width_m)
          """
              .formatted(centre(), candidates("(select greatest(300, max(width_m)) from shape)"));
      case CELL -> throw new IllegalArgumentException("cells are not stored before they are seen");
    };
  }

  /** Every shape with the rows and columns around it, so far. */
  private String candidates(String beyond) {
    return """
        (select *, %3$s as beyond from shape) s
        cross join lateral generate_series(
          greatest(0, floor((%1$s - st_ymax(g) - beyond) / %4$s)::int),
          least(%5$d - 1, floor((%1$s - st_ymin(g) + beyond) / %4$s)::int)) as r
        cross join lateral generate_series(
          greatest(0, floor((st_xmin(g) - beyond - %2$s) / %4$s)::int),
          least(%6$d - 1, floor((st_xmax(g) + beyond - %2$s) / %4$s)::int)) as c
        """
        .formatted(
            grid.originY(), grid.originX(), beyond, grid.pixelSize(), grid.height(), grid.width());
  }

  private String centre() {
    return "st_setsrid(st_makepoint(%s + (c + 0.5) * %s, %s - (r + 0.5) * %s), %d)"
        .formatted(grid.originX(), grid.pixelSize(), grid.originY(), grid.pixelSize(), srid);
  }

  private static String statistics() {
    return """
        select external_id, count(*) as n_total, count(*) filter (where mask & 1 = 1) as n_water,
               count(*) filter (where mask & 30 <> 0) as n_obscured, count(mg_l) as n_valid,
               percentile_cont('{0.1,0.25,0.5,0.75,0.9}'::float8[]) within group (order by mg_l)
                 filter (where mg_l is not null) as percentiles,
               avg(mg_l) as mean, stddev_pop(mg_l) as std,
               percentile_cont(0.5) within group (order by mg_l / 2) as low,
               percentile_cont(0.5) within group (order by mg_l * 2) as high
        from (select external_id, mask, case when mask = 1 then mg_l end as mg_l
              from (select external_id, %s as mask, %s as mg_l from owned) valued) seen
        where mask <> 255
        group by external_id
        """
        .formatted(HashedTile.MASK, HashedTile.MG_L);
  }

  /** Counts are the same, statistics to the rounding of double arithmetic. */
  static void assertSame(List<MeasuredZone> ours, Map<String, Row> theirs) {
    List<String> ids = new ArrayList<>();
    ours.forEach(zone -> ids.add(zone.externalId()));
    assertThat(ids).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(theirs.keySet());
    for (MeasuredZone zone : ours) {
      Row row = theirs.get(zone.externalId());
      assertThat(List.of(zone.nTotal(), zone.nWater(), zone.nValid()))
          .as(zone.externalId())
          .containsExactly(row.total(), row.water(), row.valid());
      assertThat(zone.clearFraction())
          .as(zone.externalId())
          .isEqualTo(1 - (double) row.obscured() / row.total());
      if (row.valid() > 0) {
        SscStatistics ssc = zone.ssc();
        double[] mine = {ssc.p10(), ssc.p25(), ssc.median(), ssc.p75(), ssc.p90()};
        assertThat(mine).as(zone.externalId()).containsExactly(row.percentiles(), within(1e-9));
        assertThat(ssc.mean()).as(zone.externalId()).isCloseTo(row.mean(), within(1e-9));
        assertThat(ssc.std()).as(zone.externalId()).isCloseTo(row.std(), within(1e-9));
        assertThat(ssc.low()).as(zone.externalId()).isCloseTo(row.low(), within(1e-9));
        assertThat(ssc.high()).as(zone.externalId()).isCloseTo(row.high(), within(1e-9));
      }
    }
  }
}
