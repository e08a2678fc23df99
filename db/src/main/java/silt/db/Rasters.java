package silt.db;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which rasters the database says that there are, a tile at a time. */
public final class Rasters {

  private final Database database;

  public Rasters(Database database) {
    this.database = database;
  }

  /** A product version's results over a tile. */
  public record Place(String product, String tile) {}

  /** Where scenes have been run, whatever they came to. */
  public List<Place> places() {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    """
                    select distinct p.name, s.tile
                    from scene_run r join scene s using (scene_id)
                    join product_version p using (product_version_id)
                    order by p.name, s.tile
                    """)
                .list(row -> new Place(row.getString("name"), row.getString("tile"))));
  }

  /** URIs of rasters there, each with its scene as {@code GRANULE/rREVISION}. */
  public Map<String, String> of(Place place) {
    return database.inTransaction(
        connection -> {
          Map<String, String> uris = new HashMap<>();
          Sql.on(
                  connection,
                  """
                  select raster.uri, s.granule_id || '/r' || s.revision as scene
                  from scene_run r join scene s using (scene_id)
                  join product_version p using (product_version_id)
                  cross join lateral (values (r.mask_uri), (r.ssc_uri), (r.quality_uri)) raster (uri)
                  where p.name = ? and s.tile = ? and raster.uri is not null
                  """)
              .with(place.product(), place.tile())
              .list(row -> uris.put(row.getString("uri"), row.getString("scene")));
          return uris;
        });
  }
}
