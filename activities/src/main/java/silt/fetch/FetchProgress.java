package silt.fetch;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a fetch tells while it runs.
 *
 * @param bytes that are here, by band
 */
public record FetchProgress(Map<String, Long> bytes) {

  public FetchProgress {
    bytes = new TreeMap<>(bytes);
  }
}
