package silt.model.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import silt.scene.BadInput;

/**
 * The weights in a file of torch.save: a {@code state_dict}, alone or under {@code state_dict} or
 * {@code model} beside whatever training kept there.
 *
 * <p>A name that all tensors begin with because the network was wrapped ({@code module.}) is cut,
 * and counters of batches are left out. Tensors are read from the file when asked for; ask for none
 * whose shape is not wanted.
 */
public final class Checkpoint implements AutoCloseable {

  /**
   * Nearly twenty times that of a published network with its optimiser's state; worst costs 0.2 GB.
   */
  private static final int MOST_PICKLE_BYTES = 2 << 20;

  private static final int MOST_STORAGE_BYTES = 1 << 30;

  private static final List<String> NESTED = List.of("state_dict", "model_state_dict", "model");

  /** Fit for a line of a message, and never longer than one. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[\\x20-\\x7e]{1,255}");

  private static final String WRAPPED = "module.";
  private static final String COUNTER = "num_batches_tracked";

  private final String file;
  private final Archive archive;
  private final ByteOrder order;
  private final Map<String, TensorView> tensors;
  private final SortedMap<String, Number> numbers = new TreeMap<>();
  private String held;
  private ByteBuffer heldBytes;

  private Checkpoint(String file, Archive archive) {
    this.file = file;
    this.archive = archive;
    this.order = order();
    Map<String, Object> root = dictionary(pickled());
    root.forEach(
        (name, value) -> {
          if (value instanceof Long || value instanceof Double) {
            numbers.put(name, (Number) value);
          }
        });
    this.tensors = unwrapped(tensorsOf(stateIn(root)));
  }

  /**
   * Opens a file and reads which tensors it holds.
   *
   * @throws BadInput naming the file and why it is not read: no checkpoint, damaged, or made to
   *     harm
   */
  public static Checkpoint open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadInput(
          "checkpoint " + file + ": there is no such file",
          "Give a file that torch.save wrote, e.g. model.pth.tar.");
    }
    try {
      Archive archive = Archive.open(file);
      try {
        return new Checkpoint(file.toString(), archive);
      } catch (RuntimeException refused) {
        archive.close();
        throw refused;
      }
    } catch (Unreadable reason) {
      throw reason.of(file.toString());
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be read", failed);
    }
  }

  /** The shape of each tensor by its name, of plain characters, in the order of the file. */
  public Map<String, List<Long>> shapes() {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return shapes;
  }

  /** The plain numbers beside the weights, such as {@code epoch}. */
  public SortedMap<String, Number> numbers() {
    return Collections.unmodifiableSortedMap(numbers);
  }

  /**
   * A tensor's numbers, the last dimension running fastest.
   *
   * @param name one of {@link #shapes}
   * @throws BadInput where they are damaged, or one of them is not finite
   */
  public float[] floats(String name) {
    TensorView tensor = tensors.get(name);
    try {
      float[] floats = tensor.floats(bytes(tensor.storage()));
      for (float number : floats) {
        if (!Float.isFinite(number)) {
          throw Unreadable.damaged("tensor " + name + " holds " + number);
        }
      }
      return floats;
    } catch (Unreadable reason) {
      throw reason.of(file);
    }
  }

  /** Tensors that share a storage stand together: one is kept at hand. */
  private ByteBuffer bytes(Storage storage) {
    if (!storage.record().equals(held)) {
      heldBytes = ByteBuffer.wrap(archive.read(storage.record(), MOST_STORAGE_BYTES)).order(order);
      held = storage.record();
    }
    return heldBytes;
  }

  private ByteOrder order() {
    if (archive.size("byteorder") < 0) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    String word = new String(archive.read("byteorder", 16), StandardCharsets.US_ASCII).strip();
    return switch (word) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default -> throw Unreadable.damaged("its byte order is \"" + Unreadable.shown(word) + "\"");
    };
  }

  private Object pickled() {
    return new PickleReader(archive.pickle(MOST_PICKLE_BYTES), this::storage).read();
  }

  /** A reference out of the pickle: {@code ("storage", class, key, device, numbers)}. */
  private Object storage(Object reference) {
    if (!(reference instanceof Tuple given)
        || !"storage".equals(given.at(0))
        || !(given.at(1) instanceof Name type)
        || !(given.at(2) instanceof String key)
        || !(given.at(4) instanceof Long elements)) {
      throw Unreadable.damaged("its pickle refers to something that is no storage");
    }
    if (!key.matches("[0-9]{1,9}")) {
      throw Unreadable.hostile("its pickle takes a storage from " + Unreadable.shown(key));
    }
    ElementType numbers = ElementType.of(type);
    if (numbers == null) {
      return new Placeholder(type.toString());
    }
    String record = "data/" + key;
    long bytes = archive.size(record);
    if (elements < 0 || elements > bytes / numbers.bytes() || bytes != elements * numbers.bytes()) {
      throw Unreadable.damaged(
          "storage "
              + record
              + " claims "
              + elements
              + " numbers of "
              + numbers.bytes()
              + " bytes, and has "
              + Math.max(bytes, 0)
              + " bytes");
    }
    return new Storage(record, numbers, elements);
  }

  private static Map<String, Object> dictionary(Object pickled) {
    if (pickled instanceof Dict dict) {
      return dict.named();
    }
    throw Unreadable.foreign(
        "it holds "
            + (pickled instanceof Placeholder whole ? "a " + whole.type() : "no dictionary")
            + ", not a state_dict");
  }

  private static Map<String, Object> stateIn(Map<String, Object> root) {
    Map<String, Object> state = root;
    for (String name : NESTED) {
      if (state.get(name) instanceof Dict inner) {
        state = inner.named();
      } else if (state.get(name) instanceof Placeholder whole) {
        throw Unreadable.foreign(
            "its " + name + " is a " + whole.type() + ", not a dictionary of tensors");
      }
    }
    return state;
  }

  private static Map<String, TensorView> tensorsOf(Map<String, Object> state) {
    if (state.values().stream().noneMatch(TensorView.class::isInstance)) {
      throw Unreadable.foreign("it holds no state_dict, at its top or under " + NESTED);
    }
    Map<String, TensorView> tensors = new LinkedHashMap<>();
    state.forEach(
        (name, value) -> {
          if (!PLAIN_NAME.matcher(name).matches()) {
            throw Unreadable.hostile("its state_dict names a tensor " + Unreadable.shown(name));
          } else if (value instanceof TensorView tensor) {
            tensors.put(name, tensor);
          } else {
            throw Unreadable.foreign(name + " in its state_dict is no tensor of plain numbers");
          }
        });
    tensors.keySet().removeIf(name -> name.endsWith(COUNTER));
    return tensors;
  }

  private static Map<String, TensorView> unwrapped(Map<String, TensorView> tensors) {
    if (tensors.isEmpty() || !tensors.keySet().stream().allMatch(n -> n.startsWith(WRAPPED))) {
      return tensors;
    }
    Map<String, TensorView> cut = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> cut.put(name.substring(WRAPPED.length()), tensor));
    return unwrapped(cut);
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }
}
