package silt.steps;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A campaign to run. Its region, dates and filters stand in the database under its name, so that no
 * polygon travels through histories.
 *
 * @param window scenes in flight at a time, at least 1
 * @param priority 1, served first, to 5, as Temporal counts it; {@value #FORWARD} for daily
 *     ingestion, {@value #HISTORIC} for what can wait. 0, as orders of earlier builds read, stands
 *     for {@value #HISTORIC}
 */
public record CampaignOrder(
    String name, ProductRef product, List<String> zoneSets, int window, int priority) {

  /** Scenes in flight at a time, at most: a fan-out that one workflow bears with ease. */
  public static final int WIDEST = 500;

  /** New scenes before old ones. */
  public static final int FORWARD = 1;

  /** A scene that a person waits for. */
  public static final int ASKED_ALONE = 2;

  public static final int HISTORIC = 4;

  public CampaignOrder {
    requireNonNull(name, "name");
    requireNonNull(product, "product");
    zoneSets = List.copyOf(zoneSets);
    requireWindow(window);
    priority = priority == 0 ? HISTORIC : priority;
    if (priority < 1 || priority > 5) {
      throw new IllegalArgumentException("a priority is 1 (first) to 5, not " + priority);
    }
  }

  /** Of the priority of history. */
  public CampaignOrder(String name, ProductRef product, List<String> zoneSets, int window) {
    this(name, product, zoneSets, window, HISTORIC);
  }

  /**
   * @throws IllegalArgumentException where no campaign has such a window
   */
  public static void requireWindow(int window) {
    if (window < 1 || window > WIDEST) {
      throw new IllegalArgumentException("a window is 1 to " + WIDEST + " scenes, not " + window);
    }
  }

  public String workflowId() {
    return workflowId(name);
  }

  /** The id of the workflow that runs the campaign of this name. */
  public static String workflowId(String name) {
    return "campaign/" + name;
  }
}
