package silt.training.ssc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who measured together, so that no model is judged on the habits of those it learnt from.
 *
 * <p>Measurements that share an organisation, a site or a data set belong to one group, and so on
 * from neighbour to neighbour (connected components). A fold takes whole groups.
 */
final class SscGroups {

  private final Map<String, String> parents = new HashMap<>();

  /** Joins an organisation with a data set and a site; an empty name joins nothing. */
  void join(String organisation, String dataset, String site) {
    String mine = root("organisation " + organisation);
    if (!dataset.isEmpty()) {
      parents.put(root("data set " + dataset), mine);
    }
    if (!site.isEmpty()) {
      parents.put(root("site " + site), mine);
    }
  }

  /** The group of an organisation, once all pairs are joined. */
  String of(String organisation) {
    return root("organisation " + organisation);
  }

  private String root(String name) {
    String here = parents.computeIfAbsent(name, self -> self);
    while (!here.equals(parents.get(here))) {
      here = parents.get(here);
    }
    return here;
  }

  /**
   * Deals whole groups out to folds of about the same size, the largest first.
   *
   * @return the fold of each group, from 0
   */
  static Map<String, Integer> folds(Collection<SscSample> samples, int count) {
    Map<String, Integer> sizes = new TreeMap<>();
    samples.forEach(sample -> sizes.merge(sample.group(), 1, Integer::sum));
    List<String> largestFirst = new ArrayList<>(sizes.keySet());
    largestFirst.sort(
        Comparator.<String>comparingInt(sizes::get).reversed().thenComparing(group -> group));
    int[] filled = new int[count];
    Map<String, Integer> folds = new HashMap<>();
    for (String group : largestFirst) {
      int emptiest = 0;
      for (int fold = 1; fold < count; fold++) {
        emptiest = filled[fold] < filled[emptiest] ? fold : emptiest;
      }
      folds.put(group, emptiest);
      filled[emptiest] += sizes.get(group);
    }
    return folds;
  }
}
