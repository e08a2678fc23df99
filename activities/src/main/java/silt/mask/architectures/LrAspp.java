package silt.mask.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.List;

/**
 * MobileNetV3 with the lite reduced atrous pyramid of its paper (Howard et al. 2019), as published:
 * 128 filters, the gate a mean of 2x2 pixels.
 */
final class LrAspp extends SegmentationNetwork {

  /** Sides of inputs are multiples of this; a side of 8 would leave the gate's mean no 2x2. */
  static final int STEP = 16;

  private static final int FILTERS = 128;
  private static final int FROM_HALF = 32;
  private static final int FROM_QUARTER = 64;

  private final MobileNetV3 trunk;
  private final ConvNorm values;
  private final Conv2d gate;
  private final Conv2d half;
  private final Conv2d quarter;
  private final Conv2d up1;
  private final ConvNorm up2;
  private final Heads heads;

  LrAspp(boolean large, int bands) {
    trunk = new MobileNetV3(this, "backbone.trunk", large, bands);
    int deep = trunk.deep();
    values = add("backbone.aspp_conv1.0", "backbone.aspp_conv1.1", Filter.of(deep, FILTERS, 1));
    gate = add("backbone.aspp_conv2.1", Filter.of(deep, FILTERS, 1));
    half = add("backbone.convs2", Filter.of(MobileNetV3.half(), FROM_HALF, 1));
    quarter = add("backbone.convs4", Filter.of(trunk.quarter(), FROM_QUARTER, 1));
    up1 = add("backbone.conv_up1", Filter.of(FILTERS, FILTERS, 1).biased());
    up2 =
        add(
            "backbone.conv_up2.conv",
            "backbone.conv_up2.bn",
            Filter.of(FILTERS + FROM_QUARTER, FILTERS, 1));
    heads =
        new Heads(
            name ->
                List.of(
                    add(
                        name + ".pred_task.0.conv",
                        name + ".pred_task.0.bn",
                        Filter.of(FILTERS + FROM_HALF, FILTERS, 1)),
                    add(name + ".pred_task.1", Filter.of(FILTERS, 1, 1).biased())));
  }

  @Override
  NDArray logits(Pass pass, NDArray bands) {
    MobileNetV3.Features features = trunk.features(pass, bands);
    NDArray y = pass.then(up1, pyramid(pass, features.deep()));
    y = pass.stacked(larger(y, features.quarter()), pass.then(quarter, features.quarter()));
    y = pass.then(up2, y);
    y = pass.stacked(larger(y, features.half()), pass.then(half, features.half()));
    return heads.logits(pass, y, bands.getShape());
  }

  private NDArray pyramid(Pass pass, NDArray deep) {
    NDArray means =
        deep.getNDArrayInternal()
            .avgPool(new Shape(2, 2), new Shape(1, 1), new Shape(0, 0), false, true);
    try (NDArray small = pass.then(Activation.SIGMOID, pass.then(gate, means));
        NDArray open = Enlarging.corners(small, deep.getShape());
        NDArray valued = pass.then(values, deep)) {
      return valued.mul(open);
    }
  }

  private static NDArray larger(NDArray x, NDArray like) {
    try (x) {
      return Enlarging.centres(x, like.getShape());
    }
  }
}
