package silt.archive.egress;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A single range of bytes, both ends included.
 *
 * @param from the first byte, from 0
 * @param to the last byte
 */
record ByteRange(long from, long to) {

  private static final Pattern FORM = Pattern.compile("bytes=(\\d*)-(\\d*)");

  /**
   * Reads a {@code Range} header against a length.
   *
   * @return empty where the header is to be ignored (several ranges, another unit)
   * @throws Unsatisfiable where no byte of it exists: status 416
   */
  static Optional<ByteRange> of(String header, long length) throws Unsatisfiable {
    Matcher matcher = FORM.matcher(header.strip());
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return Optional.empty();
    }
    long from;
    long to = length - 1;
    if (matcher.group(1).isEmpty()) {
      from = Math.max(0, length - Long.parseLong(matcher.group(2)));
    } else {
      from = Long.parseLong(matcher.group(1));
      if (!matcher.group(2).isEmpty()) {
        long last = Long.parseLong(matcher.group(2));
        if (last < from) {
          return Optional.empty();
        }
        to = Math.min(to, last);
      }
    }
    if (from > to) {
      throw new Unsatisfiable();
    }
    return Optional.of(new ByteRange(from, to));
  }

  long length() {
    return to - from + 1;
  }

  /** The range lies wholly beyond the end. */
  static final class Unsatisfiable extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
