package silt.steps;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import silt.scene.Band;

/**
 * The bands of a scene in staging, checked and hashed.
 *
 * @param files by role; always holds {@code FMASK}
 * @param sources where each file was read from, without any credential or signature
 * @param via {@code s3} or {@code https}
 */
public record StagedScene(
    Map<Band, ArtifactRef> files, Map<Band, String> sources, String via, StepRun run) {

  public StagedScene {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a staged scene holds at least one band");
    }
    files = byBand(files);
    sources = byBand(sources);
    requireNonNull(via, "via");
    requireNonNull(run, "run");
  }

  private static <T> Map<Band, T> byBand(Map<Band, T> given) {
    Map<Band, T> ordered = new EnumMap<>(Band.class);
    ordered.putAll(given);
    return ordered;
  }
}
