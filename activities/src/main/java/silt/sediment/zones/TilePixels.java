package silt.sediment.zones;

import java.util.List;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.sediment.pixels.Sky;
import silt.sediment.regressors.PixelFlag;

/**
 * What a scene's rasters say of every pixel, kept so that any stretch of a row is summed up at
 * once: a bit for each thing that a pixel may be, and the concentrations of those that have one,
 * one behind the other.
 */
final class TilePixels {

  /** What may be said of a value, in the order in which {@link #noted} has it. */
  static final List<PixelFlag> NOTED =
      List.of(PixelFlag.UNFAMILIAR, PixelFlag.AT_BOUND, PixelFlag.ODD_REFLECTANCE);

  final int width;
  final PixelSet data;
  final PixelSet water;
  final PixelSet clear;
  final PixelSet obscured;
  final PixelSet valued;
  final PixelSet[] noted;
  final float[] mgL; // of the valued pixels, in their order
  final float[] lowMgL; // null where values come without an interval, as is highMgL
  final float[] highMgL;

  private TilePixels(Builder from) {
    width = from.grid.width();
    data = from.data.build();
    water = from.water.build();
    clear = from.clear.build();
    obscured = from.obscured.build();
    valued = from.valued.build();
    noted = new PixelSet[NOTED.size()];
    for (int i = 0; i < noted.length; i++) {
      noted[i] = from.noted[i].build();
    }
    mgL = from.mgL;
    lowMgL = from.lowMgL;
    highMgL = from.highMgL;
  }

  /** Takes the mask whole, for it says how many values there can be, and these strip by strip. */
  static final class Builder {

    private final RasterGrid grid;
    private final byte[] sky;
    private final PixelSet.Builder data;
    private final PixelSet.Builder water;
    private final PixelSet.Builder clear;
    private final PixelSet.Builder obscured;
    private final PixelSet.Builder valued;
    private final PixelSet.Builder[] noted;
    private final float[] mgL;
    private final float[] lowMgL;
    private final float[] highMgL;
    private int values;
    private int nextRow;

    /**
     * @param sky flags of the mask raster, row by row
     * @param intervals whether values come with a low and a high
     */
    Builder(RasterGrid grid, byte[] sky, boolean intervals) {
      this.grid = grid;
      this.sky = sky;
      data = new PixelSet.Builder(sky.length);
      water = new PixelSet.Builder(sky.length);
      clear = new PixelSet.Builder(sky.length);
      obscured = new PixelSet.Builder(sky.length);
      valued = new PixelSet.Builder(sky.length);
      noted = new PixelSet.Builder[NOTED.size()];
      for (int i = 0; i < noted.length; i++) {
        noted[i] = new PixelSet.Builder(sky.length);
      }
      int most = see();
      mgL = new float[most];
      lowMgL = intervals ? new float[most] : null;
      highMgL = intervals ? new float[most] : null;
    }

    /** Tells apart what the mask does; how many pixels of clear water there are. */
    private int see() {
      int count = 0;
      for (int pixel = 0; pixel < sky.length; pixel++) {
        byte flags = sky[pixel];
        if (!Sky.hasData(flags)) {
          continue;
        }
        data.add(pixel);
        if (Sky.water(flags)) {
          water.add(pixel);
        }
        if (Sky.obscured(flags)) {
          obscured.add(pixel);
        }
        if (Sky.clearWater(flags)) {
          clear.add(pixel);
          count++;
        }
      }
      return count;
    }

    /**
     * The next rows, from the top down.
     *
     * @param strip as wide as the raster
     * @param ssc mg/L, NaN where a pixel has none
     * @param low of its interval, mg/L, as is {@code high}; not read where there are no intervals
     * @param quality bits of {@link PixelFlag}; null where nobody kept them
     */
    Builder rows(Window strip, float[] ssc, float[] low, float[] high, byte[] quality) {
      if (strip.row() != nextRow || strip.width() != grid.width()) {
        throw new IllegalArgumentException(
            strip + " is not the whole rows from row " + nextRow + " on");
      }
      nextRow = strip.endRow();
      int start = strip.row() * grid.width();
      for (int i = 0; i < ssc.length; i++) {
        if (!Float.isNaN(ssc[i]) && Sky.clearWater(sky[start + i])) {
          valued.add(start + i);
          mgL[values] = ssc[i];
          if (lowMgL != null) {
            lowMgL[values] = low[i];
            highMgL[values] = high[i];
          }
          values++;
          if (quality != null && quality[i] != 0) {
            note(start + i, quality[i]);
          }
        }
      }
      return this;
    }

    private void note(int pixel, int flags) {
      for (int i = 0; i < noted.length; i++) {
        if (NOTED.get(i).in(flags)) {
          noted[i].add(pixel);
        }
      }
    }

    TilePixels build() {
      if (nextRow != grid.height()) {
        throw new IllegalStateException("values came for " + nextRow + " rows of " + grid);
      }
      return new TilePixels(this);
    }
  }
}
