package silt.model.checkpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The machine that a pickle of protocol 2 to 5 is a program for, as far as torch.save writes it:
 * values are pushed, gathered into containers, remembered and fetched again. What would import or
 * call in Python goes to {@link Name} and {@link PickleCalls}.
 *
 * <p>It holds no more objects than the pickle has bytes, and no step of it recurses, so that
 * neither nesting nor a container that holds itself can exhaust it. Values are {@code null}, {@code
 * Boolean}, {@code Long}, {@code BigInteger}, {@code Double}, {@code String}, {@code byte[]},
 * {@code List}, {@link Tuple}, {@link Dict}, {@link Name}, {@link Storage}, {@link TensorView} and
 * {@link Placeholder}.
 */
final class PickleReader {

  private static final int PROTO = 0x80;
  private static final int STOP = '.';

  private final PickleBytes in;
  private final Function<Object, Object> persistent;
  private final PickleStack stack = new PickleStack();
  private final Map<Long, Object> memo = new HashMap<>();

  /**
   * @param persistent what a reference to something outside of the pickle stands for
   */
  PickleReader(byte[] pickle, Function<Object, Object> persistent) {
    this.in = new PickleBytes(pickle);
    this.persistent = persistent;
  }

  /** Runs the pickle to its end. */
  Object read() {
    if (in.unsigned1() != PROTO) {
      throw Unreadable.foreign("its pickle is of protocol 0 or 1, or none");
    }
    int protocol = in.unsigned1();
    if (protocol < 2 || protocol > 5) {
      throw Unreadable.foreign("its pickle is of protocol " + protocol + ", not 2 to 5");
    }
    for (int code = in.unsigned1(); code != STOP; code = in.unsigned1()) {
      if (!value(code) && !container(code) && !object(code)) {
        throw Unreadable.damaged(
            "its pickle has the code 0x%02x at byte %d, which torch.save never writes"
                .formatted(code, in.position() - 1));
      }
    }
    Object result = stack.pop();
    if (stack.size() > 0) {
      throw Unreadable.damaged("its pickle ends with values left over");
    }
    return result;
  }

  private boolean value(int code) {
    switch (code) {
      case 'N' -> stack.push(null);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'J' -> stack.push(in.signed4());
      case 'K' -> stack.push((long) in.unsigned1());
      case 'M' -> stack.push((long) in.unsigned2());
      case 0x8a -> stack.push(in.whole(in.unsigned1()));
      case 0x8b -> stack.push(in.whole(in.unsigned4()));
      case 'G' -> stack.push(in.float8());
      case 'U', 0x8c -> stack.push(in.text(in.unsigned1()));
      case 'T', 'X' -> stack.push(in.text(in.unsigned4()));
      case 0x8d -> stack.push(in.text(in.length8()));
      case 'C' -> stack.push(in.take(in.unsigned1()));
      case 'B' -> stack.push(in.take(in.unsigned4()));
      case 0x8e, 0x96 -> stack.push(in.take(in.length8()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean container(int code) {
    switch (code) {
      case '(' -> stack.mark();
      case '0' -> stack.pop();
      case '1' -> stack.popToMark();
      case ')' -> stack.push(stack.popTuple(0));
      case 0x85 -> stack.push(stack.popTuple(1));
      case 0x86 -> stack.push(stack.popTuple(2));
      case 0x87 -> stack.push(stack.popTuple(3));
      case 't' -> stack.push(new Tuple(stack.popToMark()));
      case 0x91 -> stack.push(stack.popToMark());
      case ']', 0x8f -> stack.push(new ArrayList<>());
      case '}' -> stack.push(new Dict());
      case 'a' -> append(stack.popTuple(1).items());
      case 'e', 0x90 -> append(stack.popToMark());
      case 's' -> set(stack.popTuple(2).items());
      case 'u' -> set(stack.popToMark());
      case 'q' -> memo.put((long) in.unsigned1(), stack.peek());
      case 'r' -> memo.put(in.unsigned4(), stack.peek());
      case 0x94 -> memo.put((long) memo.size(), stack.peek());
      case 'h' -> stack.push(remembered(in.unsigned1()));
      case 'j' -> stack.push(remembered(in.unsigned4()));
      case 0x95 -> in.require(in.length8());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean object(int code) {
    switch (code) {
      case 'c' -> stack.push(new Name(in.line(), in.line()));
      case 0x93 -> stack.push(named(stack.popTuple(2)));
      case 'Q' -> stack.push(persistent.apply(stack.pop()));
      case 'R', 0x81 -> call(stack.popTuple(2));
      case 0x92 -> call(stack.popTuple(3));
      // the state of what is no tensor stays unread; an ordered dictionary has some too
      case 'b' -> stack.popTuple(1);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Name named(Tuple moduleAndName) {
    if (moduleAndName.at(0) instanceof String module && moduleAndName.at(1) instanceof String of) {
      return new Name(module, of);
    }
    throw Unreadable.damaged("its pickle names what is no text");
  }

  private void call(Tuple callableAndArguments) {
    stack.push(PickleCalls.call(callableAndArguments.at(0), callableAndArguments.at(1)));
  }

  private void append(List<Object> items) {
    if (stack.peek() instanceof ArrayList<?>) {
      @SuppressWarnings("unchecked")
      List<Object> list = (List<Object>) stack.peek();
      list.addAll(items);
    } else if (!(stack.peek() instanceof Placeholder)) {
      throw Unreadable.damaged("its pickle appends to what is no list");
    }
  }

  private void set(List<Object> keysAndValues) {
    if (stack.peek() instanceof Dict dict && keysAndValues.size() % 2 == 0) {
      for (int i = 0; i < keysAndValues.size(); i += 2) {
        dict.put(keysAndValues.get(i), keysAndValues.get(i + 1));
      }
    } else if (!(stack.peek() instanceof Placeholder)) {
      throw Unreadable.damaged("its pickle sets an item of what is no dictionary");
    }
  }

  private Object remembered(long index) {
    if (!memo.containsKey(index)) {
      throw Unreadable.damaged("its pickle fetches " + index + ", which it did not remember");
    }
    return memo.get(index);
  }
}
