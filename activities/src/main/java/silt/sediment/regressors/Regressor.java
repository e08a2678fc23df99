package silt.sediment.regressors;

import java.util.Set;
import silt.scene.Band;

/**
 * The part of a sediment model that knows about water: from the bands of a pixel to ln mg/L.
 *
 * <p>Each is a record of plain numbers that checks itself; ranges, intervals and what is unfamiliar
 * are the same for all and lie in {@link SscWeights}.
 */
public sealed interface Regressor
    permits LogLinear, LinearSum, BoostedTrees, DenseNetwork, Blend, Nechad, Switching {

  /** The word of the card that says who runs this. */
  String engine();

  /** The bands whose light makes the value. */
  Set<Band> light();

  /** All bands that are read: {@link #light} and those that estimate glint. */
  Set<Band> bands();

  /** Lays the numbers out for speed. */
  Estimator estimator();
}
