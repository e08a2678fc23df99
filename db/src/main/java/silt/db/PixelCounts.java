package silt.db;

/**
 * Pixels of 30 m of a scene by class, counts; classes may overlap.
 *
 * @param valid pixels with data
 * @param water clear or not, at most valid
 * @param clearWater water that nothing obscures, at most water
 */
public record PixelCounts(
    long valid, long water, long shadow, long cloud, long snow, long shade, long clearWater) {

  public PixelCounts {
    for (long count : new long[] {water, shadow, cloud, snow, shade, clearWater}) {
      Rules.that(count >= 0 && count <= valid, "a pixel count is 0 to the valid " + valid, count);
    }
    Rules.that(clearWater <= water, "clear water is at most the water, " + water, clearWater);
  }
}
