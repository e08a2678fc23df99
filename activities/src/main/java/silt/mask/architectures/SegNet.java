package silt.mask.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.convolutional.Conv2d;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * SegNet (Badrinarayanan et al. 2017) as published: five stages of pooling, a mirrored decoder that
 * puts values back where the maxima were. Bands other than three are first mixed down to three.
 */
final class SegNet extends SegmentationNetwork {

  /** Sides of inputs are multiples of this. */
  static final int STEP = 32;

  private static final int[] WIDTHS = {64, 128, 256, 512, 512};

  /** Planes that the decoder's stages give, by the same index. */
  private static final int[] BACK = {64, 64, 128, 256, 512};

  private static final String NAME = "backbone.";

  private final Conv2d first;
  private final List<List<ConvNorm>> down = new ArrayList<>();
  private final List<List<ConvNorm>> up = new ArrayList<>();
  private final Heads heads;

  SegNet(int bands) {
    first = Mixing.toColours(this, "backbone", bands);
    int in = 3;
    for (int i = 0; i < WIDTHS.length; i++) {
      down.add(new ArrayList<>(List.of(unit("encoder_block." + i, in, WIDTHS[i]))));
      in = WIDTHS[i];
    }
    for (int i = 0; i < WIDTHS.length; i++) {
      up.add(new ArrayList<>(List.of(unit("decoder_block." + i, WIDTHS[i], BACK[i]))));
    }
    for (int i = 0; i < WIDTHS.length; i++) {
      down.get(i).addAll(more("conv_block_enc." + i, i, WIDTHS[i]));
    }
    for (int i = 0; i < WIDTHS.length; i++) {
      up.get(i).addAll(more("conv_block_dec." + i, i, BACK[i]));
    }
    int width = BACK[0];
    heads =
        new Heads(
            name ->
                List.of(
                    add(name + ".pred_task.0", Filter.of(width, width, 3).biased()),
                    add(name + ".pred_task.1", Filter.of(width, 1, 1).biased())));
  }

  private ConvNorm unit(String name, int in, int out) {
    return add(NAME + name + ".0", NAME + name + ".1", Filter.of(in, out, 3).biased());
  }

  /** One unit in the two stages nearest to the image, two in the others. */
  private List<ConvNorm> more(String name, int stage, int width) {
    return stage < 2
        ? List.of(unit(name, width, width))
        : List.of(unit(name + ".0", width, width), unit(name + ".1", width, width));
  }

  @Override
  NDArray logits(Pass pass, NDArray bands) {
    Deque<NDArray> places = new ArrayDeque<>();
    NDArray x = first == null ? bands : pass.of(first, bands);
    for (List<ConvNorm> stage : down) {
      NDArray y = pass.of(stage.get(0), x);
      if (x != bands) {
        x.close();
      }
      for (ConvNorm block : stage.subList(1, stage.size())) {
        y = pass.then(block, y);
      }
      try (NDArray full = y) {
        places.push(Pooling.places(full));
        x = Pooling.maxima(full);
      }
    }
    for (int i = up.size() - 1; i >= 0; i--) {
      x = Pooling.back(x, places.pop());
      for (ConvNorm block : up.get(i)) {
        x = pass.then(block, x);
      }
    }
    return heads.logits(pass, x, bands.getShape());
  }
}
