package silt.sediment.nodes;

import static java.util.Objects.requireNonNull;

/**
 * The incumbent's two networks and how they are blended (Lucchese et al. 2024): one for low
 * concentrations, one for high, and their geometric mean between.
 *
 * <p>The low network M1 decides. Its output within 0..{@code cut} is the value. Over {@code cut}
 * the high network M2 is asked: what it puts below M1's greatest value is averaged with M1's own in
 * ln, what it puts there or above stands alone. Outputs beyond 1 are not cut. Below 0 the
 * incumbent's code takes no branch at all, and the row is gone; here it stays, at M1's least value
 * and named {@link Branch#BELOW_M1}.
 *
 * @param low M1; an output of 0 stands for {@value #LEAST_LN_MG_L} ln mg/L
 * @param high M2; an output of 0 stands for {@code cut} times M1's greatest ln mg/L
 * @param cut of M1's output, over 0 and at most 1
 */
public record NodeEnsemble(ScaledNetwork low, ScaledNetwork high, double cut) {

  /** Of M1's output 0: exp of it is 0.37 mg/L, the least that the ensemble says. */
  public static final double LEAST_LN_MG_L = -1;

  /** Which way a value came. */
  public enum Branch {
    /** Of the low network alone. */
    M1,
    /** The geometric mean of both. */
    BLEND,
    /** Of the high network alone. */
    M2,
    /** The low network fell below 0, where the incumbent loses the row: its least value. */
    BELOW_M1,
    /** An input is no number, as where no pixel is clear water: no value. */
    NOT_FINITE
  }

  /**
   * What the ensemble says of one node.
   *
   * @param mgL NaN where {@link Branch#NOT_FINITE}
   * @param unfamiliar whether an input lies outside the range that one of the networks asked was
   *     trained on
   * @param aboveRange whether the value is over the greatest that M2 was trained on
   */
  public record Estimate(double mgL, Branch branch, boolean unfamiliar, boolean aboveRange) {

    static final Estimate NONE = new Estimate(Double.NaN, Branch.NOT_FINITE, false, false);
  }

  public NodeEnsemble {
    requireNonNull(low, "low");
    requireNonNull(high, "high");
  }

  /**
   * @param inputs in the order of {@link Inputs#NAMES}
   */
  public Estimate of(double[] inputs) {
    for (double input : inputs) {
      if (!Double.isFinite(input)) {
        return Estimate.NONE;
      }
    }
    double lowOutput = low.output(inputs);
    if (lowOutput < 0) {
      return estimate(LEAST_LN_MG_L, Branch.BELOW_M1, !low.knows(inputs));
    }
    double lowLn = low.lnMgL(lowOutput, LEAST_LN_MG_L);
    if (!(lowOutput > cut)) {
      return estimate(lowLn, Branch.M1, !low.knows(inputs));
    }
    boolean unfamiliar = !low.knows(inputs) || !high.knows(inputs);
    double highLn = high.lnMgL(high.output(inputs), cut * low.greatest());
    return highLn < low.greatest()
        ? estimate((lowLn + highLn) / 2, Branch.BLEND, unfamiliar)
        : estimate(highLn, Branch.M2, unfamiliar);
  }

  private Estimate estimate(double lnMgL, Branch branch, boolean unfamiliar) {
    double mgL = Math.exp(lnMgL);
    return Double.isFinite(mgL)
        ? new Estimate(mgL, branch, unfamiliar, lnMgL > high.greatest())
        : Estimate.NONE;
  }
}
