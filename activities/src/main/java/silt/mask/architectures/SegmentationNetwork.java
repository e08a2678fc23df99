package silt.mask.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import silt.mask.MaskClass;

/**
 * A network of five heads: {@code N x bands x H x W} in, {@code N x 5 x H x W} logits out, in the
 * order of {@link MaskClass}. H and W are multiples of {@link Architecture#step}.
 *
 * <p>The probability of a class is {@code 1 / (1 + e^-logit)}; published networks that end in the
 * sigmoid are held here without it, and {@link PublishedTask} tells of their heads.
 *
 * <p>A network adds its layers in the order of its original's {@code state_dict}, whatever the
 * order in which they run.
 */
public abstract class SegmentationNetwork extends AbstractBlock {

  private record Layer(Block block, int planes, Supplier<Map<String, Parameter>> published) {}

  private final List<Layer> layers = new ArrayList<>();

  SegmentationNetwork() {}

  /** Adds a convolution with its normalisation and activation, under their names in PyTorch. */
  final ConvNorm add(String conv, String norm, Filter filter) {
    ConvNorm block = addChildBlock(conv, new ConvNorm(filter));
    layers.add(new Layer(block, filter.in(), () -> block.published(conv, norm)));
    return block;
  }

  /** Adds a convolution that nothing follows, under its name in PyTorch. */
  final Conv2d add(String conv, Filter filter) {
    Conv2d block = addChildBlock(conv, filter.convolution());
    layers.add(
        new Layer(
            block,
            filter.in(),
            () -> {
              Map<String, Parameter> named = new LinkedHashMap<>();
              block.getParameters().forEach(p -> named.put(conv + "." + p.getKey(), p.getValue()));
              return named;
            }));
    return block;
  }

  /** Logits of scaled bands; the bands stay open. */
  abstract NDArray logits(Pass pass, NDArray bands);

  /**
   * The parameters of an initialised network under the names that its PyTorch original gives them,
   * in that order, running statistics included and counters of batches left out.
   */
  public final Map<String, Parameter> published() {
    Map<String, Parameter> named = new LinkedHashMap<>();
    layers.forEach(layer -> named.putAll(layer.published().get()));
    return named;
  }

  /**
   * Folds every normalisation into the convolution before it, for inference only.
   *
   * @param owner the folded arrays live as long as it does
   */
  public final void fold(NDManager owner) {
    for (Layer layer : layers) {
      if (layer.block() instanceof ConvNorm block) {
        block.fold(owner);
      }
    }
  }

  @Override
  protected final void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    for (Layer layer : layers) {
      layer.block().initialize(manager, type, new Shape(1, layer.planes(), 64, 64));
    }
  }

  @Override
  public final Shape[] getOutputShapes(Shape[] inputs) {
    Shape in = inputs[0];
    return new Shape[] {new Shape(in.get(0), MaskClass.values().length, in.get(2), in.get(3))};
  }

  @Override
  protected final NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    return new NDList(logits(new Pass(parameters, training), inputs.singletonOrThrow()));
  }
}
