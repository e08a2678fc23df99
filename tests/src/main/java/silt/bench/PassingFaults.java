package silt.bench;

import java.util.ArrayList;
import java.util.List;

/** What strikes one request in ten and is gone when it is asked again, by a seed. */
final class PassingFaults {

  private record Kind(double share, String words) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(0.03, "\"kind\": \"status\", \"status\": 503"),
          new Kind(0.01, "\"kind\": \"status\", \"status\": 503, \"retryAfterS\": 1"),
          new Kind(0.01, "\"kind\": \"status\", \"status\": 500"),
          new Kind(0.02, "\"kind\": \"reset\", \"bytes\": 3000"),
          new Kind(0.02, "\"kind\": \"truncate\", \"bytes\": 9000"),
          new Kind(0.01, "\"kind\": \"slow\", \"delayMs\": 400"));

  private PassingFaults() {}

  /** In the words of the archive's {@code /_faults}; of these the first that strikes counts. */
  static List<String> of(long seed) {
    List<String> faults = new ArrayList<>();
    double left = 1;
    for (Kind kind : KINDS) {
      // each is asked only about requests that those before it let pass
      faults.add(
          "{\"match\": \".*\", %s, \"probability\": %s, \"seed\": %d}"
              .formatted(kind.words, kind.share / left, seed + faults.size()));
      left -= kind.share;
    }
    return faults;
  }
}
