package silt.samples.matchups;

/**
 * What a product shows in a window around a place.
 *
 * @param count clear water pixels that were given a concentration
 * @param clearFraction share of the window's pixels that nothing obscures, 0 to 1; pixels beyond
 *     the tile or without data count as obscured
 * @param sscMgL median over the counted pixels, mg/L; NaN where there are none
 * @param lowMgL median of the low ends of their intervals, mg/L; NaN where the product has none
 * @param flags every bit of {@link silt.sediment.regressors.PixelFlag} that one of them carries
 */
public record WindowPixels(
    int count, double clearFraction, double sscMgL, double lowMgL, double highMgL, int flags) {}
