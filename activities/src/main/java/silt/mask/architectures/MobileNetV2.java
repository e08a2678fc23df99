package silt.mask.architectures;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * MobileNetV2 (Sandler et al. 2018) as an encoder, what would lie at a stride of 32 dilated by 2 so
 * that it stays at 16.
 */
final class MobileNetV2 implements DeepLab.Encoder {

  private record Unit(ConvNorm expand, ConvNorm depthwise, ConvNorm project, boolean skips) {}

  private static final int STEM = 32;
  private static final int LAST = 1280;

  /** Expansion, planes out, repetitions, stride of the first: table 2 of the paper. */
  private static final int[][] ROWS = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private static final int QUARTER_ROW = 1;

  private final ConvNorm stem;
  private final List<Unit> units = new ArrayList<>();
  private final ConvNorm last;
  private int quarterAfter;

  MobileNetV2(SegmentationNetwork network, String prefix, int bands) {
    String features = prefix + ".features.";
    stem =
        network.add(
            features + "0.0",
            features + "0.1",
            Filter.of(bands, STEM, 3).stride(2).then(Activation.RELU6));
    int in = STEM;
    int strides = 2;
    int dilation = 1;
    for (int row = 0; row < ROWS.length; row++) {
      int stride = ROWS[row][3];
      int out = ROWS[row][1];
      if (strides * stride > DeepLab.STEP) {
        dilation *= stride;
      } else {
        strides *= stride;
      }
      for (int i = 0; i < ROWS[row][2]; i++) {
        String name = features + (units.size() + 1) + ".conv.";
        int own = i == 0 ? stride : 1;
        units.add(unit(network, name, in, in * ROWS[row][0], out, own, dilation));
        in = out;
      }
      if (row == QUARTER_ROW) {
        quarterAfter = units.size();
      }
    }
    String name = features + (units.size() + 1);
    last = network.add(name + ".0", name + ".1", Filter.of(in, LAST, 1).then(Activation.RELU6));
  }

  private static Unit unit(
      SegmentationNetwork network,
      String name,
      int in,
      int hidden,
      int out,
      int stride,
      int dilation) {
    int at = 0;
    ConvNorm expand = null;
    if (hidden != in) {
      Filter filter = Filter.of(in, hidden, 1).then(Activation.RELU6);
      expand = network.add(name + at + ".0", name + at + ".1", filter);
      at++;
    }
    Filter filter =
        Filter.depthwise(hidden, 3)
            .stride(dilation > 1 ? 1 : stride)
            .dilation(dilation)
            .then(Activation.RELU6);
    ConvNorm depthwise = network.add(name + at + ".0", name + at + ".1", filter);
    ConvNorm project =
        network.add(
            name + (at + 1), name + (at + 2), Filter.of(hidden, out, 1).then(Activation.NONE));
    return new Unit(expand, depthwise, project, stride == 1 && in == out);
  }

  @Override
  public int quarter() {
    return ROWS[QUARTER_ROW][1];
  }

  @Override
  public int deep() {
    return LAST;
  }

  @Override
  public Features features(Pass pass, NDArray bands) {
    NDArray x = pass.of(stem, bands);
    NDArray quarter = null;
    for (int i = 0; i < units.size(); i++) {
      quarter = i == quarterAfter ? x : quarter;
      x = run(pass, units.get(i), x, x == quarter);
    }
    return new Features(quarter, pass.then(last, x));
  }

  private static NDArray run(Pass pass, Unit unit, NDArray x, boolean keep) {
    NDArray y =
        unit.expand() == null
            ? pass.of(unit.depthwise(), x)
            : pass.then(unit.depthwise(), pass.of(unit.expand(), x));
    y = pass.then(unit.project(), y);
    if (unit.skips()) {
      try (NDArray alone = y) {
        y = alone.add(x);
      }
    }
    if (!keep) {
      x.close();
    }
    return y;
  }
}
