package silt.samples.matchups;

import java.time.Duration;
import java.util.Map;
import silt.db.NearScene.NearSample;
import silt.db.SceneRow;
import silt.scene.Band;

/**
 * One sample beside one scene.
 *
 * @param reflectance median over the pixels, unitless, by band; empty where the bands could not be
 *     had
 */
public record Matchup(
    NearSample sample, SceneRow scene, WindowPixels pixels, Map<Band, Double> reflectance) {

  /** From the sample to the scene, hours, over 0 where the satellite came later. */
  public double hoursApart() {
    Duration apart = Duration.between(sample.sample().takenAt(), scene.acquiredAt());
    return apart.toMillis() / 3.6e6;
  }

  Matchup with(Map<Band, Double> seen) {
    return new Matchup(sample, scene, pixels, seen);
  }
}
