package silt.housekeeping;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lies of one scene under one product version in a store.
 *
 * @param key {@code PRODUCT/TILE/GRANULE/rREVISION}
 * @param modified when the newest of its files was written
 */
public record SceneFolder(String key, long files, long bytes, Instant modified) {

  private static final Pattern KEY =
      Pattern.compile("([^/]+)/([0-9]{2}[A-Z]{3})/(HLS[^/]+/r[0-9]+)");

  private static final Pattern FILE = Pattern.compile("(" + KEY.pattern() + ")/.+");

  /** The folder that a file of a store lies in; empty for what is no scene's. */
  static Optional<String> of(String file) {
    Matcher parts = FILE.matcher(file);
    return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
  }

  SceneFolder with(long moreBytes, Instant written) {
    return new SceneFolder(
        key, files + 1, bytes + moreBytes, written.isAfter(modified) ? written : modified);
  }

  /** The workflow that such a scene is worked on by. */
  public String workflowId() {
    return workflowId(key);
  }

  static String workflowId(String key) {
    Matcher parts = KEY.matcher(key);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no folder of a scene: " + key);
    }
    return "scene/" + parts.group(3) + "/" + parts.group(1);
  }
}
