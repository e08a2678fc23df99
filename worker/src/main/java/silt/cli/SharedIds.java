package silt.cli;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import silt.model.Sha256;

/**
 * Which of many ids may come more than once, at eight bytes an id: those whose digests begin alike.
 * Ids that are the same are always among them; others as good as never.
 */
final class SharedIds {

  private long[] hashes = new long[1024];
  private int count;

  void add(String id) {
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    hashes[count++] = hash(id);
  }

  /** Hashes that came more than once. */
  Set<Long> suspects() {
    long[] sorted = Arrays.copyOf(hashes, count);
    Arrays.sort(sorted);
    Set<Long> twice = new HashSet<>();
    for (int nr = 1; nr < count; nr++) {
      if (sorted[nr] == sorted[nr - 1]) {
        twice.add(sorted[nr]);
      }
    }
    return twice;
  }

  static long hash(String id) {
    return ByteBuffer.wrap(Sha256.digest().digest(id.getBytes(StandardCharsets.UTF_8))).getLong();
  }
}
