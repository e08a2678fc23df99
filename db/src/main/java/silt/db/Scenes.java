package silt.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the archives offer, as far as discovery has heard. */
public final class Scenes {

  static final String COLUMNS =
      """
      s.scene_id, s.granule_id, s.revision, s.sensor, s.tile, s.acquired_at, s.cloud_cover,
      st_asbinary(s.footprint) as footprint_wkb, s.asset_base, s.revision_date, s.bytes
      """;

  private static final Staging SCENES =
      new Staging(
          "staged_scene",
          """
          nr bigint, granule_id text, revision integer, sensor text, tile text,
          acquired_at timestamptz, cloud_cover real, footprint geometry(Geometry, 4326),
          asset_base text, revision_date timestamptz, bytes bigint
          """);

  private final Database database;

  public Scenes(Database database) {
    this.database = database;
  }

  /**
   * Stores what was discovered; a scene that is there takes on what is now stated and keeps what is
   * not.
   *
   * @return scenes that were new
   */
  public int upsert(Collection<SceneRow> scenes) {
    return database.repeatably(
        connection -> {
          stage(connection, scenes);
          return merge(connection);
        });
  }

  /** One revision of a granule. */
  public Optional<SceneRow> find(String granuleId, int revision) {
    return database.inTransaction(connection -> find(connection, granuleId, revision));
  }

  /** The greatest revision known of a granule. */
  public Optional<SceneRow> findLatest(String granuleId) {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    "select "
                        + COLUMNS
                        + " from scene s where granule_id = ? order by revision desc limit 1")
                .with(granuleId)
                .find(Scenes::read));
  }

  /** Every revision known of a granule, from the first. */
  public List<SceneRow> revisions(String granuleId) {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    "select " + COLUMNS + " from scene s where granule_id = ? order by revision")
                .with(granuleId)
                .list(Scenes::read));
  }

  static Optional<SceneRow> find(Connection connection, String granuleId, int revision)
      throws SQLException {
    return Sql.on(
            connection, "select " + COLUMNS + " from scene s where granule_id = ? and revision = ?")
        .with(granuleId, revision)
        .find(Scenes::read);
  }

  static SceneRow require(Connection connection, String granuleId, int revision)
      throws SQLException {
    return find(connection, granuleId, revision)
        .orElseThrow(
            () ->
                DatabaseProblem.unknown(
                    "scene",
                    granuleId + " r" + revision,
                    "Let discovery store it first, by a campaign or a scene run."));
  }

  /** Fills {@code staged_scene}; {@code nr} keeps the order given, from 1. */
  static void stage(Connection connection, Collection<SceneRow> scenes) throws SQLException {
    long[] nr = {0};
    SCENES.fill(
        connection,
        scenes.iterator(),
        scene ->
            Arrays.asList(
                ++nr[0],
                scene.granuleId(),
                scene.revision(),
                scene.sensor(),
                scene.tile(),
                scene.acquiredAt(),
                scene.cloudCover(),
                scene.footprint(),
                scene.assetBase(),
                scene.revisionDate(),
                scene.bytes()));
  }

  /** Merges {@code staged_scene}; scenes that were new. */
  static int merge(Connection connection) throws SQLException {
    int created =
        Sql.on(
                connection,
                """
                insert into scene (granule_id, revision, sensor, tile, acquired_at, cloud_cover,
                                   footprint, asset_base, revision_date, bytes)
                select distinct on (granule_id, revision)
                       granule_id, revision, sensor, tile, acquired_at, cloud_cover,
                       footprint, asset_base, revision_date, bytes
                from staged_scene staged
                where not exists (
                  select from scene s
                  where s.granule_id = staged.granule_id and s.revision = staged.revision)
                order by granule_id, revision
                on conflict (granule_id, revision) do nothing
                """)
            .update();
    Sql.on(
            connection,
            """
            with wanted as (
              select s.scene_id,
                     coalesce(staged.cloud_cover, s.cloud_cover) as cloud_cover,
                     coalesce(staged.footprint, s.footprint) as footprint,
                     coalesce(staged.asset_base, s.asset_base) as asset_base,
                     coalesce(staged.revision_date, s.revision_date) as revision_date,
                     coalesce(staged.bytes, s.bytes) as bytes
              from staged_scene staged
              join scene s on s.granule_id = staged.granule_id and s.revision = staged.revision
              where (coalesce(staged.cloud_cover, s.cloud_cover),
                     coalesce(staged.footprint, s.footprint),
                     coalesce(staged.asset_base, s.asset_base),
                     coalesce(staged.revision_date, s.revision_date),
                     coalesce(staged.bytes, s.bytes))
                    is distinct from
                    (s.cloud_cover, s.footprint, s.asset_base, s.revision_date, s.bytes)
              order by s.granule_id, s.revision
              for update of s)
            update scene set cloud_cover = wanted.cloud_cover, footprint = wanted.footprint,
              asset_base = wanted.asset_base, revision_date = wanted.revision_date,
              bytes = wanted.bytes
            from wanted where wanted.scene_id = scene.scene_id
            """)
        .run();
    return created;
  }

  static SceneRow read(ResultSet row) throws SQLException {
    return new SceneRow(
        row.getLong("scene_id"),
        row.getString("granule_id"),
        row.getInt("revision"),
        row.getString("sensor"),
        row.getString("tile"),
        Sql.instant(row, "acquired_at"),
        Sql.real(row, "cloud_cover"),
        Sql.geometry(row, "footprint_wkb"),
        row.getString("asset_base"),
        Sql.instant(row, "revision_date"),
        Sql.whole(row, "bytes"));
  }
}
