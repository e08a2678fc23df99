package silt.staging;

import java.util.regex.Pattern;

/** What a key may look like: relative, and never a way out of the store. */
final class Keys {

  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._=+-]*");

  private Keys() {}

  static String require(String key) {
    for (String segment : key.split("/", -1)) {
      if (!SEGMENT.matcher(segment).matches()) {
        throw new IllegalArgumentException(
            "a key is names joined by '/', each of letters, digits and . _ = + -, not \""
                + key
                + "\"");
      }
    }
    return key;
  }

  /** The key of a file in the store at {@code base}, e.g. to find its sidecar. */
  static String below(String base, String uri) {
    if (!uri.startsWith(base)) {
      throw new IllegalArgumentException(uri + " does not lie in the store " + base);
    }
    return require(uri.substring(base.length()));
  }
}
