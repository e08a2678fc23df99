package silt.training.ssc;

import java.util.List;
import silt.sediment.regressors.Regressor;

/** A way to make a regressor of field measurements; the same measurements make the same numbers. */
interface Learner {

  /** As {@code --engine} names it. */
  String word();

  /** Fits to samples of any number of groups and of both sensors. */
  Regressor fit(List<SscSample> samples);
}
