package silt.model.checkpoint;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, read from front to back and never past their end. */
final class PickleBytes {

  private static final int LONGEST_LINE = 256;
  private static final int LONGEST_NUMBER = 255;

  private final ByteBuffer bytes;

  PickleBytes(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  int position() {
    return bytes.position();
  }

  int unsigned1() {
    return require(1).get() & 0xff;
  }

  int unsigned2() {
    return require(2).getShort() & 0xffff;
  }

  long signed4() {
    return require(4).getInt();
  }

  long unsigned4() {
    return require(4).getInt() & 0xffffffffL;
  }

  /** A length of eight bytes; one with the highest bit set is longer than any file. */
  long length8() {
    long length = require(8).getLong();
    return length < 0 ? Long.MAX_VALUE : length;
  }

  /** The only number that pickles write with its highest byte first. */
  double float8() {
    return Double.longBitsToDouble(Long.reverseBytes(require(8).getLong()));
  }

  byte[] take(long length) {
    require(length);
    byte[] taken = new byte[(int) length];
    bytes.get(taken);
    return taken;
  }

  String text(long length) {
    return new String(take(length), StandardCharsets.UTF_8);
  }

  /** A line without its end, as names are written. */
  String line() {
    int start = bytes.position();
    for (int length = 0; length <= LONGEST_LINE; length++) {
      if (unsigned1() == '\n') {
        return new String(bytes.array(), start, length, StandardCharsets.UTF_8);
      }
    }
    throw Unreadable.damaged("its pickle has a name of over " + LONGEST_LINE + " bytes");
  }

  /** A whole number of any length: {@code Long} where it fits, else {@code BigInteger}. */
  Number whole(long length) {
    if (length > LONGEST_NUMBER) {
      throw Unreadable.damaged("its pickle has a number of " + length + " bytes");
    }
    byte[] little = take(length);
    if (length == 0) {
      return 0L;
    }
    byte[] big = new byte[little.length];
    for (int i = 0; i < big.length; i++) {
      big[i] = little[little.length - 1 - i];
    }
    BigInteger number = new BigInteger(big);
    if (number.bitLength() < Long.SIZE) {
      return number.longValue();
    }
    return number;
  }

  /** Sees that so many bytes follow. */
  ByteBuffer require(long length) {
    if (length > bytes.remaining()) {
      throw Unreadable.damaged(
          "its pickle ends at byte " + bytes.limit() + ", where " + length + " more are claimed");
    }
    return bytes;
  }
}
