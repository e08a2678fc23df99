package silt.discover;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import org.locationtech.jts.geom.Geometry;
import silt.scene.Scene;

/**
 * A scene as the archive tells of it.
 *
 * @param datetime of acquisition
 * @param cloudPercent 0 to 100 of the tile, or {@code null} where the archive does not say
 * @param footprint longitude and latitude, SRID 4326
 * @param assetBase the folder of the granule's files, ending in a slash
 * @param bytes of all its files together, 0 where the archive does not say
 * @param revisionDate when this revision was published
 */
public record FoundScene(
    Scene scene,
    Instant datetime,
    Double cloudPercent,
    Geometry footprint,
    URI assetBase,
    long bytes,
    Instant revisionDate) {

  public FoundScene {
    requireNonNull(scene, "scene");
    requireNonNull(datetime, "datetime");
    requireNonNull(footprint, "footprint");
    requireNonNull(assetBase, "assetBase");
    requireNonNull(revisionDate, "revisionDate");
  }
}
