package silt.sediment.regressors;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import silt.scene.Band;

/**
 * One band and the saturation of its light: {@code mg/L = a rho / (1 - rho / c) + b}.
 *
 * <p>Equation 1 of Nechad, Ruddick and Park 2010 (Remote Sensing of Environment 114, 854-866, doi
 * 10.1016/j.rse.2009.11.022); rho is water reflectance, pi times remote-sensing reflectance. Its
 * coefficients are tabulated from 520 to 885 nm. The formula runs to infinity at {@code rho = c}:
 * from {@link #SATURATION} of it on, as for a band darker than {@link #FLOOR}, the value holds
 * still and is flagged {@link PixelFlag#AT_BOUND}.
 *
 * @param a mg/L, over 0
 * @param b mg/L, 0 or more; its authors lay it to errors of measurement and advise 0 for images
 * @param c reflectance at which the band saturates, over 0 and under 1
 */
public record Nechad(Band band, double a, double b, double c) implements Regressor {

  /**
   * The share of {@code c} up to which the formula is used; ours: there it is twenty times {@code a
   * rho}.
   */
  public static final double SATURATION = 0.95;

  /** No band counts for darker than this. */
  public static final double FLOOR = 1e-4;

  public Nechad {
    requireNonNull(band, "band");
    if (!band.isReflectance()) {
      throw new IllegalArgumentException("band must be one of reflectance, not " + band);
    }
    if (!(a > 0 && Double.isFinite(a))) {
      throw new IllegalArgumentException("a must be over 0 mg/L, not " + a);
    }
    if (!(b >= 0 && Double.isFinite(b))) {
      throw new IllegalArgumentException("b must be 0 mg/L or more, not " + b);
    }
    if (!(c > FLOOR / SATURATION && c < 1)) {
      throw new IllegalArgumentException("c must be a reflectance under 1, not " + c);
    }
  }

  @Override
  public String engine() {
    return Engine.NECHAD.word();
  }

  @Override
  public Set<Band> light() {
    return Set.of(band);
  }

  @Override
  public Set<Band> bands() {
    return light();
  }

  /** mg/L of a reflectance, which is held within the formula's bounds. */
  public double mgL(double reflectance) {
    double rho = Math.min(Math.max(reflectance, FLOOR), SATURATION * c);
    return a * rho / (1 - rho / c) + b;
  }

  /** Whether the formula does not reach so far. */
  public boolean beyond(double reflectance) {
    return reflectance < FLOOR || reflectance > SATURATION * c;
  }

  /** mg/L by stored integer from 0; what is negative counts as 0. */
  double[] table() {
    double[] table = new double[Short.MAX_VALUE + 1];
    for (int stored = 0; stored < table.length; stored++) {
      table[stored] = mgL(stored * Band.REFLECTANCE_SCALE);
    }
    return table;
  }

  @Override
  public Estimator estimator() {
    double[] ln = table();
    byte[] bound = new byte[ln.length];
    for (int stored = 0; stored < ln.length; stored++) {
      ln[stored] = Math.log(ln[stored]);
      bound[stored] = beyond(stored * Band.REFLECTANCE_SCALE) ? (byte) PixelFlag.AT_BOUND.bit() : 0;
    }
    return (block, lnMgL, flags) -> {
      short[] stored = block.of(band);
      for (int i = 0; i < block.count(); i++) {
        int rho = Math.max(stored[i], 0);
        lnMgL[i] = ln[rho];
        flags[i] |= bound[rho];
      }
    };
  }
}
