package silt.config;

import static java.util.Objects.requireNonNull;

/**
 * A resolved setting as {@code silt config} shows it.
 *
 * @param value never that of a secret: {@code ***} where one is set
 * @param origin option, environment (with the variable), silt.toml (with the file), ...
 */
public record Setting(String key, String value, String origin, String description) {

  /** Shown in place of every secret. */
  public static final String HIDDEN = "***";

  public Setting {
    requireNonNull(key, "key");
    requireNonNull(value, "value");
    requireNonNull(origin, "origin");
    requireNonNull(description, "description");
  }
}
