package silt.mask.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import silt.mask.MaskClass;

/**
 * A small U-Net (Ronneberger et al. 2015) with sums for skips: about 430,000 weights, 15,000
 * multiplications a pixel. Full resolution sees 3x3 pixels of colour, the bottom over 150 pixels of
 * scene, which is what telling cloud shadow from water needs.
 *
 * <p>Input N x bands x H x W with H and W multiples of {@link #STEP}; output N x 5 x H x W logits
 * in the order of {@link MaskClass}.
 */
final class CompactUnet extends SegmentationNetwork {

  /** Sides of inputs are multiples of this. */
  static final int STEP = 16;

  private static final int[] WIDTHS = {16, 32, 48, 64, 96};

  private final List<List<ConvNorm>> down = new ArrayList<>();
  private final List<Conv2d> narrow = new ArrayList<>();
  private final List<ConvNorm> up = new ArrayList<>();
  private final Conv2d heads;

  CompactUnet(int bands) {
    int in = bands;
    for (int level = 0; level < WIDTHS.length; level++) {
      List<ConvNorm> stage = new ArrayList<>();
      int width = WIDTHS[level];
      stage.add(add("down" + level + "a", new ConvNorm(in, width, level == 0 ? 1 : 2, 1)));
      if (level > 0) {
        stage.add(add("down" + level + "b", new ConvNorm(width, width, 1, 1)));
      }
      if (level == WIDTHS.length - 1) {
        stage.add(add("down" + level + "c", new ConvNorm(width, width, 1, 2)));
      }
      down.add(stage);
      in = width;
    }
    for (int level = WIDTHS.length - 2; level >= 0; level--) {
      narrow.add(add("narrow" + level, pointwise(WIDTHS[level])));
      up.add(add("up" + level, new ConvNorm(WIDTHS[level], WIDTHS[level], 1, 1)));
    }
    heads = add("heads", pointwise(MaskClass.values().length));
  }

  private <B extends Block> B add(String name, B block) {
    return addChildBlock(name, block);
  }

  private static Conv2d pointwise(int filters) {
    return Conv2d.builder().setKernelShape(new Shape(1, 1)).setFilters(filters).build();
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    down.forEach(stage -> stage.forEach(block -> block.initialize(manager, type, inputs)));
    up.forEach(block -> block.initialize(manager, type, inputs));
    for (int i = 0; i < narrow.size(); i++) {
      int below = WIDTHS[WIDTHS.length - 1 - i];
      narrow.get(i).initialize(manager, type, new Shape(1, below, 64, 64));
    }
    heads.initialize(manager, type, new Shape(1, WIDTHS[0], 64, 64));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    Shape in = inputs[0];
    return new Shape[] {new Shape(in.get(0), MaskClass.values().length, in.get(2), in.get(3))};
  }

  @Override
  public Map<String, Parameter> published() {
    Map<String, Parameter> named = new LinkedHashMap<>();
    for (int level = 0; level < down.size(); level++) {
      for (int i = 0; i < down.get(level).size(); i++) {
        down.get(level).get(i).name("down" + level + (char) ('a' + i), named);
      }
    }
    for (int i = 0; i < up.size(); i++) {
      int level = WIDTHS.length - 2 - i;
      name("narrow" + level, narrow.get(i), named);
      up.get(i).name("up" + level, named);
    }
    name("heads", heads, named);
    return named;
  }

  private static void name(String prefix, Conv2d conv, Map<String, Parameter> named) {
    named.put(prefix + ".weight", conv.getParameters().get("weight"));
    named.put(prefix + ".bias", conv.getParameters().get("bias"));
  }

  @Override
  public void fold(NDManager owner) {
    down.forEach(stage -> stage.forEach(block -> block.fold(owner)));
    up.forEach(block -> block.fold(owner));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    List<NDArray> skips = new ArrayList<>();
    NDArray x = inputs.singletonOrThrow();
    for (List<ConvNorm> stage : down) {
      for (ConvNorm block : stage) {
        NDArray y = run(block, parameters, x, training);
        if (block != stage.get(0)) {
          x.close();
        }
        x = y;
      }
      skips.add(x);
    }
    for (int i = 0; i < up.size(); i++) {
      NDArray skip = skips.get(WIDTHS.length - 2 - i);
      NDArray small = run(narrow.get(i), parameters, x, training);
      x.close();
      NDArray large = enlarge(small, skip.getShape());
      small.close();
      NDArray sum = large.add(skip);
      large.close();
      skip.close();
      x = run(up.get(i), parameters, sum, training);
      sum.close();
    }
    NDArray logits = run(heads, parameters, x, training);
    x.close();
    return new NDList(logits);
  }

  private static NDArray run(Block block, ParameterStore parameters, NDArray x, boolean training) {
    return block.forward(parameters, new NDList(x), training).singletonOrThrow();
  }

  private static NDArray enlarge(NDArray x, Shape to) {
    // 2 is bilinear; pixel centres, not corners, are kept in place
    return JniUtils.interpolate((PtNDArray) x, new long[] {to.get(2), to.get(3)}, 2, false);
  }
}
