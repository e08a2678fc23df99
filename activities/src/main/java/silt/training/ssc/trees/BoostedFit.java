package silt.training.ssc.trees;

import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import silt.sediment.regressors.BoostedTrees;
import silt.sediment.regressors.Features;

/**
 * Boosts regression trees with XGBoost (Chen and Guestrin 2016, KDD) towards the median: shallow,
 * on absolute errors, one thread, so that the same rows make the same trees.
 */
public final class BoostedFit {

  /** Splits of a tree; deeper ones learnt the organisations by heart. */
  public static final int DEPTH = 3;

  public static final int ROUNDS = 120;

  private static final Map<String, Object> PLAN =
      Map.ofEntries(
          Map.entry("objective", "reg:absoluteerror"),
          Map.entry("tree_method", "hist"),
          Map.entry("max_depth", DEPTH),
          Map.entry("max_bin", 64),
          Map.entry("eta", 0.08),
          Map.entry("subsample", 0.7),
          Map.entry("colsample_bytree", 0.7),
          Map.entry("min_child_weight", 20),
          Map.entry("lambda", 5),
          Map.entry("seed", 1),
          Map.entry("nthread", 1),
          Map.entry("verbosity", 0));

  private BoostedFit() {}

  /**
   * Fits.
   *
   * @param rows by sample, the numbers of {@code features}
   * @param target by sample, ln mg/L
   */
  public static BoostedTrees fit(Features features, List<float[]> rows, float[] target) {
    float[] data = new float[rows.size() * features.count()];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, data, i * features.count(), features.count());
    }
    try {
      DMatrix matrix = new DMatrix(data, rows.size(), features.count(), Float.NaN);
      try {
        matrix.setLabel(target);
        Booster booster = XGBoost.train(matrix, PLAN, ROUNDS, Map.of(), null, null);
        try {
          return BoostedTrees.ofXgboost(features, booster.toByteArray("json"));
        } finally {
          booster.dispose();
        }
      } finally {
        matrix.dispose();
      }
    } catch (XGBoostError failed) {
      throw new IllegalStateException("boosted trees cannot be fitted", failed);
    }
  }
}
