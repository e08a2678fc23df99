package silt.mask.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Map;

/**
 * A 3x3 convolution, batch normalisation and ReLU. For inference the normalisation is folded into
 * the convolution's weights, which saves two passes over memory.
 */
final class ConvNorm extends AbstractBlock {

  private static final float EPSILON = 1e-5f;

  private final int in;
  private final int out;
  private final Shape stride;
  private final Shape reach;
  private final Conv2d conv;
  private final BatchNorm norm;
  private NDArray foldedWeight;
  private NDArray foldedBias;

  ConvNorm(int in, int out, int stride, int dilation) {
    this.in = in;
    this.out = out;
    this.stride = new Shape(stride, stride);
    this.reach = new Shape(dilation, dilation);
    conv =
        addChildBlock(
            "conv",
            Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .setFilters(out)
                .optStride(this.stride)
                .optPadding(reach)
                .optDilation(reach)
                .optBias(false)
                .build());
    norm = addChildBlock("norm", BatchNorm.builder().optEpsilon(EPSILON).optMomentum(0.9f).build());
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    conv.initialize(manager, type, new Shape(1, in, 64, 64));
    norm.initialize(manager, type, new Shape(1, out, 64, 64));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    long step = stride.get(0);
    return new Shape[] {
      new Shape(
          inputs[0].get(0),
          out,
          (inputs[0].get(2) + step - 1) / step,
          (inputs[0].get(3) + step - 1) / step)
    };
  }

  /** Prepares for inference; the folded arrays live as long as {@code owner}. */
  void fold(NDManager owner) {
    try (NDManager brief = owner.newSubManager()) {
      NDArray weight = brief(brief, conv.getParameters().valueAt(0).getArray());
      NDArray gamma = brief(brief, norm.getParameters().get("gamma").getArray());
      NDArray beta = brief(brief, norm.getParameters().get("beta").getArray());
      NDArray mean = brief(brief, norm.getParameters().get("runningMean").getArray());
      NDArray variance = brief(brief, norm.getParameters().get("runningVar").getArray());
      NDArray scale = gamma.div(variance.add(EPSILON).sqrt());
      foldedWeight = weight.mul(scale.reshape(out, 1, 1, 1)).stopGradient();
      foldedBias = beta.sub(mean.mul(scale)).stopGradient();
      foldedWeight.attach(owner);
      foldedBias.attach(owner);
    }
  }

  /** Adds the parameters under the names that PyTorch gives a convolution and its normalisation. */
  void name(String prefix, Map<String, Parameter> named) {
    named.put(prefix + ".conv.weight", conv.getParameters().get("weight"));
    named.put(prefix + ".norm.weight", norm.getParameters().get("gamma"));
    named.put(prefix + ".norm.bias", norm.getParameters().get("beta"));
    named.put(prefix + ".norm.running_mean", norm.getParameters().get("runningMean"));
    named.put(prefix + ".norm.running_var", norm.getParameters().get("runningVar"));
  }

  private static NDArray brief(NDManager owner, NDArray array) {
    NDArray copy = array.duplicate();
    copy.attach(owner);
    return copy;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDArray x = inputs.singletonOrThrow();
    NDArray y;
    if (!training && foldedWeight != null) {
      y =
          x.getNDArrayInternal()
              .convolution(x, foldedWeight, foldedBias, stride, reach, reach, 1)
              .singletonOrThrow();
    } else {
      NDArray raw = conv.forward(parameters, new NDList(x), training).singletonOrThrow();
      y = norm.forward(parameters, new NDList(raw), training).singletonOrThrow();
      raw.close();
    }
    NDArray active = Activation.relu(y);
    y.close();
    return new NDList(active);
  }
}
