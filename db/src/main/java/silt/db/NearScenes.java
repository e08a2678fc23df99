package silt.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import silt.db.NearScene.NearSample;

/** Joins samples to the scenes that a product version has seen at about their time and place. */
public final class NearScenes {

  /** The latest revision that was seen; a later one that failed takes nothing away. */
  private static final String JOIN =
      """
      from sample s
      join scene sc on sc.acquired_at between s.taken_at - ?::interval and s.taken_at + ?::interval
        and (sc.footprint is null or st_intersects(sc.footprint, s.geom))
      join scene_run r on r.scene_id = sc.scene_id
        and r.outcome in ('OBSERVED', 'NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA')
      join product_version p on p.product_version_id = r.product_version_id and p.name = ?
      where (?::text is null or s.sample_set = ?)
        and not exists (
          select from scene later
          join scene_run run on run.scene_id = later.scene_id
          where later.granule_id = sc.granule_id and later.revision > sc.revision
            and run.product_version_id = r.product_version_id
            and run.outcome in ('OBSERVED', 'NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA'))
      """;

  private final Database database;

  public NearScenes(Database database) {
    this.database = database;
  }

  /**
   * The scenes, by time.
   *
   * @param within of a sample, before it or after
   * @param set only samples of this set; null for all
   * @param product name of the product version
   */
  public List<NearScene> find(Duration within, String set, String product) {
    String interval = within.toSeconds() + " seconds";
    return database.inTransaction(
        connection -> {
          Map<Long, List<NearSample>> found = new LinkedHashMap<>();
          Sql.on(
                  connection,
                  """
                  select s.sample_id, s.sample_set, s.external_id, s.quantity, s.station, s.taken_at,
                         s.whole_day, st_x(s.geom) as lon, st_y(s.geom) as lat, s.depth_m,
                         s.measured_mg_l, s.method, s.source, s.licence, sc.scene_id
                  """
                      + JOIN
                      + """
                      order by sc.acquired_at, sc.scene_id,
                               abs(extract(epoch from sc.acquired_at - s.taken_at)), s.sample_id
                      """)
              .with(interval, interval, product, set, set)
              .list(
                  row ->
                      found
                          .computeIfAbsent(row.getLong("scene_id"), id -> new ArrayList<>())
                          .add(sample(row)));
          List<NearScene> scenes = new ArrayList<>();
          for (Map.Entry<Long, List<NearSample>> entry : found.entrySet()) {
            scenes.add(scene(connection, entry.getKey(), product, entry.getValue()));
          }
          return scenes;
        });
  }

  /** Samples of a set, or of all where it is null. */
  public long samples(String set) {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    "select count(*) as n from sample where ?::text is null or sample_set = ?")
                .with(set, set)
                .find(row -> row.getLong("n"))
                .orElse(0L));
  }

  private static NearScene scene(
      Connection connection, long id, String product, List<NearSample> samples)
      throws SQLException {
    Map<String, String> inputs = new HashMap<>();
    Sql.on(connection, "select band, sha256 from scene_input where scene_id = ?")
        .with(id)
        .list(row -> inputs.put(row.getString("band"), row.getString("sha256")));
    return Sql.on(
            connection,
            "select "
                + Scenes.COLUMNS
                + """
                , r.mask_uri, r.mask_sha256, r.mask_bytes, r.ssc_uri, r.ssc_sha256, r.ssc_bytes,
                r.quality_uri, r.quality_sha256, r.quality_bytes
                from scene s join scene_run r on r.scene_id = s.scene_id
                join product_version p on p.product_version_id = r.product_version_id
                where s.scene_id = ? and p.name = ?
                """)
        .with(id, product)
        .find(
            row ->
                new NearScene(
                    Scenes.read(row),
                    RunReader.raster(row, "mask"),
                    RunReader.raster(row, "ssc"),
                    RunReader.raster(row, "quality"),
                    inputs,
                    samples))
        .orElseThrow();
  }

  private static NearSample sample(ResultSet row) throws SQLException {
    return new NearSample(
        row.getLong("sample_id"),
        row.getString("sample_set"),
        new SampleRow(
            row.getString("external_id"),
            row.getString("quantity"),
            row.getString("station"),
            Sql.instant(row, "taken_at"),
            row.getBoolean("whole_day"),
            row.getDouble("lon"),
            row.getDouble("lat"),
            Sql.real(row, "depth_m"),
            row.getDouble("measured_mg_l"),
            row.getString("method"),
            row.getString("source"),
            row.getString("licence")));
  }
}
