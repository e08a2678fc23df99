package silt.steps;

import static java.util.Objects.requireNonNull;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The SSC raster of a scene, what qualifies its values, and its statistics by zone.
 *
 * <p>The last two came later: scenes that were in flight then have neither.
 *
 * @param ssc a float32 cloud-optimised GeoTIFF, mg/L, NaN nodata: the concentration, then the low
 *     and the high end of its 80 % interval
 * @param rows the statistics of every zone asked for that the scene touches, as a file that the
 *     load step reads (there can be thousands of zones; a payload holds hundreds of bytes)
 * @param valuedPixels pixels with an SSC
 * @param observedZones zones with at least one of them
 * @param quality a uint8 cloud-optimised GeoTIFF of flags on the same pixels; or {@code null}
 * @param flaggedPixels by the name of a flag, how many pixels carry it; or {@code null}
 */
public record MeasuredScene(
    ArtifactRef ssc,
    ArtifactRef rows,
    long valuedPixels,
    long observedZones,
    StepRun run,
    ArtifactRef quality,
    SortedMap<String, Long> flaggedPixels) {

  public MeasuredScene {
    requireNonNull(ssc, "ssc");
    requireNonNull(rows, "rows");
    requireNonNull(run, "run");
    flaggedPixels = flaggedPixels == null ? null : new TreeMap<>(flaggedPixels);
  }
}
