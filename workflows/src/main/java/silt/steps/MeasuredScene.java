package silt.steps;

import static java.util.Objects.requireNonNull;

/**
 * The SSC raster of a scene and its statistics by zone.
 *
 * @param ssc a float32 cloud-optimised GeoTIFF, mg/L, NaN nodata
 * @param rows the statistics of every zone asked for that the scene touches, as a file that the
 *     load step reads (there can be thousands of zones; a payload holds hundreds of bytes)
 * @param valuedPixels pixels with an SSC
 * @param observedZones zones with at least one of them
 */
public record MeasuredScene(
    ArtifactRef ssc, ArtifactRef rows, long valuedPixels, long observedZones, StepRun run) {

  public MeasuredScene {
    requireNonNull(ssc, "ssc");
    requireNonNull(rows, "rows");
    requireNonNull(run, "run");
  }
}
