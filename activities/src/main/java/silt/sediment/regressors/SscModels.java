package silt.sediment.regressors;

import java.nio.file.Path;
import silt.model.ModelBundle;
import silt.model.ModelKind;
import silt.scene.BadInput;

/** Makes models of bundles, whichever {@link Engine} runs them. */
public final class SscModels {

  /** The engine of {@link LogLinear} and {@link LinearSum}. */
  public static final String LOG_LINEAR = "log-linear";

  /** The bundle's file of weights. */
  public static final String WEIGHTS = "weights.json";

  private SscModels() {}

  /**
   * The model of a bundle that has been checked.
   *
   * @throws BadInput where the bundle is of another kind or engine, or its weights do not fit
   */
  public static SscModel load(ModelBundle bundle) {
    String name = bundle.card().name();
    if (bundle.card().kind() != ModelKind.SSC) {
      throw new BadInput(
          "model " + name + " is of kind " + bundle.card().kind().word() + ", not ssc",
          "Give a sediment model where one is asked for.");
    }
    RegressorModel model = new RegressorModel(weights(bundle));
    if (!model.speaksEverywhere()) {
      throw new BadInput(
          "model " + name + ": " + WEIGHTS + " gives no number for some reflectance",
          "Fetch the bundle again, or train it anew: some of its weights are far too large.");
    }
    return model;
  }

  /**
   * The numbers of a bundle that has been checked, for who makes another model of them.
   *
   * @throws BadInput where no engine here runs it, or its weights do not fit
   */
  public static SscWeights weights(ModelBundle bundle) {
    String name = bundle.card().name();
    String engine = bundle.card().engine();
    if (Engine.of(engine).isEmpty()) {
      throw new BadInput(
          "model " + name + ": no engine here runs \"" + engine + "\"",
          "Give a bundle of an engine among " + Engine.words() + ", or update silt.");
    }
    SscWeights weights = WeightsFile.read(name, engine, bundle.file(WEIGHTS));
    if (!weights.inputs().equals(bundle.card().inputs())) {
      throw new BadInput(
          "model "
              + name
              + ": its card reads "
              + bundle.card().inputs()
              + ", its weights "
              + weights.inputs(),
          "Fetch the bundle again, or mend its card.");
    }
    return weights;
  }

  /** A model of numbers that lie in no bundle yet. */
  public static SscModel of(SscWeights weights) {
    return new RegressorModel(weights);
  }

  /** Writes the weights of a bundle to be. */
  public static void write(SscWeights weights, Path file) {
    WeightsFile.write(
        weights.model() instanceof LogLinear old ? weights.around(old.sum()) : weights, file);
  }

  /** Writes the weights of a bundle to be, in the form of the first. */
  public static void write(LogLinear model, Path file) {
    WeightsFile.write(model, file);
  }
}
