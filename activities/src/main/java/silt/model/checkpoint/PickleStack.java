package silt.model.checkpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The values that a pickle is working on, and the marks that it has set among them. */
final class PickleStack {

  private final List<Object> values = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();

  void push(Object value) {
    values.add(value);
  }

  Object pop() {
    if (values.size() <= floor()) {
      throw empty();
    }
    return values.remove(values.size() - 1);
  }

  Object peek() {
    if (values.size() <= floor()) {
      throw empty();
    }
    return values.get(values.size() - 1);
  }

  int size() {
    return values.size();
  }

  void mark() {
    marks.push(values.size());
  }

  /** Takes off all that lies above the last mark, and the mark. */
  List<Object> popToMark() {
    if (marks.isEmpty()) {
      throw Unreadable.damaged("its pickle goes back to a mark that it did not set");
    }
    List<Object> above = values.subList(marks.pop(), values.size());
    List<Object> taken = Collections.unmodifiableList(new ArrayList<>(above));
    above.clear();
    return taken;
  }

  /** Takes off the last so many, first pushed first. */
  Tuple popTuple(int size) {
    Object[] items = new Object[size];
    for (int i = size - 1; i >= 0; i--) {
      items[i] = pop();
    }
    return new Tuple(Collections.unmodifiableList(java.util.Arrays.asList(items)));
  }

  private int floor() {
    return marks.isEmpty() ? 0 : marks.peek();
  }

  private static Unreadable empty() {
    return Unreadable.damaged("its pickle takes a value where there is none");
  }
}
