package silt.sediment.regressors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import silt.scene.Band;

/**
 * A {@link Regressor} in everyday use: what is the same for all of them, whatever their
 * mathematics.
 *
 * <p>Pixels that have every band are gathered into blocks; around the estimate come calibration,
 * bounds, valid range, familiarity and interval, each of which only adds a flag where it speaks up.
 */
final class RegressorModel implements SscModel {

  private static final int WHITE = 10_000;

  private final SscWeights weights;
  private final List<Band> inputs;
  private final Estimator estimator;
  private final FamiliarityCheck familiarity;

  /** By input: whether its light makes the value, rather than tells of glint alone. */
  private final boolean[] light;

  RegressorModel(SscWeights weights) {
    this.weights = weights;
    inputs = weights.inputs();
    estimator = weights.model().estimator();
    familiarity =
        weights.familiarity() == null ? null : new FamiliarityCheck(weights.familiarity());
    Set<Band> made = weights.model().light();
    light = new boolean[inputs.size()];
    for (int b = 0; b < light.length; b++) {
      light[b] = made.contains(inputs.get(b));
    }
  }

  @Override
  public List<Band> inputs() {
    return inputs;
  }

  @Override
  public ValidRange validRange() {
    return weights.validRange();
  }

  @Override
  public void predict(short[][] bands, boolean[] wanted, SscPixels out) {
    if (bands.length != inputs.size() || out.size() != wanted.length) {
      throw new IllegalArgumentException(
          "%d bands and room for %d of %d pixels, not %d bands"
              .formatted(bands.length, out.size(), wanted.length, inputs.size()));
    }
    out.clear();
    Work work = new Work(inputs);
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] && work.gather(bands, i)) {
        flush(work, out);
      }
    }
    flush(work, out);
  }

  /**
   * Whether it gives a number for the darkest and the brightest that bands can hold, in every
   * combination. Weights that are each a number can still overflow together.
   */
  boolean speaksEverywhere() {
    int corners = 1 << inputs.size();
    short[][] bands = new short[inputs.size()][corners];
    boolean[] wanted = new boolean[corners];
    for (int corner = 0; corner < corners; corner++) {
      wanted[corner] = true;
      for (int b = 0; b < bands.length; b++) {
        bands[b][corner] = (corner >> b & 1) == 0 ? 0 : Short.MAX_VALUE;
      }
    }
    SscPixels out = new SscPixels(corners);
    predict(bands, wanted, out);
    for (float mgL : out.mgL) {
      if (Float.isNaN(mgL)) {
        return false;
      }
    }
    return true;
  }

  /** The pixels of one call that wait for their estimate, and room for it. */
  private static final class Work {

    private final Block block = new Block();
    private final short[][] stored;
    private final int[] pixel = new int[Block.SIZE];
    private final double[] lnMgL = new double[Block.SIZE];
    private final byte[] flags = new byte[Block.SIZE];
    private int count;

    Work(List<Band> inputs) {
      List<short[]> rooms = new ArrayList<>();
      inputs.forEach(band -> rooms.add(block.of(band)));
      stored = rooms.toArray(short[][]::new);
    }

    /** Takes a pixel in, unless a band has no data there; true when it holds no more. */
    private boolean gather(short[][] bands, int i) {
      for (int b = 0; b < bands.length; b++) {
        short value = bands[b][i];
        if (value == Band.REFLECTANCE_NODATA) {
          return false;
        }
        stored[b][count] = value;
      }
      pixel[count++] = i;
      return count == Block.SIZE;
    }
  }

  private void flush(Work work, SscPixels out) {
    if (work.count == 0) {
      return;
    }
    work.block.hold(work.count);
    oddities(work);
    estimator.estimate(work.block, work.lnMgL, work.flags);
    if (familiarity != null) {
      familiarity.flag(work.block, work.flags);
    }
    for (int i = 0; i < work.count; i++) {
      put(work.pixel[i], work.lnMgL[i], work.flags[i], out);
    }
    work.count = 0;
  }

  /** Starts the flags: negative light and light above one is no reflectance of water. */
  private void oddities(Work work) {
    byte odd = (byte) PixelFlag.ODD_REFLECTANCE.bit();
    Arrays.fill(work.flags, 0, work.count, (byte) 0);
    for (int b = 0; b < light.length; b++) {
      // short-wave infrared that only tells of glint is noise about zero over most water
      int least = light[b] ? 0 : Short.MIN_VALUE;
      short[] stored = work.stored[b];
      for (int i = 0; i < work.count; i++) {
        work.flags[i] |= stored[i] < least || stored[i] > WHITE ? odd : 0;
      }
    }
  }

  private void put(int pixel, double estimated, int flags, SscPixels out) {
    SscWeights.Calibration local = weights.calibration();
    double ln = local == null ? estimated : local.intercept() + local.slope() * estimated;
    double free = Math.exp(ln);
    double mgL = weights.bounds().held(ln);
    ValidRange range = weights.validRange();
    int said = flags;
    said |= mgL == free ? 0 : PixelFlag.AT_BOUND.bit();
    said |= mgL < range.lowMgL() ? PixelFlag.BELOW_RANGE.bit() : 0;
    said |= mgL > range.highMgL() ? PixelFlag.ABOVE_RANGE.bit() : 0;
    out.mgL[pixel] = (float) mgL;
    out.flags[pixel] = (byte) said;
    Interval interval = weights.interval();
    if (interval != null) {
      double at = mgL == free ? ln : Math.log(mgL);
      double wider = PixelFlag.UNFAMILIAR.in(said) ? interval.unfamiliarFactor() : 1;
      out.lowMgL[pixel] = (float) (mgL * Math.exp(wider * interval.low(at)));
      out.highMgL[pixel] = (float) (mgL * Math.exp(wider * interval.high(at)));
    }
  }
}
