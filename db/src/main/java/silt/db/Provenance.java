package silt.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the results of a granule come from: files, checksums, models, code, runs, timings. */
public final class Provenance {

  /** A granule with all of its revisions, from the first. */
  public record OfGranule(String granuleId, List<OfScene> revisions) {}

  /** One revision: the files that were read, and what was made of them. */
  public record OfScene(SceneRow scene, List<InputRow> inputs, List<OfRun> runs) {}

  /** One run, with its steps in {@code run.timings()}, and the product version with its models. */
  public record OfRun(SceneRunRow run, ProductRow product, List<OfZoneSet> zoneSets) {}

  /**
   * What a run was summarised over.
   *
   * @param zones zones that the scene covered
   * @param withValue those of them with clear water
   * @param observations rows in the table, equal to zones
   */
  public record OfZoneSet(
      String name,
      String version,
      String digest,
      int zones,
      int withValue,
      long observations,
      Instant recordedAt) {}

  private final Database database;

  public Provenance(Database database) {
    this.database = database;
  }

  /** Empty where the granule was never discovered. */
  public Optional<OfGranule> of(String granuleId) {
    List<SceneRow> scenes = new Scenes(database).revisions(granuleId);
    if (scenes.isEmpty()) {
      return Optional.empty();
    }
    return database.inTransaction(
        connection -> {
          List<OfScene> revisions = new ArrayList<>();
          for (SceneRow scene : scenes) {
            revisions.add(new OfScene(scene, inputs(connection, scene), runs(connection, scene)));
          }
          return Optional.of(new OfGranule(granuleId, List.copyOf(revisions)));
        });
  }

  private static List<InputRow> inputs(Connection connection, SceneRow scene) throws SQLException {
    return Sql.on(
            connection,
            "select band, uri, bytes, sha256 from scene_input where scene_id = ? order by band")
        .with(scene.id())
        .list(
            row ->
                new InputRow(
                    row.getString("band"),
                    row.getString("uri"),
                    row.getLong("bytes"),
                    row.getString("sha256")));
  }

  private static List<OfRun> runs(Connection connection, SceneRow scene) throws SQLException {
    List<OfRun> found = new ArrayList<>();
    for (SceneRunRow run :
        RunReader.where(connection, "r.scene_id = ? order by r.scene_run_id", scene.id())) {
      found.add(
          new OfRun(
              run, Products.require(connection, run.product()), zoneSets(connection, run.id())));
    }
    return List.copyOf(found);
  }

  private static List<OfZoneSet> zoneSets(Connection connection, long sceneRun)
      throws SQLException {
    return Sql.on(
            connection,
            """
            select zs.name, zs.version, zs.digest, zr.n_zones, zr.n_with_value, zr.recorded_at,
                   (select count(*) from observation o join zone z using (zone_id)
                    where o.scene_id = r.scene_id and o.product_version_id = r.product_version_id
                      and o.acquired_at = s.acquired_at
                      and z.zone_set_id = zr.zone_set_id) as observations
            from zone_run zr
            join zone_set zs using (zone_set_id)
            join scene_run r using (scene_run_id)
            join scene s using (scene_id)
            where zr.scene_run_id = ?
            order by zs.name
            """)
        .with(sceneRun)
        .list(
            row ->
                new OfZoneSet(
                    row.getString("name"),
                    row.getString("version"),
                    row.getString("digest"),
                    row.getInt("n_zones"),
                    row.getInt("n_with_value"),
                    row.getLong("observations"),
                    Sql.instant(row, "recorded_at")));
  }
}
