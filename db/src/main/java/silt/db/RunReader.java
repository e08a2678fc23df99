package silt.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads rows of {@code scene_run} with the names of what they refer to. */
final class RunReader {

  private static final String SELECT =
      """
      select r.*, s.granule_id, s.revision, p.name as product, c.name as campaign
      from scene_run r
      join scene s on s.scene_id = r.scene_id
      join product_version p on p.product_version_id = r.product_version_id
      left join campaign c on c.campaign_id = r.campaign_id
      where
      """;

  private RunReader() {}

  static List<SceneRunRow> where(Connection connection, String condition, Object... values)
      throws SQLException {
    return Sql.on(connection, SELECT + condition)
        .with(values)
        .list(
            row -> {
              long id = row.getLong("scene_run_id");
              return read(row, measured(connection, row, id), timings(connection, id));
            });
  }

  private static MeasuredPixels measured(Connection connection, ResultSet row, long id)
      throws SQLException {
    Long valued = Sql.whole(row, "n_valued");
    if (valued == null) {
      return null;
    }
    SortedMap<String, Long> flagged = new TreeMap<>();
    Sql.on(
            connection,
            """
            select key, value::bigint from scene_run r, jsonb_each_text(r.pixel_flags)
            where r.scene_run_id = ?
            """)
        .with(id)
        .list(flag -> flagged.put(flag.getString(1), flag.getLong(2)));
    return new MeasuredPixels(valued, flagged);
  }

  private static List<StepTiming> timings(Connection connection, long id) throws SQLException {
    return Sql.on(
            connection,
            """
            select t.step, t.started_at, t.finished_at, t.attempt, t.host, t.found
            from scene_run r, jsonb_to_recordset(r.timings)
                 as t(step text, started_at text, finished_at text, attempt integer, host text,
                      found boolean)
            where r.scene_run_id = ?
            """)
        .with(id)
        .list(
            row ->
                new StepTiming(
                    row.getString("step"),
                    Instant.parse(row.getString("started_at")),
                    Instant.parse(row.getString("finished_at")),
                    row.getInt("attempt"),
                    row.getString("host"),
                    row.getBoolean("found")));
  }

  private static SceneRunRow read(ResultSet row, MeasuredPixels measured, List<StepTiming> timings)
      throws SQLException {
    return new SceneRunRow(
        row.getLong("scene_run_id"),
        row.getString("granule_id"),
        row.getInt("revision"),
        row.getString("product"),
        row.getString("outcome"),
        row.getString("reason"),
        row.getInt("attempts"),
        row.getString("campaign"),
        origin(row),
        Sql.instant(row, "started_at"),
        Sql.instant(row, "finished_at"),
        row.getString("fetched_via"),
        raster(row, "mask"),
        raster(row, "ssc"),
        raster(row, "quality"),
        pixels(row),
        measured,
        timings);
  }

  static RunOrigin origin(ResultSet row) throws SQLException {
    return new RunOrigin(
        row.getString("workflow_id"),
        row.getString("run_id"),
        row.getString("build_version"),
        row.getString("git_commit"),
        row.getString("host"));
  }

  static RasterRow raster(ResultSet row, String name) throws SQLException {
    String uri = row.getString(name + "_uri");
    return uri == null
        ? null
        : new RasterRow(uri, row.getString(name + "_sha256"), row.getLong(name + "_bytes"));
  }

  private static PixelCounts pixels(ResultSet row) throws SQLException {
    if (Sql.whole(row, "n_valid") == null) {
      return null;
    }
    return new PixelCounts(
        row.getLong("n_valid"),
        row.getLong("n_water"),
        row.getLong("n_shadow"),
        row.getLong("n_cloud"),
        row.getLong("n_snow"),
        row.getLong("n_shade"),
        row.getLong("n_clear_water"));
  }
}
