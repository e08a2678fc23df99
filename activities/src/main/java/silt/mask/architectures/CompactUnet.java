package silt.mask.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.convolutional.Conv2d;
import java.util.ArrayList;
import java.util.List;
import silt.mask.MaskClass;

/**
 * A small U-Net (Ronneberger et al. 2015) with sums for skips: about 430,000 weights, 15,000
 * multiplications a pixel. Full resolution sees 3x3 pixels of colour, the bottom over 150 pixels of
 * scene, which is what telling cloud shadow from water needs.
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
    int last = WIDTHS.length - 1;
    int in = bands;
    for (int level = 0; level <= last; level++) {
      List<ConvNorm> stage = new ArrayList<>();
      int width = WIDTHS[level];
      stage.add(unit("down" + level + "a", Filter.of(in, width, 3).stride(level == 0 ? 1 : 2)));
      if (level > 0) {
        stage.add(unit("down" + level + "b", Filter.of(width, width, 3)));
      }
      if (level == last) {
        stage.add(unit("down" + level + "c", Filter.of(width, width, 3).dilation(2)));
      }
      down.add(stage);
      in = width;
    }
    for (int level = last - 1; level >= 0; level--) {
      int width = WIDTHS[level];
      narrow.add(add("narrow" + level, Filter.of(WIDTHS[level + 1], width, 1).biased()));
      up.add(unit("up" + level, Filter.of(width, width, 3)));
    }
    heads = add("heads", Filter.of(WIDTHS[0], MaskClass.values().length, 1).biased());
  }

  private ConvNorm unit(String name, Filter filter) {
    return add(name + ".conv", name + ".norm", filter);
  }

  @Override
  NDArray logits(Pass pass, NDArray bands) {
    List<NDArray> skips = new ArrayList<>();
    NDArray x = bands;
    for (List<ConvNorm> stage : down) {
      for (ConvNorm block : stage) {
        // a stage's input is the bands, or a skip that the way up needs
        x = block == stage.get(0) ? pass.of(block, x) : pass.then(block, x);
      }
      skips.add(x);
    }
    for (int i = 0; i < up.size(); i++) {
      NDArray skip = skips.get(WIDTHS.length - 2 - i);
      NDArray large;
      try (NDArray small = pass.then(narrow.get(i), x)) {
        large = Enlarging.centres(small, skip.getShape());
      }
      x = pass.then(up.get(i), pass.sum(large, skip));
    }
    return pass.then(heads, x);
  }
}
