package silt.model.checkpoint;

import java.util.List;

/**
 * What a pickle's calls come to. The few that make tensors and dictionaries are understood; every
 * other one makes a {@link Placeholder}, whatever it would have done in Python.
 */
final class PickleCalls {

  private static final String TENSOR = "torch._utils._rebuild_tensor_v2";

  private PickleCalls() {}

  /**
   * Stands for calling {@code callable} with {@code arguments}, or for making an instance of it.
   *
   * @throws Unreadable where what is called is no name, or a tensor contradicts its storage
   */
  static Object call(Object callable, Object arguments) {
    if (!(callable instanceof Name name) || !(arguments instanceof Tuple given)) {
      throw Unreadable.damaged("its pickle calls what is no name, or with no arguments");
    }
    return switch (name.toString()) {
      case "collections.OrderedDict", "collections.defaultdict" -> dict(given.at(0));
      case "torch._utils._rebuild_tensor", TENSOR -> tensor(given);
      case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state" ->
          given.at(0);
      case "torch._tensor._rebuild_from_type_v2" -> ofItsOwnType(given);
      default -> new Placeholder(name.toString());
    };
  }

  /** Python 2 hands an ordered dictionary its items as a list of pairs. */
  private static Dict dict(Object items) {
    Dict dict = new Dict();
    if (items instanceof List<?> pairs) {
      for (Object pair : pairs) {
        if (pair instanceof List<?> item && item.size() == 2) {
          dict.put(item.get(0), item.get(1));
        } else if (pair instanceof Tuple item && item.items().size() == 2) {
          dict.put(item.at(0), item.at(1));
        }
      }
    }
    return dict;
  }

  /** Arguments: storage, offset, shape, strides, and what only training needs. */
  private static Object tensor(Tuple given) {
    if (given.at(0) instanceof Storage storage) {
      return new TensorView(
          storage,
          TensorView.number(given.at(1)),
          TensorView.numbers(given.at(2)),
          TensorView.numbers(given.at(3)));
    }
    return new Placeholder("torch.Tensor");
  }

  /** A tensor that carries attributes: how to make the tensor, its class, arguments, attributes. */
  private static Object ofItsOwnType(Tuple given) {
    boolean plain = given.at(0) instanceof Name maker && maker.toString().equals(TENSOR);
    return plain && given.at(2) instanceof Tuple arguments
        ? tensor(arguments)
        : new Placeholder("torch.Tensor");
  }
}
