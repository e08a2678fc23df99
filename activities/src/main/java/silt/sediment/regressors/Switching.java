package silt.sediment.regressors;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import silt.scene.Band;

/**
 * Goes over from one band to the next as water grows turbid and bands saturate, each by its {@link
 * Nechad}.
 *
 * <p>After Novoa et al. 2017 (Remote Sensing 9, 61, doi 10.3390/rs9010061): below {@code from} of a
 * bound the lower band speaks alone, above {@code to} the upper; between them both do, the upper
 * with weight {@code ln(rho / from) / ln(to / from)}, rho being the reflectance of {@code by}.
 *
 * @param by the band that tells how turbid the water is
 * @param steps from the band of the clearest water to that of the most turbid, at least two
 * @param bounds between each step and the next
 */
public record Switching(Band by, List<Nechad> steps, List<Bound> bounds) implements Regressor {

  /**
   * Where one step gives way to the next.
   *
   * @param from reflectance, over 0
   * @param to reflectance, over {@code from}
   */
  public record Bound(double from, double to) {

    public Bound {
      if (!(from > 0 && to > from && to < 1)) {
        throw new IllegalArgumentException(
            "a bound is 0 < from < to < 1 of reflectance, not " + from + " to " + to);
      }
    }
  }

  public Switching {
    requireNonNull(by, "by");
    if (!by.isReflectance()) {
      throw new IllegalArgumentException("by must be a band of reflectance, not " + by);
    }
    steps = List.copyOf(requireNonNull(steps, "steps"));
    bounds = List.copyOf(requireNonNull(bounds, "bounds"));
    if (steps.size() < 2 || bounds.size() != steps.size() - 1) {
      throw new IllegalArgumentException(
          "switching takes two steps or more with a bound between each, not "
              + steps.size()
              + " steps and "
              + bounds.size()
              + " bounds");
    }
    for (int i = 1; i < bounds.size(); i++) {
      if (bounds.get(i).from() < bounds.get(i - 1).to()) {
        throw new IllegalArgumentException("bounds rise and do not overlap, unlike " + bounds);
      }
    }
  }

  @Override
  public String engine() {
    return Engine.SWITCHING.word();
  }

  @Override
  public Set<Band> light() {
    Set<Band> bands = EnumSet.of(by);
    steps.forEach(step -> bands.add(step.band()));
    return bands;
  }

  @Override
  public Set<Band> bands() {
    return light();
  }

  /** The step that speaks at a reflectance of {@code by}, and the weight of the next beside it. */
  private double position(double reflectance) {
    for (int i = 0; i < bounds.size(); i++) {
      Bound bound = bounds.get(i);
      if (reflectance < bound.to()) {
        double into = Math.log(Math.max(reflectance, bound.from()) / bound.from());
        return i + into / Math.log(bound.to() / bound.from());
      }
    }
    return bounds.size();
  }

  @Override
  public Estimator estimator() {
    int count = steps.size();
    double[][] mgL = new double[count][];
    boolean[][] beyond = new boolean[count][Short.MAX_VALUE + 1];
    for (int s = 0; s < count; s++) {
      mgL[s] = steps.get(s).table();
      for (int stored = 0; stored < beyond[s].length; stored++) {
        beyond[s][stored] = steps.get(s).beyond(stored * Band.REFLECTANCE_SCALE);
      }
    }
    byte[] lower = new byte[Short.MAX_VALUE + 1];
    double[] upperWeight = new double[lower.length];
    for (int stored = 0; stored < lower.length; stored++) {
      double position = position(stored * Band.REFLECTANCE_SCALE);
      lower[stored] = (byte) position;
      upperWeight[stored] = position - lower[stored];
    }
    byte atBound = (byte) PixelFlag.AT_BOUND.bit();
    return (block, lnMgL, flags) -> {
      short[] turbid = block.of(by);
      short[][] stored = new short[count][];
      for (int s = 0; s < count; s++) {
        stored[s] = block.of(steps.get(s).band());
      }
      for (int i = 0; i < block.count(); i++) {
        int rho = Math.max(turbid[i], 0);
        int step = lower[rho];
        int light = Math.max(stored[step][i], 0);
        double value = mgL[step][light];
        boolean far = beyond[step][light];
        double weight = upperWeight[rho];
        if (weight > 0) {
          int next = Math.max(stored[step + 1][i], 0);
          value += weight * (mgL[step + 1][next] - value);
          far |= beyond[step + 1][next];
        }
        lnMgL[i] = Math.log(value);
        flags[i] |= far ? atBound : 0;
      }
    };
  }
}
