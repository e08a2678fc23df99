package silt.db;

import java.util.regex.Pattern;

/** The checks that rows share: each refusal holds the rule and the offending value. */
final class Rules {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private Rules() {}

  static void that(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", not " + value);
    }
  }

  static void notBlank(String what, String value) {
    that(value != null && !value.isBlank(), what + " holds text", quoted(value));
  }

  static void name(String what, String value) {
    that(
        value != null && NAME.matcher(value).matches(),
        what + " has letters, digits, dot, dash and underscore, at most 63",
        quoted(value));
  }

  static void sha256(String what, String value) {
    that(
        value != null && SHA256.matcher(value).matches(),
        what + " is 64 hexadecimal digits in lower case",
        quoted(value));
  }

  private static String quoted(String value) {
    return value == null ? "null" : '"' + value + '"';
  }
}
