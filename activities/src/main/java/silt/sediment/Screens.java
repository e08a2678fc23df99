package silt.sediment;

import java.util.Map;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.scene.Band;
import silt.sediment.pixels.Sky;
import silt.sediment.pixels.Widened;
import silt.sediment.regressors.PixelFlag;

/**
 * Says which clear water is not fit to be measured, and why.
 *
 * <p>Water of any turbidity is all but black beyond 1.5 um (Wang and Shi 2007, Optics Express 15).
 * What both short-wave infrared bands have in common there is light that the surface reflects:
 * glint, nearly the same in all bands. What the first has beyond the second is neither water nor
 * glint: droplets of cloud, or vegetation and soil in a mixed pixel, are brighter at 1.6 than at
 * 2.2 um.
 */
final class Screens {

  private static final float NO_LIMIT = Float.MAX_VALUE;

  private final byte[] places;
  private final float maxGlint;
  private final float maxThinCloud;

  /**
   * @param mask flags of the whole raster
   */
  Screens(RasterGrid grid, byte[] mask, MeasuringRules rules) {
    places = new byte[mask.length];
    // cloud over water is no shore, and the end of the swath is neither
    mark(PixelFlag.SHORE, rules.shoreErosion(), Screens::land, mask, grid);
    mark(PixelFlag.THIN_CLOUD, rules.cloudDistance(), Sky::cloudOrShadow, mask, grid);
    maxGlint = stored(rules.maxGlint());
    maxThinCloud = stored(rules.maxThinCloud());
  }

  private interface Kind {
    boolean is(byte flags);
  }

  private static boolean land(byte flags) {
    return Sky.hasData(flags) && !Sky.water(flags);
  }

  private void mark(PixelFlag flag, int pixels, Kind kind, byte[] mask, RasterGrid grid) {
    if (pixels == 0) {
      return;
    }
    boolean[] set = new boolean[mask.length];
    for (int i = 0; i < mask.length; i++) {
      set[i] = kind.is(mask[i]);
    }
    boolean[] near = Widened.by(pixels, set, grid);
    for (int i = 0; i < mask.length; i++) {
      places[i] |= near[i] ? (byte) flag.bit() : 0;
    }
  }

  private static float stored(double reflectance) {
    return reflectance >= 1 ? NO_LIMIT : (float) (reflectance / Band.REFLECTANCE_SCALE);
  }

  /**
   * Why each pixel of a strip gets no value: bits of {@link PixelFlag}, 0 for those that may. Only
   * the places of clear water mean anything.
   *
   * @param bands stored integers of the strip's pixels, those that the rules ask for; a pixel
   *     without data in them passes, for there is nothing to judge it by
   */
  byte[] reasons(Window strip, int width, Map<Band, short[]> bands) {
    byte[] reasons = new byte[strip.pixels()];
    System.arraycopy(places, strip.row() * width, reasons, 0, reasons.length);
    short[] swir1 = bands.get(Band.SWIR1);
    short[] swir2 = bands.get(Band.SWIR2);
    if (swir1 == null || swir2 == null) {
      return reasons;
    }
    for (int i = 0; i < reasons.length; i++) {
      if (swir1[i] != Band.REFLECTANCE_NODATA && swir2[i] != Band.REFLECTANCE_NODATA) {
        int glint = Math.max(0, Math.min(swir1[i], swir2[i]));
        reasons[i] |= glint > maxGlint ? (byte) PixelFlag.GLINT.bit() : 0;
        reasons[i] |= swir1[i] - glint > maxThinCloud ? (byte) PixelFlag.THIN_CLOUD.bit() : 0;
      }
    }
    return reasons;
  }
}
