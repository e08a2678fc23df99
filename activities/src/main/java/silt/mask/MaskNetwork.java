package silt.mask;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
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

  /** What a card's {@code engine} must say. */
  public static final String ENGINE = "djl-blocks";

  /** The file of the weights, as DJL saves a block's parameters. */
  public static final String WEIGHTS = "weights.params";

  /** The bands that the network takes, in this order. */
  public static final List<Band> INPUTS =
      List.of(Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2);

  private final ModelBundle bundle;
  private final Convention convention;
  private final Scaling.Inputs scaling;
  private final Decision decision;
  private final Architecture architecture;
  private final NetworkForm form;

  private MaskNetwork(ModelBundle bundle, Function<Architecture, NetworkForm> maker) {
    ModelCard card = bundle.card();
    this.bundle = bundle;
    this.convention = Convention.of(card);
    this.scaling = convention.scaling().inputs();
    this.decision = Decision.of(card, convention);
    this.architecture = Architecture.of(card.architecture());
    Torch.require();
    try {
      this.form = maker.apply(architecture);
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
    checked(bundle.card());
    return new MaskNetwork(
        bundle,
        architecture ->
            Forms.graph(architecture, INPUTS.size(), bundle.file(WEIGHTS), form, device));
  }

  /**
   * Loads a bundle as training runs it, to check and to measure the service's forms against.
   *
   * @param folded normalisations are folded into the convolutions
   */
  public static MaskNetwork loadBlocks(ModelBundle bundle, boolean folded) {
    checked(bundle.card());
    return new MaskNetwork(
        bundle,
        architecture -> Forms.blocks(architecture, INPUTS.size(), bundle.file(WEIGHTS), folded));
  }

  private static void checked(ModelCard card) {
    require(card, "kind", ModelKind.MASK, card.kind());
    require(card, "engine", ENGINE, card.engine());
    int step = Architecture.of(card.architecture()).step();
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
    return architecture.step();
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
    int wide = architecture.up(width);
    int high = architecture.up(height);
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
