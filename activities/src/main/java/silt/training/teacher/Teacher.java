package silt.training.teacher;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import silt.mask.MaskClass;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.training.data.Chip;
import silt.training.data.DatasetCard;

/**
 * A published network behind ONNX Runtime. It sees a chip in windows of its own size, the chip
 * mirrored beyond its edges, neighbours blended where they overlap. One thread asks; close it.
 */
public final class Teacher implements AutoCloseable {

  private static final double SHADOW_IS_HIDDEN = 0.5;

  private final TeacherCard card;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String input;

  private Teacher(TeacherCard card, OrtEnvironment environment, OrtSession session) {
    this.card = card;
    this.environment = environment;
    this.session = session;
    this.input = session.getInputNames().iterator().next();
  }

  /**
   * Loads a teacher.
   *
   * @param onnx with its {@link TeacherCard} beside it, or one that is known
   * @throws BadInput where it cannot be loaded or asked as its card says
   */
  public static Teacher open(Path onnx) {
    TeacherCard card = TeacherCard.of(onnx);
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
        return new Teacher(card, environment, environment.createSession(onnx.toString(), options));
      }
    } catch (OrtException unfit) {
      throw new BadInput(
          "teacher " + onnx + ": cannot be loaded: " + firstLine(unfit),
          "Give an ONNX file as it was published.",
          unfit);
    } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError missing) {
      throw new BadInput(
          "teacher "
              + onnx
              + ": ONNX Runtime cannot be loaded on this machine: "
              + firstLine(missing),
          "Teach on Linux with glibc, x86-64 or ARM.",
          missing);
    }
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
  }

  public TeacherCard card() {
    return card;
  }

  /**
   * What it sees in a chip of its level: for each class probabilities row by row, NaN where a band
   * was not measured and for every class that it does not know.
   *
   * <p>Under cloud a shadow is hidden: where cloud is likelier than not, NaN is told of shadow, as
   * truth has it.
   */
  public float[][] probabilities(Chip chip) {
    float[][] told = blended(chip);
    float[][] classes = new float[MaskClass.values().length][chip.pixels()];
    for (MaskClass c : MaskClass.values()) {
      int output = card.output(c);
      float[] of = classes[c.ordinal()];
      if (output < 0) {
        Arrays.fill(of, Float.NaN);
        continue;
      }
      for (int i = 0; i < of.length; i++) {
        of[i] = measured(chip, i) ? Math.min(Math.max(told[output][i], 0), 1) : Float.NaN;
      }
    }
    if (card.output(MaskClass.CLOUD) >= 0) {
      for (int i = 0; i < chip.pixels(); i++) {
        if (classes[MaskClass.CLOUD.ordinal()][i] > SHADOW_IS_HIDDEN) {
          classes[MaskClass.CLOUD_SHADOW.ordinal()][i] = Float.NaN;
        }
      }
    }
    return classes;
  }

  private boolean measured(Chip chip, int pixel) {
    for (Band band : card.bands()) {
      if (chip.bands()[DatasetCard.BANDS.indexOf(band)][pixel] == Band.REFLECTANCE_NODATA) {
        return false;
      }
    }
    return true;
  }

  private float[][] blended(Chip chip) {
    int step = card.side() - card.overlap();
    float[] taper = taper(card.side(), card.overlap());
    float[][] sums = new float[card.outputs().size()][chip.pixels()];
    float[] weights = new float[chip.pixels()];
    for (int top = -card.overlap(); top + card.overlap() < chip.height(); top += step) {
      for (int left = -card.overlap(); left + card.overlap() < chip.width(); left += step) {
        add(chip, left, top, taper, sums, weights);
      }
    }
    for (float[] sum : sums) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] /= weights[i];
      }
    }
    return sums;
  }

  private void add(Chip chip, int left, int top, float[] taper, float[][] sums, float[] weights) {
    int side = card.side();
    float[] told = ask(window(chip, left, top));
    for (int y = Math.max(0, -top); y < Math.min(side, chip.height() - top); y++) {
      for (int x = Math.max(0, -left); x < Math.min(side, chip.width() - left); x++) {
        int to = (top + y) * chip.width() + left + x;
        float weight = taper[x] * taper[y];
        weights[to] += weight;
        for (int output = 0; output < sums.length; output++) {
          sums[output][to] += weight * told[(output * side + y) * side + x];
        }
      }
    }
  }

  /** Rises over the overlap as half a cosine; never quite 0, so that every pixel has a weight. */
  private static float[] taper(int side, int overlap) {
    float[] taper = new float[side];
    for (int i = 0; i < side; i++) {
      double in = Math.min(i, side - 1 - i) + 0.5;
      taper[i] = in >= overlap ? 1 : (float) (0.5 - 0.5 * Math.cos(Math.PI * in / overlap));
    }
    return taper;
  }

  private float[] window(Chip chip, int left, int top) {
    int side = card.side();
    float[] window = new float[card.bands().size() * side * side];
    for (int b = 0; b < card.bands().size(); b++) {
      short[] stored = chip.bands()[DatasetCard.BANDS.indexOf(card.bands().get(b))];
      double mean = card.mean().get(b);
      double spread = card.spread().get(b);
      for (int y = 0; y < side; y++) {
        int row = mirrored(top + y, chip.height());
        for (int x = 0; x < side; x++) {
          short value = stored[row * chip.width() + mirrored(left + x, chip.width())];
          // what was not measured enters as the mean of what it was trained on
          window[(b * side + y) * side + x] =
              value == Band.REFLECTANCE_NODATA
                  ? 0
                  : (float) ((value * Band.REFLECTANCE_SCALE - mean) / spread);
        }
      }
    }
    return window;
  }

  /** An index as if the row of {@code size} were followed by its mirror image, over and over. */
  private static int mirrored(int index, int size) {
    int within = Math.floorMod(index, 2 * size);
    return within < size ? within : 2 * size - 1 - within;
  }

  private float[] ask(float[] window) {
    long side = card.side();
    long[] shape = {1, card.bands().size(), side, side};
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(window), shape);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      OnnxTensor output = (OnnxTensor) result.get(0);
      long[] found = output.getInfo().getShape();
      long[] wanted = {1, card.outputs().size(), side, side};
      if (!Arrays.equals(found, wanted)) {
        throw new BadInput(
            "teacher "
                + card.name()
                + ": gives "
                + Arrays.toString(found)
                + ", not "
                + Arrays.toString(wanted),
            "Correct outputs and side in its card.");
      }
      float[] values = new float[output.getFloatBuffer().remaining()];
      output.getFloatBuffer().get(values);
      activate(values, card.side() * card.side());
      return values;
    } catch (OrtException unfit) {
      throw new BadInput(
          "teacher " + card.name() + ": cannot be asked as its card says: " + firstLine(unfit),
          "Correct bands and side in its card.",
          unfit);
    }
  }

  private void activate(float[] values, int plane) {
    if (card.activation().equals(TeacherCard.SIGMOID)) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (1 / (1 + Math.exp(-values[i])));
      }
    } else if (card.activation().equals(TeacherCard.SOFTMAX)) {
      for (int i = 0; i < plane; i++) {
        softmax(values, i, plane);
      }
    }
  }

  private static void softmax(float[] values, int first, int plane) {
    float most = Float.NEGATIVE_INFINITY;
    for (int i = first; i < values.length; i += plane) {
      most = Math.max(most, values[i]);
    }
    double sum = 0;
    for (int i = first; i < values.length; i += plane) {
      values[i] = (float) Math.exp(values[i] - most);
      sum += values[i];
    }
    for (int i = first; i < values.length; i += plane) {
      values[i] /= (float) sum;
    }
  }

  /** The classes that it tells of, by their words. */
  public List<String> knows() {
    return card.knows();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException failed) {
      throw new IllegalStateException("teacher " + card.name() + " cannot be closed", failed);
    }
  }
}
