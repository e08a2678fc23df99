package silt.mask.architectures;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Map;

/**
 * Weights and an image from a formula in integers that {@code make_fixtures.py} shares, so that no
 * large file has to be kept.
 */
public final class SeededWeights {

  private static final int SEED = 20260921;
  private static final int PIXELS = 10_000;
  private static final int PATCHES = 10_001;
  private static final int PATCH = 8;

  private SeededWeights() {}

  /** Fills the parameters of an initialised network, by number, name and shape. */
  public static void fill(SegmentationNetwork network, NDManager manager, double gain) {
    int stream = 0;
    for (Map.Entry<String, Parameter> named : network.published().entrySet()) {
      Shape shape = named.getValue().getArray().getShape();
      try (var values = manager.create(values(stream++, named.getKey(), shape, gain), shape)) {
        values.copyTo(named.getValue().getArray());
      }
    }
  }

  static float[] values(int stream, String name, Shape shape, double gain) {
    float offset = 0;
    float scale = 0.25f;
    if (name.endsWith("running_var")) {
      offset = 1;
      scale = 0.5f;
    } else if (!name.endsWith("running_mean") && !name.endsWith("bias")) {
      if (shape.dimension() == 1) {
        offset = 1;
      } else {
        scale = (float) (gain * Math.sqrt(6.0 / shape.slice(1).size()));
      }
    }
    float[] values = uniform(stream, Math.toIntExact(shape.size()));
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] * scale + offset;
    }
    return values;
  }

  /** Bands x height x width, from 0 to under 1: half from patches, half from the pixel itself. */
  public static float[] image(int bands, int height, int width) {
    int high = (height + PATCH - 1) / PATCH;
    int wide = (width + PATCH - 1) / PATCH;
    float[] pixels = uniform(PIXELS, bands * height * width);
    float[] patches = uniform(PATCHES, bands * high * wide);
    for (int i = 0; i < pixels.length; i++) {
      int row = i / width % height;
      int patch = (i / width / height * high + row / PATCH) * wide + i % width / PATCH;
      pixels[i] = 0.5f + 0.25f * pixels[i] + 0.25f * patches[patch];
    }
    return pixels;
  }

  /** From -1 to under 1, exact multiples of 2^-23. */
  static float[] uniform(int stream, int count) {
    int start = mix(stream + mix(SEED));
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (mix(start + i) >>> 8) * 0x1p-23f - 1;
    }
    return values;
  }

  private static int mix(int bits) {
    int x = (bits ^ (bits >>> 16)) * 0x7feb352d;
    x = (x ^ (x >>> 15)) * 0x846ca68b;
    return x ^ (x >>> 16);
  }
}
