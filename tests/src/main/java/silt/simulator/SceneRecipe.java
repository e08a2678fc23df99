package silt.simulator;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import silt.scene.GranuleId;
import silt.scene.Scene;

/**
 * All that decides a granule's bytes: the world, which pass, and what stood in the way.
 *
 * @param size pixels on a side from the tile's north-western corner: 3660 for the whole tile
 * @param snowLineM snow lies above it, metres
 * @param swath the edge of the pass, where it crosses the tile
 */
public record SceneRecipe(
    GranuleId granule,
    int revision,
    World world,
    int size,
    Sky sky,
    double snowLineM,
    Optional<Swath> swath) {

  /** Pixels on the side of an HLS tile. */
  public static final int WHOLE = 3660;

  public SceneRecipe {
    requireNonNull(granule, "granule");
    requireNonNull(world, "world");
    requireNonNull(sky, "sky");
    requireNonNull(swath, "swath");
    new Scene(granule, revision);
    if (size < 16 || size > WHOLE) {
      throw new IllegalArgumentException("a granule has 16 to 3660 pixels a side, not " + size);
    }
  }

  Frame frame() {
    TileCorner corner = TileCorner.of(granule.tile());
    return Frame.at(corner.west(), corner.north(), size, size);
  }

  Instant time() {
    return granule.acquiredAt();
  }

  /** What one pass has in common over all of its tiles: clouds, noise, haze. */
  long passSeed() {
    long day = time().getEpochSecond() / 86_400;
    return world.seed(10_000 + 2 * day + granule.sensor().ordinal());
  }
}
