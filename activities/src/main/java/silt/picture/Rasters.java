package silt.picture;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import silt.scene.Band;

/**
 * The files that a picture is drawn from, all on one grid.
 *
 * @param mask uint8 flags
 * @param ssc float32, mg/L, NaN where there is no clear water; empty where the scene has none
 * @param bands at least red, green and blue for a panel in true colour; else empty
 */
public record Rasters(Path mask, Optional<Path> ssc, Map<Band, Path> bands) {

  public Rasters {
    requireNonNull(mask, "mask");
    requireNonNull(ssc, "ssc");
    bands = Map.copyOf(bands);
  }

  boolean haveTrueColour() {
    return bands.containsKey(Band.RED)
        && bands.containsKey(Band.GREEN)
        && bands.containsKey(Band.BLUE);
  }
}
