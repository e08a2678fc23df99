package silt.mask;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import silt.mask.architectures.Architecture;
import silt.mask.architectures.SegmentationNetwork;
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
  private final NDManager manager;
  private final Architecture architecture;
  private final SegmentationNetwork network;

  private MaskNetwork(ModelBundle bundle) {
    ModelCard card = bundle.card();
    this.bundle = bundle;
    this.convention = Convention.of(card);
    this.scaling = convention.scaling().inputs();
    this.decision = Decision.of(card, convention);
    Torch.require();
    this.manager = NDManager.newBaseManager();
    this.architecture = Architecture.of(card.architecture());
    this.network = architecture.create(INPUTS.size());
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Files.newInputStream(bundle.file(WEIGHTS)), 1 << 16))) {
      network.loadParameters(manager, in);
    } catch (IOException | MalformedModelException | RuntimeException unfit) {
      manager.close();
      throw new BadInput(
          "mask bundle " + card.name() + ": " + WEIGHTS + " does not fit " + card.architecture(),
          "Fetch the bundle again, or train it with this version.",
          unfit);
    }
    network.fold(manager);
  }

  /**
   * Loads a bundle.
   *
   * @throws BadInput where it is no mask bundle that this code can run, saying why
   * @throws TorchMissing where libtorch cannot be loaded
   */
  public static MaskNetwork load(ModelBundle bundle) {
    ModelCard card = bundle.card();
    require(card, "kind", ModelKind.MASK, card.kind());
    require(card, "engine", ENGINE, card.engine());
    int step = Architecture.of(card.architecture()).step();
    require(card, "inputs", INPUTS, card.inputs());
    require(card, "window a multiple of " + step + ": remainder", 0, card.window() % step);
    return new MaskNetwork(bundle);
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
    try (NDManager brief = manager.newSubManager()) {
      NDArray x = brief.create(inputs, new Shape(count, INPUTS.size(), height, width));
      ParameterStore parameters = new ParameterStore(brief, false);
      return network.forward(parameters, new NDList(x), false).singletonOrThrow().toFloatArray();
    }
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
    manager.close();
  }
}
