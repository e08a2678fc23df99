package silt.mask.architectures;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A convolution, batch normalisation and an activation. For inference the normalisation is folded
 * into the convolution's weights, which saves two passes over memory.
 */
final class ConvNorm extends AbstractBlock {

  private final Filter filter;
  private final Conv2d conv;
  private final BatchNorm norm;
  private NDArray foldedWeight;
  private NDArray foldedBias;

  ConvNorm(Filter filter) {
    this.filter = filter;
    conv = addChildBlock("conv", filter.convolution());
    norm =
        addChildBlock(
            "norm", BatchNorm.builder().optEpsilon(filter.epsilon()).optMomentum(0.9f).build());
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    conv.initialize(manager, type, new Shape(1, filter.in(), 64, 64));
    norm.initialize(manager, type, new Shape(1, filter.out(), 64, 64));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    long step = filter.stride();
    return new Shape[] {
      new Shape(
          inputs[0].get(0),
          filter.out(),
          (inputs[0].get(2) + step - 1) / step,
          (inputs[0].get(3) + step - 1) / step)
    };
  }

  /** Prepares for inference; the folded arrays live as long as {@code owner}. */
  void fold(NDManager owner) {
    try (NDManager brief = owner.newSubManager()) {
      NDArray weight = brief(brief, conv.getParameters().get("weight"));
      NDArray gamma = brief(brief, norm.getParameters().get("gamma"));
      NDArray beta = brief(brief, norm.getParameters().get("beta"));
      NDArray mean = brief(brief, norm.getParameters().get("runningMean"));
      NDArray variance = brief(brief, norm.getParameters().get("runningVar"));
      NDArray scale = gamma.div(variance.add(filter.epsilon()).sqrt());
      if (filter.bias()) {
        mean = mean.sub(brief(brief, conv.getParameters().get("bias")));
      }
      foldedWeight = weight.mul(scale.reshape(filter.out(), 1, 1, 1)).stopGradient();
      foldedBias = beta.sub(mean.mul(scale)).stopGradient();
      foldedWeight.attach(owner);
      foldedBias.attach(owner);
    }
  }

  private static NDArray brief(NDManager owner, Parameter parameter) {
    NDArray copy = parameter.getArray().duplicate();
    copy.attach(owner);
    return copy;
  }

  /** The parameters under the names that PyTorch gives a convolution and its normalisation. */
  Map<String, Parameter> published(String convName, String normName) {
    Map<String, Parameter> named = new LinkedHashMap<>();
    named.put(convName + ".weight", conv.getParameters().get("weight"));
    if (filter.bias()) {
      named.put(convName + ".bias", conv.getParameters().get("bias"));
    }
    named.put(normName + ".weight", norm.getParameters().get("gamma"));
    named.put(normName + ".bias", norm.getParameters().get("beta"));
    named.put(normName + ".running_mean", norm.getParameters().get("runningMean"));
    named.put(normName + ".running_var", norm.getParameters().get("runningVar"));
    return named;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDArray x = inputs.singletonOrThrow();
    if (!filter.padsBefore()) {
      return new NDList(convolved(parameters, x, training));
    }
    try (NDArray padded = padded(x)) {
      return new NDList(convolved(parameters, padded, training));
    }
  }

  private NDArray padded(NDArray x) {
    long high = filter.same(x.getShape().get(2));
    long wide = filter.same(x.getShape().get(3));
    return x.pad(new Shape(wide / 2, wide - wide / 2, high / 2, high - high / 2), 0);
  }

  private NDArray convolved(ParameterStore parameters, NDArray x, boolean training) {
    Pass pass = new Pass(parameters, training);
    if (training || foldedWeight == null) {
      return pass.then(filter.activation(), pass.then(norm, pass.of(conv, x)));
    }
    NDArray y =
        x.getNDArrayInternal()
            .convolution(
                x,
                foldedWeight,
                foldedBias,
                filter.strides(),
                filter.padding(),
                filter.dilations(),
                filter.groups())
            .singletonOrThrow();
    return pass.then(filter.activation(), y);
  }
}
