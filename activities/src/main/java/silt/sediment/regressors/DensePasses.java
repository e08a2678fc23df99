package silt.sediment.regressors;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@link DenseNetwork} laid out to run: unit by unit over a row of pixels, which the virtual
 * machine makes into vector instructions. Numbers are floats.
 */
final class DensePasses implements Estimator {

  /** Pixels of a pass: the rows of two layers of a usual width stay in the near caches. */
  private static final int CHUNK = 128;

  private final FeatureTable table;
  private final float[] mean;
  private final float[] scale;
  private final List<DenseNetwork.Layer> layers;

  /** By layer and unit: the weights that are not 0, and the inputs they weigh. */
  private final float[][][] weights;

  private final int[][][] weighed;
  private final double outputMean;
  private final double outputScale;
  private final int widest;

  DensePasses(DenseNetwork network) {
    table = new FeatureTable(network.features());
    mean = floats(network.mean());
    scale = floats(network.scale());
    layers = network.layers();
    weights = new float[layers.size()][][];
    weighed = new int[layers.size()][][];
    int width = network.features().count();
    for (int l = 0; l < weights.length; l++) {
      DenseNetwork.Layer layer = layers.get(l);
      weights[l] = new float[layer.outputs()][];
      weighed[l] = new int[layer.outputs()][];
      for (int out = 0; out < layer.outputs(); out++) {
        double[] row = layer.weights()[out];
        // networks that lie beside each other in one do not hear each other
        weighed[l][out] = IntStream.range(0, row.length).filter(i -> row[i] != 0).toArray();
        weights[l][out] = floats(IntStream.of(weighed[l][out]).mapToDouble(i -> row[i]).toArray());
      }
      width = Math.max(width, layer.outputs());
    }
    widest = width;
    outputMean = network.outputMean();
    outputScale = network.outputScale();
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @Override
  public void estimate(Block block, double[] lnMgL, byte[] flags) {
    float[][] rows = block.rows(table);
    float[][] now = new float[widest][CHUNK];
    float[][] next = new float[widest][CHUNK];
    for (int from = 0; from < block.count(); from += CHUNK) {
      int count = Math.min(CHUNK, block.count() - from);
      for (int term = 0; term < rows.length; term++) {
        for (int i = 0; i < count; i++) {
          now[term][i] = (rows[term][from + i] - mean[term]) / scale[term];
        }
      }
      for (int l = 0; l < weights.length; l++) {
        DenseNetwork.Layer layer = layers.get(l);
        for (int out = 0; out < layer.outputs(); out++) {
          Arrays.fill(next[out], 0, count, (float) layer.bias()[out]);
          sum(weights[l][out], weighed[l][out], now, next[out], count);
          layer.activation().apply(next[out], count);
        }
        float[][] done = now;
        now = next;
        next = done;
      }
      for (int i = 0; i < count; i++) {
        lnMgL[from + i] = outputMean + outputScale * now[0][i];
      }
    }
  }

  /** Adds the weighted rows to a row, four at a time to touch it less often. */
  private static void sum(float[] weights, int[] weighed, float[][] rows, float[] sums, int count) {
    int in = 0;
    for (; in + 4 <= weights.length; in += 4) {
      float p = weights[in];
      float q = weights[in + 1];
      float r = weights[in + 2];
      float s = weights[in + 3];
      float[] a = rows[weighed[in]];
      float[] b = rows[weighed[in + 1]];
      float[] c = rows[weighed[in + 2]];
      float[] d = rows[weighed[in + 3]];
      for (int i = 0; i < count; i++) {
        sums[i] += p * a[i] + q * b[i] + (r * c[i] + s * d[i]);
      }
    }
    for (; in < weights.length; in++) {
      float p = weights[in];
      float[] a = rows[weighed[in]];
      for (int i = 0; i < count; i++) {
        sums[i] += p * a[i];
      }
    }
  }
}
