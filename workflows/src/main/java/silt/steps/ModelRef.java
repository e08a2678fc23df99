package silt.steps;

import static java.util.Objects.requireNonNull;

/**
 * A model bundle by name and content; a worker finds the bundle itself by its sha256.
 *
 * @param name for people, e.g. {@code mask-hls-1}
 * @param sha256 of the bundle's {@code model.json}, which holds the sha256 of every other file
 */
public record ModelRef(String name, String sha256) {

  public ModelRef {
    requireNonNull(name, "name");
    ArtifactRef.requireSha256(sha256);
  }
}
