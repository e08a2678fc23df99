package silt.model.checkpoint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor: which numbers of a storage it shows, and in what order.
 *
 * @param offset the first number's index in the storage
 * @param shape the sizes of its dimensions; none for a single number
 * @param strides how far apart neighbours along each dimension lie in the storage, numbers
 */
record TensorView(Storage storage, long offset, List<Long> shape, List<Long> strides) {

  /** Over any weight of a mask network; the numbers must fit in an array. */
  private static final long MOST_ELEMENTS = 1L << 28;

  TensorView {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
    if (shape.size() != strides.size()
        || offset < 0
        || shape.stream().anyMatch(size -> size < 0)
        || strides.stream().anyMatch(stride -> stride < 0)) {
      throw Unreadable.damaged(
          "a tensor on "
              + storage.record()
              + " has shape "
              + shape
              + ", strides "
              + strides
              + ", offset "
              + offset);
    }
    try {
      long elements = 1;
      long last = offset;
      for (int i = 0; i < shape.size(); i++) {
        elements = Math.multiplyExact(elements, shape.get(i));
        last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
      }
      if (elements > 0 && last >= storage.elements() || elements > MOST_ELEMENTS) {
        throw beyond(storage, shape);
      }
    } catch (ArithmeticException overflow) {
      throw beyond(storage, shape);
    }
  }

  private static Unreadable beyond(Storage storage, List<Long> shape) {
    return Unreadable.damaged(
        "a tensor of shape "
            + shape
            + " claims more than its storage "
            + storage.record()
            + " of "
            + storage.elements()
            + " numbers");
  }

  /**
   * Its numbers, the last dimension running fastest.
   *
   * @param bytes the whole storage, in the order of its bytes
   */
  float[] floats(ByteBuffer bytes) {
    int elements = (int) shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    float[] floats = new float[elements];
    long[] index = new long[shape.size()];
    long at = offset;
    for (int i = 0; i < elements; i++) {
      floats[i] = storage.type().read(bytes, (int) at);
      for (int d = index.length - 1; d >= 0; d--) {
        at += strides.get(d);
        if (++index[d] < shape.get(d)) {
          break;
        }
        at -= shape.get(d) * strides.get(d);
        index[d] = 0;
      }
    }
    return floats;
  }

  /** Reads a shape or strides: a tuple of whole numbers. */
  static List<Long> numbers(Object tuple) {
    List<Long> numbers = new ArrayList<>();
    if (tuple instanceof Tuple sizes) {
      for (Object size : sizes.items()) {
        numbers.add(number(size));
      }
      return numbers;
    }
    throw Unreadable.damaged("a tensor's shape is no tuple");
  }

  static long number(Object value) {
    if (value instanceof Long number) {
      return number;
    }
    throw Unreadable.damaged("a tensor's size is no whole number");
  }
}
