package silt.archive.faults;

import java.util.Optional;
import java.util.function.Function;

/** Looks at a request before the server behind a {@link Gate} does, and may refuse it. */
public interface Guard {

  /** An error in the XML of S3. */
  record Refusal(int status, String code, String message) {}

  /**
   * Judges one request.
   *
   * @param target path and query
   * @param header finds a header by name
   */
  Optional<Refusal> judge(String method, String target, Function<String, Optional<String>> header);

  /** Lets everyone in. */
  static Guard none() {
    return (method, target, header) -> Optional.empty();
  }
}
