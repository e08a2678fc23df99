package silt.steps;

import java.util.List;
import java.util.Map;
import silt.scene.Outcome;

/**
 * What became of scenes that a campaign waits for without being told of their end.
 *
 * @param ended the stored outcome, by scene key, of those that count as ended for this campaign:
 *     its page would not offer them again
 * @param running keys of those that some workflow has in hand
 * @param free those without result that nobody works on: to be started anew
 */
public record WindowCheck(Map<String, Outcome> ended, List<String> running, List<SceneOrder> free) {

  public WindowCheck {
    ended = Map.copyOf(ended);
    running = List.copyOf(running);
    free = List.copyOf(free);
  }
}
