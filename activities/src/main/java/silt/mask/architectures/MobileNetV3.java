package silt.mask.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.convolutional.Conv2d;
import java.util.ArrayList;
import java.util.List;

/**
 * MobileNetV3 (Howard et al. 2019) as a trunk for segmentation: TensorFlow's variant with "same"
 * padding, the stages from the third stride on dilated by 2 and by 4 so that it stays at a stride
 * of 8. Bands other than three are first mixed down to three.
 */
final class MobileNetV3 {

  /** Features of strides 2, 4 and 8. */
  record Features(NDArray half, NDArray quarter, NDArray deep) {}

  private record Row(
      int kernel, int hidden, int out, boolean squeezes, Activation last, int stride) {
    Row(int kernel, int hidden, int out, String squeezes, String last, int stride) {
      this(
          kernel,
          hidden,
          out,
          squeezes.equals("SE"),
          last.equals("HS") ? Activation.HARD_SWISH : Activation.RELU,
          stride);
    }
  }

  private record Unit(
      ConvNorm expand,
      ConvNorm depthwise,
      SqueezeExcite squeeze,
      ConvNorm project,
      boolean skips) {}

  private static final float EPSILON = 1e-3f;
  private static final int STEM = 16;

  /** By stage; the hidden width of the first stage is its input's, which is not expanded. */
  private static final List<List<Row>> SMALL =
      List.of(
          List.of(new Row(3, STEM, 16, "SE", "RE", 2)),
          List.of(new Row(3, 72, 24, "--", "RE", 2), new Row(3, 88, 24, "--", "RE", 1)),
          List.of(
              new Row(5, 96, 40, "SE", "HS", 2),
              new Row(5, 240, 40, "SE", "HS", 1),
              new Row(5, 240, 40, "SE", "HS", 1)),
          List.of(new Row(5, 120, 48, "SE", "HS", 1), new Row(5, 144, 48, "SE", "HS", 1)),
          List.of(
              new Row(5, 288, 96, "SE", "HS", 2),
              new Row(5, 576, 96, "SE", "HS", 1),
              new Row(5, 576, 96, "SE", "HS", 1)));

  private static final List<List<Row>> LARGE =
      List.of(
          List.of(new Row(3, STEM, 16, "--", "RE", 1)),
          List.of(new Row(3, 64, 24, "--", "RE", 2), new Row(3, 72, 24, "--", "RE", 1)),
          List.of(
              new Row(5, 72, 40, "SE", "RE", 2),
              new Row(5, 120, 40, "SE", "RE", 1),
              new Row(5, 120, 40, "SE", "RE", 1)),
          List.of(
              new Row(3, 240, 80, "--", "HS", 2),
              new Row(3, 200, 80, "--", "HS", 1),
              new Row(3, 184, 80, "--", "HS", 1),
              new Row(3, 184, 80, "--", "HS", 1)),
          List.of(new Row(3, 480, 112, "SE", "HS", 1), new Row(3, 672, 112, "SE", "HS", 1)),
          List.of(
              new Row(5, 672, 160, "SE", "HS", 2),
              new Row(5, 960, 160, "SE", "HS", 1),
              new Row(5, 960, 160, "SE", "HS", 1)));

  private final SegmentationNetwork network;
  private final boolean large;
  private final Conv2d first;
  private final ConvNorm stem;
  private final List<List<Unit>> stages = new ArrayList<>();
  private final ConvNorm last;

  /** Adds the trunk to a network, its names under {@code prefix}. */
  MobileNetV3(SegmentationNetwork network, String prefix, boolean large, int bands) {
    this.network = network;
    this.large = large;
    first = Mixing.toColours(network, prefix, bands);
    stem =
        network.add(
            prefix + ".early.0",
            prefix + ".early.1",
            filter(3, STEM, 3, Activation.HARD_SWISH).stride(2).paddedAhead());
    int strides = 2;
    int dilation = 1;
    int in = STEM;
    for (List<Row> rows : large ? LARGE : SMALL) {
      int stride = rows.get(0).stride();
      if (strides * stride > 8) {
        dilation *= stride;
      } else {
        strides *= stride;
      }
      List<Unit> stage = new ArrayList<>();
      for (Row row : rows) {
        String name = prefix + ".block" + stages.size() + "." + stage.size();
        boolean plain = stages.isEmpty();
        stage.add(unit(name, in, row, plain, dilation));
        in = row.out();
      }
      stages.add(stage);
    }
    String name = prefix + ".block" + stages.size() + ".0";
    last = network.add(name + ".conv", name + ".bn1", filter(in, deep(), 1, Activation.HARD_SWISH));
  }

  private static Filter filter(int in, int out, int kernel, Activation then) {
    return Filter.of(in, out, kernel).epsilon(EPSILON).then(then);
  }

  private Unit unit(String name, int in, Row row, boolean plain, int dilation) {
    int hidden = row.hidden();
    ConvNorm expand =
        plain
            ? null
            : network.add(name + ".conv_pw", name + ".bn1", filter(in, hidden, 1, row.last()));
    Filter depthwise =
        Filter.depthwise(hidden, row.kernel())
            .stride(dilation > 1 ? 1 : row.stride())
            .dilation(dilation)
            .paddedAhead()
            .epsilon(EPSILON)
            .then(row.last());
    ConvNorm middle = network.add(name + ".conv_dw", name + (plain ? ".bn1" : ".bn2"), depthwise);
    SqueezeExcite squeeze =
        row.squeezes() ? SqueezeExcite.add(network, name + ".se", hidden) : null;
    ConvNorm project =
        network.add(
            name + (plain ? ".conv_pw" : ".conv_pwl"),
            name + (plain ? ".bn2" : ".bn3"),
            filter(hidden, row.out(), 1, Activation.NONE));
    return new Unit(expand, middle, squeeze, project, row.stride() == 1 && in == row.out());
  }

  /** Planes of the features of stride 2. */
  static int half() {
    return STEM;
  }

  /** Planes of the features of stride 4. */
  int quarter() {
    return large ? 24 : 16;
  }

  /** Planes of the features of stride 8. */
  int deep() {
    return large ? 960 : 576;
  }

  /** Features of the bands, which stay open. */
  Features features(Pass pass, NDArray bands) {
    NDArray x = first == null ? pass.of(stem, bands) : pass.then(stem, pass.of(first, bands));
    int halfAfter = large ? 1 : 0;
    NDArray half = null;
    NDArray quarter = null;
    for (int s = 0; s < stages.size(); s++) {
      if (s == halfAfter) {
        half = x;
      } else if (s == halfAfter + 1) {
        quarter = x;
      }
      boolean keep = x == half || x == quarter;
      for (Unit unit : stages.get(s)) {
        x = run(pass, unit, x, keep);
        keep = false;
      }
    }
    return new Features(half, quarter, pass.then(last, x));
  }

  private static NDArray run(Pass pass, Unit unit, NDArray x, boolean keep) {
    NDArray y =
        unit.expand() == null
            ? pass.of(unit.depthwise(), x)
            : pass.then(unit.depthwise(), pass.of(unit.expand(), x));
    if (unit.squeeze() != null) {
      y = unit.squeeze().weigh(pass, y);
    }
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
