package silt.db;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.locationtech.jts.geom.Geometry;

/**
 * One granule at one revision, as the archive's catalogue tells of it.
 *
 * @param id 0 before it is stored
 * @param revision counted from 1
 * @param sensor L30 or S30
 * @param tile MGRS tile without the leading T
 * @param acquiredAt UTC, kept to the microsecond
 * @param cloudCover percent, 0 to 100; null where not stated
 * @param footprint EPSG:4326; null where not stated
 * @param assetBase URI in front of its file names; null where not stated
 * @param revisionDate when this revision was published; null where not stated
 * @param bytes size in the archive; null where not stated
 */
public record SceneRow(
    long id,
    String granuleId,
    int revision,
    String sensor,
    String tile,
    Instant acquiredAt,
    Double cloudCover,
    Geometry footprint,
    String assetBase,
    Instant revisionDate,
    Long bytes) {

  public SceneRow {
    Rules.notBlank("the granule id", granuleId);
    Rules.that(revision >= 1, "a revision counts from 1", revision);
    Rules.that("L30".equals(sensor) || "S30".equals(sensor), "a sensor is L30 or S30", sensor);
    Rules.that(
        tile != null && tile.matches("[0-9]{2}[A-Z]{3}"),
        "a tile is two digits and three letters, without the leading T",
        tile);
    acquiredAt = requireNonNull(acquiredAt, "acquiredAt").truncatedTo(ChronoUnit.MICROS);
    Rules.that(
        cloudCover == null || cloudCover >= 0 && cloudCover <= 100,
        "cloud cover is 0 to 100 percent",
        cloudCover);
    revisionDate = revisionDate == null ? null : revisionDate.truncatedTo(ChronoUnit.MICROS);
    Rules.that(bytes == null || bytes >= 0, "a size is 0 bytes or more", bytes);
  }
}
