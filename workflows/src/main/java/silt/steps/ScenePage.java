package silt.steps;

import java.util.List;

/**
 * The next scenes of a campaign that have no result yet.
 *
 * @param cursor position of the last scene looked at; give it back for the page after
 * @param last whether nothing follows
 */
public record ScenePage(List<SceneOrder> scenes, long cursor, boolean last) {

  public ScenePage {
    scenes = List.copyOf(scenes);
  }
}
