package silt.db;

import java.time.Instant;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;

/**
 * Where and when the promoted product version has values, for maps that begin there.
 *
 * @param lonLat of all zones, degrees
 * @param first acquisition with a value, UTC
 * @param last acquisition with a value, UTC
 */
public record Coverage(Envelope lonLat, Instant first, Instant last) {

  /** Empty where there is no value yet. */
  public static Optional<Coverage> of(Database database) {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    """
                    select st_xmin(e) as west, st_ymin(e) as south, st_xmax(e) as east, st_ymax(e) as north,
                           first_at, last_at
                    from (select st_extent(geom) as e from zone) as places
                    cross join (
                      select min(s.acquired_at) as first_at, max(s.acquired_at) as last_at
                      from scene s join scene_run r using (scene_id) join product_version p using (product_version_id)
                      where r.outcome = 'OBSERVED' and p.promoted_at is not null and p.retired_at is null) as times
                    where e is not null and first_at is not null
                    """)
                .find(
                    row ->
                        new Coverage(
                            new Envelope(
                                row.getDouble("west"),
                                row.getDouble("east"),
                                row.getDouble("south"),
                                row.getDouble("north")),
                            Sql.instant(row, "first_at"),
                            Sql.instant(row, "last_at"))));
  }
}
