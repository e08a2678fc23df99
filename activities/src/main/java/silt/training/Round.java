package silt.training;

/** Figures as reports give them. */
final class Round {

  private Round() {}

  /** Four decimals; NaN stays NaN. */
  static double four(double value) {
    return Double.isNaN(value) ? value : Math.round(value * 10_000) / 10_000.0;
  }
}
