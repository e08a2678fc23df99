package silt.sediment.zones;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * What was made of a scene, local files on the same pixels.
 *
 * @param mask uint8 flags of the sky and the ground
 * @param ssc float32, mg/L, NaN nodata: the concentration, and in bands 2 and 3 the low and the
 *     high end of its interval; scenes that were measured before there were intervals have band 1
 *     alone
 * @param quality uint8 bits of {@link silt.sediment.regressors.PixelFlag}, 255 nodata; {@code null}
 *     for those scenes
 */
public record SceneRasters(Path mask, Path ssc, Path quality) {

  public SceneRasters {
    requireNonNull(mask, "mask");
    requireNonNull(ssc, "ssc");
  }
}
