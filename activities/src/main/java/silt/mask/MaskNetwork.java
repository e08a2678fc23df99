package silt.mask;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import silt.mask.architectures.Architecture;
import silt.mask.forms.Device;
import silt.mask.forms.Forms;
import silt.mask.forms.NetworkForm;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.model.ModelCard;
import silt.model.ModelKind;
import silt.scene.BadInput;
import silt.scene.Band;

/**
 * A mask bundle ready to run: scaled bands in, five logits a pixel out. Threads may share one; the
 * weights are only read.
 */
public final class MaskNetwork implements AutoCloseable {

  /** The {@code engine} of a card whose architecture is one of {@link Architecture}. */
  public static final String ENGINE = "djl-blocks";

  /** The {@code engine} of a card whose network is a TorchScript module of any architecture. */
  public static final String TORCHSCRIPT = "torchscript";

  /** The file of the weights, as DJL saves a block's parameters. */
  public static final String WEIGHTS = "weights.params";

  /** The file of a TorchScript module. */
  public static final String MODULE = "model.pt";

  /** Sides that a TorchScript module takes, where its card's {@code convention.step} is silent. */
  private static final int ANY_STEP = 32;

  /** The bands that the network takes, in this order. */
  public static final List<Band> INPUTS =
      List.of(Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2);

  private final ModelBundle bundle;
  private final Convention convention;
  private final Scaling.Inputs scaling;
  private final Decision decision;
  private final int step;
  private final NetworkForm form;

  private MaskNetwork(ModelBundle bundle, Supplier<NetworkForm> maker) {
    ModelCard card = bundle.card();
    this.bundle = bundle;
    this.convention = Convention.of(card);
    this.scaling = convention.scaling().inputs();
    this.decision = Decision.of(card, convention);
    this.step = step(card);
    Torch.require();
    try {
      this.form = maker.get();
    } catch (BadInput unfit) {
      throw new BadInput(
          "mask bundle " + card.name() + ": " + unfit.getMessage(), unfit.remedy(), unfit);
    }
  }

  /**
   * Loads a bundle in float32 on the processor.
   *
   * @throws BadInput where it is no mask bundle that this code can run, saying why
   * @throws TorchMissing where libtorch cannot be loaded
   */
  public static MaskNetwork load(ModelBundle bundle) {
    return load(bundle, NumericForm.F32, Device.CPU);
  }

  /**
   * Loads a bundle as the service runs it.
   *
   * @param form the product version's
   * @throws BadInput where it is no mask bundle that this code can run, saying why
   * @throws TorchMissing where libtorch cannot be loaded
   */
  public static MaskNetwork load(ModelBundle bundle, NumericForm form, Device device) {
    ModelCard card = bundle.card();
    checked(card);
    requireForm(card, form);
    int bands = INPUTS.size();
    return new MaskNetwork(
        bundle,
        () ->
            card.engine().equals(TORCHSCRIPT)
                ? Forms.torchScript(bundle.file(MODULE), bands, card.window(), device)
                : Forms.graph(architecture(card), bands, bundle.file(WEIGHTS), form, device));
  }

  /**
   * Loads a bundle as training runs it, to check and to measure the service's forms against.
   *
   * @param folded normalisations are folded into the convolutions
   */
  public static MaskNetwork loadBlocks(ModelBundle bundle, boolean folded) {
    ModelCard card = bundle.card();
    checked(card);
    require(card, "engine", ENGINE, card.engine());
    return new MaskNetwork(
        bundle,
        () -> Forms.blocks(architecture(card), INPUTS.size(), bundle.file(WEIGHTS), folded));
  }

  /**
   * Checks that a bundle can compute in a form. A TorchScript module brings its own arithmetic,
   * which its card tells as {@code convention.numericForm}, {@code f32} where it is silent.
   *
   * @throws BadInput where it cannot
   */
  public static void requireForm(ModelCard card, NumericForm form) {
    if (card.engine().equals(TORCHSCRIPT)) {
      String own = card.convention().path("numericForm").asText(NumericForm.F32.word());
      if (!own.equals(form.word())) {
        throw new BadInput(
            "mask bundle " + card.name() + ": computes in " + own + ", not in " + form.word(),
            "Choose " + own + ", or a bundle of engine " + ENGINE + ", which computes in both.");
      }
    }
  }

  private static Architecture architecture(ModelCard card) {
    return Architecture.of(card.architecture());
  }

  private static int step(ModelCard card) {
    return card.engine().equals(TORCHSCRIPT)
        ? card.convention().path("step").asInt(ANY_STEP)
        : architecture(card).step();
  }

  private static void checked(ModelCard card) {
    require(card, "kind", ModelKind.MASK, card.kind());
    if (!card.engine().equals(TORCHSCRIPT)) {
      require(card, "engine", ENGINE, card.engine());
    }
    int step = step(card);
    if (step < 1) {
      require(card, "convention.step at least", 1, step);
    }
    require(card, "inputs", INPUTS, card.inputs());
    require(card, "window a multiple of " + step + ": remainder", 0, card.window() % step);
  }

  private static void require(ModelCard card, String what, Object wanted, Object found) {
    if (!wanted.equals(found)) {
      throw new BadInput(
          "mask bundle " + card.name() + ": " + what + " is " + found + ", not " + wanted,
          "Choose a mask bundle made for this version; see deploy/silt model list --kind mask.");
    }
  }

  public ModelBundle bundle() {
    return bundle;
  }

  /** Side of an input window, pixels. */
  public int window() {
    return bundle.card().window();
  }

  /** Corners of windows are multiples of this, pixels; see {@link Windows}. */
  public int step() {
    return step;
  }

  /** Least overlap of neighbouring windows, pixels. */
  public int overlap() {
    return convention.overlap();
  }

  /** What the card says of inputs and outputs. */
  public Convention convention() {
    return convention;
  }

  /** How windows of stored values become {@link #logits inputs}. */
  public Scaling.Inputs scaling() {
    return scaling;
  }

  /** How outputs become flags. */
  public Decision decision() {
    return decision;
  }

  /**
   * Runs the network.
   *
   * @param inputs scaled bands, {@code count x 6 x height x width}
   * @return logits, {@code count x 5 x height x width}
   */
  public float[] logits(float[] inputs, int count, int height, int width) {
    return form.logits(inputs, count, height, width);
  }

  /**
   * Masks a small image in one pass.
   *
   * @param stored int16 bands by {@link #INPUTS}, row by row; any may be nodata
   * @return flags of each pixel, {@link MaskClass#NODATA} where a band has none
   */
  public byte[] mask(short[][] stored, int width, int height) {
    int wide = (width + step - 1) / step * step;
    int high = (height + step - 1) / step * step;
    int plane = wide * high;
    short[] whole = new short[INPUTS.size() * plane];
    Arrays.fill(whole, Band.REFLECTANCE_NODATA);
    for (int b = 0; b < stored.length; b++) {
      for (int y = 0; y < height; y++) {
        System.arraycopy(stored[b], y * width, whole, b * plane + y * wide, width);
      }
    }
    float[] inputs = new float[whole.length];
    scaling.fill(whole, plane, inputs, 0);
    float[] logits = logits(inputs, 1, high, wide);
    byte[] flags = new byte[width * height];
    for (int y = 0; y < height; y++) {
      decision.decide(logits, y * wide, plane, flags, y * width, width);
    }
    for (short[] band : stored) {
      for (int i = 0; i < flags.length; i++) {
        flags[i] = band[i] == Band.REFLECTANCE_NODATA ? (byte) MaskClass.NODATA : flags[i];
      }
    }
    return flags;
  }

  @Override
  public void close() {
    form.close();
  }
}
