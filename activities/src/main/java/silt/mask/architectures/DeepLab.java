package silt.mask.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * DeepLabv3+ (Chen et al. 2018) as published: an encoder at output stride 16, separable atrous
 * convolutions of 12, 24 and 36 features, 256 channels.
 *
 * <p>It learns from batches of two or more: the pyramid's mean of the whole scene has one value for
 * each, and one value has no variance to normalise by.
 */
final class DeepLab extends SegmentationNetwork {

  /** Sides of inputs are multiples of this. */
  static final int STEP = 16;

  /** What turns bands into features. */
  interface Encoder {

    /**
     * @param quarter features of stride 4
     * @param deep features of stride 16
     */
    record Features(NDArray quarter, NDArray deep) {}

    Features features(Pass pass, NDArray bands);

    /** Planes of the features of stride 4. */
    int quarter();

    /** Planes of the features of stride 16. */
    int deep();
  }

  /** Makes an encoder in a network, for so many bands. */
  interface EncoderMaker {
    Encoder in(SegmentationNetwork network, String prefix, int bands);
  }

  private static final int CHANNELS = 256;
  private static final int FROM_QUARTER = 48;
  private static final int[] RATES = {12, 24, 36};
  private static final float DROPPED = 0.5f;
  private static final String PYRAMID = "backbone.decoder.aspp.0";

  private final Encoder encoder;
  private final ConvNorm near;
  private final List<List<Block>> far = new ArrayList<>();
  private final ConvNorm scene;
  private final ConvNorm project;
  private final List<Block> after;
  private final ConvNorm quarter;
  private final List<Block> fuse;
  private final Heads heads;

  DeepLab(EncoderMaker maker, int bands) {
    encoder = maker.in(this, "backbone.encoder", bands);
    int deep = encoder.deep();
    String convs = PYRAMID + ".convs.";
    near = add(convs + "0.0", convs + "0.1", Filter.of(deep, CHANNELS, 1));
    for (int i = 0; i < RATES.length; i++) {
      String name = convs + (i + 1);
      far.add(separable(name + ".0", name + ".1", deep, RATES[i]));
    }
    int last = RATES.length + 1;
    scene = add(convs + last + ".1", convs + last + ".2", Filter.of(deep, CHANNELS, 1));
    project =
        add(
            PYRAMID + ".project.0",
            PYRAMID + ".project.1",
            Filter.of((last + 1) * CHANNELS, CHANNELS, 1));
    after = separable("backbone.decoder.aspp.1", "backbone.decoder.aspp.2", CHANNELS, 1);
    quarter =
        add(
            "backbone.decoder.block1.0",
            "backbone.decoder.block1.1",
            Filter.of(encoder.quarter(), FROM_QUARTER, 1));
    fuse =
        separable(
            "backbone.decoder.block2.0", "backbone.decoder.block2.1", FROM_QUARTER + CHANNELS, 1);
    heads = new Heads(name -> List.of(add(name + ".0", Filter.of(CHANNELS, 1, 1).biased())));
  }

  private List<Block> separable(String conv, String norm, int in, int dilation) {
    Conv2d depthwise = add(conv + ".0", Filter.depthwise(in, 3).dilation(dilation));
    return List.of(depthwise, add(conv + ".1", norm, Filter.of(in, CHANNELS, 1)));
  }

  @Override
  NDArray logits(Pass pass, NDArray bands) {
    if (pass.training() && bands.getShape().get(0) < 2) {
      throw new IllegalArgumentException(
          "DeepLabv3+ learns from batches of at least 2 images, not 1");
    }
    Encoder.Features features = encoder.features(pass, bands);
    NDArray fine = pass.then(quarter, features.quarter());
    NDArray coarse = through(pass, after, pyramid(pass, features.deep()));
    NDArray large;
    try (coarse) {
      large = Enlarging.corners(coarse, fine.getShape());
    }
    NDArray fused = through(pass, fuse, pass.stacked(large, fine));
    return heads.logits(pass, fused, bands.getShape());
  }

  private NDArray pyramid(Pass pass, NDArray deep) {
    NDList rates = new NDList(pass.of(near, deep));
    for (List<Block> rate : far) {
      rates.add(pass.then(rate.get(1), pass.of(rate.get(0), deep)));
    }
    NDArray mean = JniUtils.adaptiveAvgPool((PtNDArray) deep, new Shape(1, 1));
    try (NDArray whole = pass.then(scene, mean)) {
      rates.add(Enlarging.centres(whole, deep.getShape()));
    }
    deep.close();
    NDArray all = NDArrays.concat(rates, 1);
    rates.close();
    NDArray projected = pass.then(project, all);
    if (!pass.training()) {
      return projected;
    }
    try (projected) {
      return projected.getNDArrayInternal().dropout(projected, DROPPED, true).singletonOrThrow();
    }
  }

  private static NDArray through(Pass pass, List<Block> blocks, NDArray x) {
    NDArray y = x;
    for (Block block : blocks) {
      y = pass.then(block, y);
    }
    return y;
  }
}
