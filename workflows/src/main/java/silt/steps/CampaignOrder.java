package silt.steps;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A campaign to run. Its region, dates and filters stand in the database under its name, so that no
 * polygon travels through histories.
 *
 * @param window scenes in flight at a time, at least 1
 */
public record CampaignOrder(String name, ProductRef product, List<String> zoneSets, int window) {

  public CampaignOrder {
    requireNonNull(name, "name");
    requireNonNull(product, "product");
    zoneSets = List.copyOf(zoneSets);
    if (window < 1 || window > 500) {
      throw new IllegalArgumentException("a window is 1 to 500 scenes, not " + window);
    }
  }

  public String workflowId() {
    return "campaign/" + name;
  }
}
