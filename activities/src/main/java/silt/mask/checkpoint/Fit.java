package silt.mask.checkpoint;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import silt.mask.MaskNetwork;
import silt.mask.architectures.Architecture;
import silt.mask.architectures.SegmentationNetwork;
import silt.model.checkpoint.Checkpoint;
import silt.scene.BadInput;

/**
 * How a checkpoint's tensors differ from a network's parameters, by name and shape.
 *
 * @param missing what the checkpoint lacks
 * @param extra what it holds beside
 * @param misshapen what has another shape, with both
 */
record Fit(List<String> missing, List<String> extra, List<String> misshapen) {

  private static final int NAMED = 3;

  static Fit of(Map<String, List<Long>> found, Map<String, List<Long>> wanted) {
    List<String> missing = new ArrayList<>(wanted.keySet());
    missing.removeAll(found.keySet());
    List<String> extra = new ArrayList<>();
    List<String> misshapen = new ArrayList<>();
    found.forEach(
        (name, shape) -> {
          if (!wanted.containsKey(name)) {
            extra.add(name);
          } else if (!shape.equals(wanted.get(name))) {
            misshapen.add(name + " has shape " + shape + ", not " + wanted.get(name));
          }
        });
    return new Fit(missing, extra, misshapen);
  }

  /** The shapes of an architecture's parameters by their published names. */
  static Map<String, List<Long>> shapes(Architecture architecture) {
    try (NDManager brief = NDManager.newBaseManager()) {
      Map<String, List<Long>> shapes = new LinkedHashMap<>();
      initialised(architecture, brief)
          .published()
          .forEach(
              (name, parameter) ->
                  shapes.put(
                      name,
                      Arrays.stream(parameter.getArray().getShape().getShape()).boxed().toList()));
      return shapes;
    }
  }

  static SegmentationNetwork initialised(Architecture architecture, NDManager manager) {
    int bands = MaskNetwork.INPUTS.size();
    SegmentationNetwork network = architecture.create(bands);
    network.initialize(
        manager, DataType.FLOAT32, new Shape(1, bands, architecture.up(64), architecture.up(64)));
    return network;
  }

  boolean exact() {
    return missing.isEmpty() && extra.isEmpty() && misshapen.isEmpty();
  }

  /**
   * Sees that a checkpoint holds an architecture's tensors, no less, no more.
   *
   * @throws BadInput naming those that differ, and the architecture that would fit
   */
  static void require(Checkpoint checkpoint, String file, Architecture architecture) {
    Fit fit = of(checkpoint.shapes(), shapes(architecture));
    if (!fit.exact()) {
      Optional<Architecture> other =
          Arrays.stream(Architecture.values())
              .filter(each -> of(checkpoint.shapes(), shapes(each)).exact())
              .findFirst();
      throw new BadInput(
          "checkpoint " + file + " does not fit " + architecture.word() + ": " + fit.told(),
          other
              .map(fitting -> "It fits --architecture " + fitting.word() + ".")
              .orElse(
                  "Give the architecture that it was trained as, for six bands and five heads."));
    }
  }

  private String told() {
    List<String> told = new ArrayList<>();
    if (!missing.isEmpty()) {
      told.add("it lacks " + some(missing));
    }
    if (!extra.isEmpty()) {
      told.add("it has " + some(extra) + " beside");
    }
    if (!misshapen.isEmpty()) {
      told.add(some(misshapen));
    }
    return String.join("; ", told);
  }

  private static String some(List<String> all) {
    String first = String.join(", ", all.subList(0, Math.min(NAMED, all.size())));
    return all.size() <= NAMED ? first : first + " and " + (all.size() - NAMED) + " more";
  }
}
