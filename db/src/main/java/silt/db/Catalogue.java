package silt.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which rasters there are to be listed, a tile at a time, newest revisions alone. */
public final class Catalogue {

  /** Scenes of one product version and tile whose mask is kept, but not those that were revised. */
  private static final String LISTED =
      """
      from scene_run r
      join scene s on s.scene_id = r.scene_id
      where r.product_version_id = ? and r.mask_uri is not null
        and not exists (
          select from scene later
          join scene_run run on run.scene_id = later.scene_id
          where later.granule_id = s.granule_id and later.revision > s.revision
            and run.product_version_id = r.product_version_id
            and run.outcome in ('OBSERVED', 'NO_CLEAR_WATER', 'TOO_CLOUDY', 'NO_DATA'))
      """;

  private static final String RUN =
      """
      r.outcome, r.workflow_id, r.run_id, r.build_version, r.git_commit, r.host, r.finished_at,
      r.mask_uri, r.mask_sha256, r.mask_bytes, r.ssc_uri, r.ssc_sha256, r.ssc_bytes,
      r.quality_uri, r.quality_sha256, r.quality_bytes
      """;

  private final Database database;

  /**
   * @param database any role may read, and the reader does
   */
  public Catalogue(Database database) {
    this.database = database;
  }

  /** Tiles that a product version has rasters of, sorted. */
  public List<String> tiles(ProductRow product) {
    return database.inTransaction(
        connection ->
            Sql.on(connection, "select distinct s.tile " + LISTED + " order by s.tile")
                .with(product.id())
                .list(row -> row.getString("tile")));
  }

  /** The rasters of a tile, oldest first. */
  public List<CatalogueRow> of(ProductRow product, String tile) {
    return database.inTransaction(
        connection -> {
          Map<Long, List<InputRow>> inputs = inputs(connection, product, tile);
          return Sql.on(
                  connection,
                  "select "
                      + Scenes.COLUMNS
                      + ", "
                      + RUN
                      + LISTED
                      + " and s.tile = ? order by s.acquired_at, s.granule_id")
              .with(product.id(), tile)
              .list(row -> read(row, inputs));
        });
  }

  private static Map<Long, List<InputRow>> inputs(
      Connection connection, ProductRow product, String tile) throws SQLException {
    Map<Long, List<InputRow>> inputs = new HashMap<>();
    Sql.on(
            connection,
            "select i.* from scene_input i where i.scene_id in (select s.scene_id "
                + LISTED
                + " and s.tile = ?) order by i.scene_id, i.band")
        .with(product.id(), tile)
        .each(
            row ->
                inputs
                    .computeIfAbsent(row.getLong("scene_id"), id -> new ArrayList<>())
                    .add(
                        new InputRow(
                            row.getString("band"),
                            row.getString("uri"),
                            row.getLong("bytes"),
                            row.getString("sha256"))));
    return inputs;
  }

  private static CatalogueRow read(ResultSet row, Map<Long, List<InputRow>> inputs)
      throws SQLException {
    SceneRow scene = Scenes.read(row);
    return new CatalogueRow(
        scene,
        row.getString("outcome"),
        RunReader.origin(row),
        Sql.instant(row, "finished_at"),
        RunReader.raster(row, "mask"),
        RunReader.raster(row, "ssc"),
        RunReader.raster(row, "quality"),
        inputs.getOrDefault(scene.id(), List.of()));
  }
}
