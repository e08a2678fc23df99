package silt.mask.architectures;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * What a convolution is: square kernel, stride, dilation, groups, and what follows it.
 *
 * @param in planes in
 * @param out planes out
 * @param kernel side of the kernel, odd
 * @param stride pixels between outputs
 * @param dilation pixels between the kernel's taps
 * @param groups parts that see only their own planes; {@code in} of them make it depthwise
 * @param ahead whether padding is TensorFlow's "same", whose odd pixel lies ahead, instead of equal
 *     on both sides; the two differ at strides over 1
 * @param bias whether it adds one
 * @param epsilon what the normalisation after it adds to the variance
 * @param activation what comes last
 */
record Filter(
    int in,
    int out,
    int kernel,
    int stride,
    int dilation,
    int groups,
    boolean ahead,
    boolean bias,
    float epsilon,
    Activation activation) {

  Filter {
    if (in < 1 || out < 1 || stride < 1 || dilation < 1 || kernel % 2 != 1) {
      throw new IllegalArgumentException(
          "no convolution is " + in + " to " + out + ", kernel " + kernel + ", stride " + stride);
    }
    if (in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          in + " and " + out + " planes have no " + groups + " parts");
    }
  }

  /** Stride and dilation 1, no bias, epsilon 1e-5 as PyTorch has it, ReLU. */
  static Filter of(int in, int out, int kernel) {
    return new Filter(in, out, kernel, 1, 1, 1, false, false, 1e-5f, Activation.RELU);
  }

  /** One kernel for each plane. */
  static Filter depthwise(int planes, int kernel) {
    return new Filter(planes, planes, kernel, 1, 1, planes, false, false, 1e-5f, Activation.RELU);
  }

  Filter stride(int pixels) {
    return new Filter(in, out, kernel, pixels, dilation, groups, ahead, bias, epsilon, activation);
  }

  Filter dilation(int pixels) {
    return new Filter(in, out, kernel, stride, pixels, groups, ahead, bias, epsilon, activation);
  }

  Filter paddedAhead() {
    return new Filter(in, out, kernel, stride, dilation, groups, true, bias, epsilon, activation);
  }

  Filter biased() {
    return new Filter(in, out, kernel, stride, dilation, groups, ahead, true, epsilon, activation);
  }

  Filter epsilon(float added) {
    return new Filter(in, out, kernel, stride, dilation, groups, ahead, bias, added, activation);
  }

  Filter then(Activation last) {
    return new Filter(in, out, kernel, stride, dilation, groups, ahead, bias, epsilon, last);
  }

  /** Pixels from the kernel's centre to its outermost tap. */
  private int reach() {
    return dilation * (kernel / 2);
  }

  /** Whether the input must be padded before {@link #convolution} sees it. */
  boolean padsBefore() {
    return ahead && stride > 1;
  }

  /** Pixels that "same" padding adds to a side of so many, both ends together. */
  long same(long side) {
    long outputs = (side + stride - 1) / stride;
    return Math.max((outputs - 1) * stride + 2L * reach() + 1 - side, 0);
  }

  Shape strides() {
    return new Shape(stride, stride);
  }

  Shape padding() {
    int pixels = padsBefore() ? 0 : reach();
    return new Shape(pixels, pixels);
  }

  Shape dilations() {
    return new Shape(dilation, dilation);
  }

  /** DJL's block of it, without normalisation and activation. */
  Conv2d convolution() {
    return Conv2d.builder()
        .setKernelShape(new Shape(kernel, kernel))
        .setFilters(out)
        .optStride(strides())
        .optPadding(padding())
        .optDilation(dilations())
        .optGroups(groups)
        .optBias(bias)
        .build();
  }
}
