package silt.watch;

import static java.util.Objects.requireNonNull;

/**
 * What one look at something that a worker needs came to.
 *
 * @param found its state in a few words; never an address with a password, never a token
 */
public record Check(String name, boolean ok, String found) {

  public Check {
    requireNonNull(name, "name");
    requireNonNull(found, "found");
  }
}
