package silt.model.checkpoint;

import java.util.List;

/** A Python tuple. Its items may hold itself: it is never compared, hashed or printed. */
record Tuple(List<Object> items) {

  /** The item, or {@code null} where there is none of that index. */
  Object at(int index) {
    return index < items.size() ? items.get(index) : null;
  }
}
