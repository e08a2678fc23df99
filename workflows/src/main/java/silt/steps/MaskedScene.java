package silt.steps;

import static java.util.Objects.requireNonNull;

import silt.scene.Outcome;

/**
 * The mask raster of a scene, and how many pixels fell into each class. Classes may overlap.
 *
 * @param mask a uint8 cloud-optimised GeoTIFF of bit flags, see {@code architecture.md}
 * @param validPixels pixels with data in every band the network reads
 * @param clearWaterPixels water that is neither cloud, cloud shadow, snow nor terrain shade
 */
public record MaskedScene(
    ArtifactRef mask,
    long validPixels,
    long waterPixels,
    long cloudShadowPixels,
    long cloudPixels,
    long snowPixels,
    long terrainShadePixels,
    long clearWaterPixels,
    StepRun run) {

  public MaskedScene {
    requireNonNull(mask, "mask");
    requireNonNull(run, "run");
    if (clearWaterPixels > waterPixels || waterPixels > validPixels) {
      throw new IllegalArgumentException(
          "clear water <= water <= valid does not hold: "
              + clearWaterPixels
              + ", "
              + waterPixels
              + ", "
              + validPixels);
    }
  }

  /** Why a scene without clear water has none. */
  public Outcome obstacle() {
    if (validPixels == 0) {
      return Outcome.NO_DATA;
    }
    // hidden water cannot be counted, so a sky that is mostly closed is the reason
    return cloudPixels + cloudShadowPixels > validPixels / 2
        ? Outcome.TOO_CLOUDY
        : Outcome.NO_CLEAR_WATER;
  }
}
