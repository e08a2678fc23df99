package silt.sediment.regressors;

/** A {@link Regressor} ready to run. Safe for any number of threads. */
interface Estimator {

  /**
   * Estimates every pixel of a block.
   *
   * @param lnMgL receives ln mg/L by pixel
   * @param flags {@link PixelFlag} bits by pixel, to which it may add {@link PixelFlag#AT_BOUND}
   */
  void estimate(Block block, double[] lnMgL, byte[] flags);
}
