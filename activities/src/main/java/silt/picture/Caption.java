package silt.picture;

import static java.util.Objects.requireNonNull;

/**
 * The words above a picture.
 *
 * @param title one line, e.g. the granule id
 * @param facts one line below it: when, by which product version, how much was seen
 */
public record Caption(String title, String facts) {

  public Caption {
    requireNonNull(title, "title");
    requireNonNull(facts, "facts");
  }
}
