package silt.sediment.zones;

import java.util.Arrays;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.sediment.pixels.Sky;

/**
 * What a scene's rasters say of every pixel, kept so that any stretch of a row is summed up at
 * once: a bit for each thing that a pixel may be, and the concentrations of those that have one,
 * one behind the other.
 */
final class TilePixels {

  private final int width;
  private final PixelSet data;
  private final PixelSet water;
  private final PixelSet obscured;
  private final PixelSet valued;
  private final float[] mgL;
  private final float[] lowMgL;
  private final float[] highMgL;

  private TilePixels(Builder from) {
    width = from.grid.width();
    data = from.data.build();
    water = from.water.build();
    obscured = from.obscured.build();
    valued = from.valued.build();
    mgL = from.mgL;
    lowMgL = from.lowMgL;
    highMgL = from.highMgL;
  }

  /** Takes the mask whole, for it says how many values there can be, and these strip by strip. */
  static final class Builder {

    private final RasterGrid grid;
    private final byte[] flags;
    private final PixelSet.Builder data;
    private final PixelSet.Builder water;
    private final PixelSet.Builder obscured;
    private final PixelSet.Builder valued;
    private final float[] mgL;
    private final float[] lowMgL;
    private final float[] highMgL;
    private int values;
    private int nextRow;

    /**
     * @param flags of the mask raster, row by row
     * @param intervals whether values come with a low and a high
     */
    Builder(RasterGrid grid, byte[] flags, boolean intervals) {
      this.grid = grid;
      this.flags = flags;
      data = new PixelSet.Builder(flags.length);
      water = new PixelSet.Builder(flags.length);
      obscured = new PixelSet.Builder(flags.length);
      valued = new PixelSet.Builder(flags.length);
      int clear = 0;
      for (int pixel = 0; pixel < flags.length; pixel++) {
        byte sky = flags[pixel];
        if (Sky.hasData(sky)) {
          data.add(pixel);
          if (Sky.water(sky)) {
            water.add(pixel);
          }
          if (Sky.obscured(sky)) {
            obscured.add(pixel);
          }
          clear += Sky.clearWater(sky) ? 1 : 0;
        }
      }
      mgL = new float[clear];
      lowMgL = intervals ? new float[clear] : null;
      highMgL = intervals ? new float[clear] : null;
    }

    /**
     * The next rows, from the top down.
     *
     * @param strip as wide as the raster
     * @param ssc mg/L, NaN where a pixel has none
     * @param low and {@code high}: ends of its interval, mg/L; not read where there are no
     *     intervals
     */
    Builder values(Window strip, float[] ssc, float[] low, float[] high) {
      if (strip.row() != nextRow || strip.width() != grid.width()) {
        throw new IllegalArgumentException(
            strip + " is not the whole rows from row " + nextRow + " on");
      }
      nextRow = strip.endRow();
      int start = strip.row() * grid.width();
      for (int i = 0; i < ssc.length; i++) {
        if (!Float.isNaN(ssc[i]) && Sky.clearWater(flags[start + i])) {
          valued.add(start + i);
          mgL[values] = ssc[i];
          if (lowMgL != null) {
            lowMgL[values] = low[i];
            highMgL[values] = high[i];
          }
          values++;
        }
      }
      return this;
    }

    TilePixels build() {
      if (nextRow != grid.height()) {
        throw new IllegalStateException("values came for " + nextRow + " rows of " + grid);
      }
      return new TilePixels(this);
    }
  }

  /** The pixels of one zone; taken up again for the next. */
  final class Of implements Ownership.Runs {

    int owned;
    int total;
    int water;
    int obscured;
    int valid;
    float[] mgL = new float[512];
    float[] lowMgL = new float[TilePixels.this.lowMgL == null ? 0 : mgL.length];
    float[] highMgL = new float[lowMgL.length];

    /** Takes up a zone. */
    Of the(Ownership ownership, int zone) {
      owned = 0;
      total = 0;
      water = 0;
      obscured = 0;
      valid = 0;
      ownership.pixels(zone, this);
      return this;
    }

    int nodata() {
      return owned - total;
    }

    @Override
    public void run(int row, int from, int to) {
      int start = row * width + from;
      int end = row * width + to;
      owned += end - start;
      int withData = data.between(start, end);
      if (withData == 0) {
        return;
      }
      total += withData;
      water += TilePixels.this.water.between(start, end);
      obscured += TilePixels.this.obscured.between(start, end);
      int first = valued.before(start);
      int count = valued.before(end) - first;
      if (count > 0) {
        room(valid + count);
        System.arraycopy(TilePixels.this.mgL, first, mgL, valid, count);
        if (lowMgL.length > 0) {
          System.arraycopy(TilePixels.this.lowMgL, first, lowMgL, valid, count);
          System.arraycopy(TilePixels.this.highMgL, first, highMgL, valid, count);
        }
        valid += count;
      }
    }

    private void room(int values) {
      if (values > mgL.length) {
        int more = Math.max(values, mgL.length + mgL.length / 2);
        mgL = Arrays.copyOf(mgL, more);
        if (lowMgL.length > 0) {
          lowMgL = Arrays.copyOf(lowMgL, more);
          highMgL = Arrays.copyOf(highMgL, more);
        }
      }
    }
  }

  Of zone() {
    return new Of();
  }
}
