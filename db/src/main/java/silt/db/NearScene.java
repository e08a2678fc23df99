package silt.db;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * A scene that was run, and the samples that were taken below it at about its time.
 *
 * @param mask with ssc; both null where the scene was seen and no water of it was clear
 * @param quality null where there is none
 * @param inputs sha256 of the files that the run read, by the band's name in the file
 * @param samples nearest in time first
 */
public record NearScene(
    SceneRow scene,
    RasterRow mask,
    RasterRow ssc,
    RasterRow quality,
    Map<String, String> inputs,
    List<NearSample> samples) {

  /** A sample with the name of its set. */
  public record NearSample(long id, String set, SampleRow sample) {}

  public NearScene {
    requireNonNull(scene, "scene");
    inputs = Map.copyOf(inputs);
    samples = List.copyOf(samples);
  }
}
