package silt.steps;

import static java.util.Objects.requireNonNull;

import silt.scene.Scene;

/**
 * A scene whose kept rasters are to be summarised over a zone set that came later.
 *
 * @param sceneRunId the row of {@code silt.scene_run}
 * @param quality the flags of the pixels; {@code null} for a scene that was measured without any
 */
public record FillOrder(
    long sceneRunId,
    Scene scene,
    ProductRef product,
    String zoneSet,
    ArtifactRef mask,
    ArtifactRef ssc,
    ArtifactRef quality) {

  public FillOrder {
    requireNonNull(scene, "scene");
    requireNonNull(product, "product");
    requireNonNull(zoneSet, "zoneSet");
    requireNonNull(mask, "mask");
    requireNonNull(ssc, "ssc");
  }
}
