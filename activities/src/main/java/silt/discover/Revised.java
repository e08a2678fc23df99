package silt.discover;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import silt.scene.Sensor;

/**
 * What a search by revision told.
 *
 * @param told granules in all, cloudy and unfit ones among them
 * @param scenes those that are wanted, the first revised first
 * @param newest the greatest revision date that was told of each sensor; sensors of which nothing
 *     was told are not in it
 * @param unfit granules that no scene can be made of, each with its name and why; a later revision
 *     may mend them, and is seen by its own date
 */
public record Revised(
    long told, List<FoundScene> scenes, Map<Sensor, Instant> newest, List<String> unfit) {

  public Revised {
    scenes = List.copyOf(scenes);
    newest = Map.copyOf(newest);
    unfit = List.copyOf(unfit);
  }
}
