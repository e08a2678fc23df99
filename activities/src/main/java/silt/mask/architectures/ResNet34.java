package silt.mask.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * ResNet-34 (He et al. 2016) as an encoder, its last stage dilated by 2 so that it stays at a
 * stride of 16.
 */
final class ResNet34 implements DeepLab.Encoder {

  private record Unit(ConvNorm first, ConvNorm second, ConvNorm shortcut) {}

  private static final int STEM = 64;
  private static final int[] DEPTHS = {3, 4, 6, 3};

  private final ConvNorm stem;
  private final List<List<Unit>> stages = new ArrayList<>();

  ResNet34(SegmentationNetwork network, String prefix, int bands) {
    stem = network.add(prefix + ".conv1", prefix + ".bn1", Filter.of(bands, STEM, 7).stride(2));
    int in = STEM;
    for (int stage = 0; stage < DEPTHS.length; stage++) {
      boolean last = stage == DEPTHS.length - 1;
      int out = STEM << stage;
      int stride = stage == 0 || last ? 1 : 2;
      List<Unit> units = new ArrayList<>();
      for (int i = 0; i < DEPTHS[stage]; i++) {
        String name = prefix + ".layer" + (stage + 1) + "." + i;
        units.add(unit(network, name, in, out, i == 0 ? stride : 1, last ? 2 : 1));
        in = out;
      }
      stages.add(units);
    }
  }

  private static Unit unit(
      SegmentationNetwork network, String name, int in, int out, int stride, int dilation) {
    ConvNorm first =
        network.add(
            name + ".conv1",
            name + ".bn1",
            Filter.of(in, out, 3).stride(stride).dilation(dilation));
    ConvNorm second =
        network.add(
            name + ".conv2",
            name + ".bn2",
            Filter.of(out, out, 3).dilation(dilation).then(Activation.NONE));
    if (in == out) {
      return new Unit(first, second, null);
    }
    ConvNorm shortcut =
        network.add(
            name + ".downsample.0",
            name + ".downsample.1",
            Filter.of(in, out, 1).stride(stride).then(Activation.NONE));
    return new Unit(first, second, shortcut);
  }

  @Override
  public int quarter() {
    return STEM;
  }

  @Override
  public int deep() {
    return STEM << DEPTHS.length - 1;
  }

  @Override
  public Features features(Pass pass, NDArray bands) {
    NDArray x;
    try (NDArray half = pass.of(stem, bands)) {
      x =
          half.getNDArrayInternal()
              .maxPool(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1), false);
    }
    NDArray quarter = null;
    for (List<Unit> stage : stages) {
      for (Unit unit : stage) {
        x = run(pass, unit, x, x == quarter);
      }
      quarter = quarter == null ? x : quarter;
    }
    return new Features(quarter, x);
  }

  private static NDArray run(Pass pass, Unit unit, NDArray x, boolean keep) {
    NDArray y = pass.then(unit.second(), pass.of(unit.first(), x));
    NDArray sum;
    if (unit.shortcut() != null) {
      sum = pass.sum(y, pass.of(unit.shortcut(), x));
    } else {
      try (y) {
        sum = y.add(x);
      }
    }
    if (!keep) {
      x.close();
    }
    return pass.then(Activation.RELU, sum);
  }
}
