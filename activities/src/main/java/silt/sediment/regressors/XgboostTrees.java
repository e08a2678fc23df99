package silt.sediment.regressors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes the trees out of a model that XGBoost saved as JSON, so that they run without its library.
 * Only regression of one number whose link is the identity.
 */
final class XgboostTrees {

  private static final Set<String> OBJECTIVES =
      Set.of(
          "reg:squarederror",
          "reg:linear",
          "reg:absoluteerror",
          "reg:pseudohubererror",
          "reg:quantileerror");

  private XgboostTrees() {}

  /**
   * @param json as {@code Booster.toByteArray("json")} gives it
   * @throws IllegalArgumentException where it is another kind of model
   */
  static BoostedTrees read(Features features, byte[] json) {
    JsonNode learner;
    try {
      learner = new ObjectMapper().readTree(json).path("learner");
    } catch (IOException malformed) {
      throw new IllegalArgumentException("this is no JSON of XGBoost's", malformed);
    }
    JsonNode params = learner.path("learner_model_param");
    String objective = learner.path("objective").path("name").asText();
    String booster = learner.path("gradient_booster").path("name").asText();
    if (!OBJECTIVES.contains(objective) || !booster.equals("gbtree")) {
      throw new IllegalArgumentException(
          "trees are taken of booster gbtree with an objective among "
              + OBJECTIVES
              + ", not of "
              + booster
              + " with "
              + objective);
    }
    if (params.path("num_target").asInt(1) > 1 || params.path("num_class").asInt(0) > 1) {
      throw new IllegalArgumentException("trees are taken of models of one number");
    }
    int terms = params.path("num_feature").asInt(-1);
    if (terms != features.count()) {
      throw new IllegalArgumentException(
          "XGBoost's trees were fitted to " + terms + " features, not " + features.count());
    }
    List<BoostedTrees.Tree> trees = new ArrayList<>();
    for (JsonNode tree : learner.path("gradient_booster").path("model").path("trees")) {
      trees.add(tree(tree));
    }
    // "[2.7E0]" in newer versions
    String base = params.path("base_score").asText().replaceAll("[\\[\\]]", "");
    return new BoostedTrees(features, Float.parseFloat(base), trees);
  }

  private static BoostedTrees.Tree tree(JsonNode tree) {
    int[] left = ints(tree.path("left_children"));
    int[] feature = ints(tree.path("split_indices"));
    if (!tree.path("categories_nodes").isEmpty()) {
      throw new IllegalArgumentException("a tree splits by categories");
    }
    // a leaf's value lies where a split's threshold would
    JsonNode conditions = tree.path("split_conditions");
    float[] value = new float[conditions.size()];
    for (int n = 0; n < value.length; n++) {
      value[n] = (float) conditions.get(n).asDouble();
      feature[n] = left[n] < 0 ? -1 : feature[n];
    }
    return new BoostedTrees.Tree(feature, value, left, ints(tree.path("right_children")));
  }

  private static int[] ints(JsonNode array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asInt();
    }
    return values;
  }
}
