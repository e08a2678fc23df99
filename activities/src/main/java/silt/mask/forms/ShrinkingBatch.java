package silt.mask.forms;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes windows in smaller batches once a device's memory did not hold the larger one. What a
 * window becomes does not depend on that; how long it takes does, so the log says it.
 */
final class ShrinkingBatch implements NetworkForm {

  private static final Logger LOG = LoggerFactory.getLogger(ShrinkingBatch.class);

  private final NetworkForm form;
  private final String where;
  private volatile int most = Integer.MAX_VALUE;

  /**
   * @param where the form computes, for the log
   */
  ShrinkingBatch(NetworkForm form, String where) {
    this.form = form;
    this.where = where;
  }

  @Override
  public float[] logits(float[] inputs, int count, int height, int width) {
    while (true) {
      int batch = Math.min(count, most);
      try {
        return batch == count
            ? form.logits(inputs, count, height, width)
            : inParts(inputs, count, batch, height, width);
      } catch (DeviceFull full) {
        if (batch == 1) {
          throw new DeviceFull(
              where + " does not hold a single window of " + height + "x" + width + " pixels",
              full);
        }
        shrink(batch);
      }
    }
  }

  /** Lanes that fail at once shrink it once. */
  private synchronized void shrink(int failed) {
    if (failed <= most) {
      most = failed / 2;
      LOG.warn(
          "out of memory on {} with {} windows at once: from now on {}; the masks stay the same",
          where,
          failed,
          most);
    }
  }

  /** Calls of one shape; the last is filled up with windows that nobody looks at. */
  private float[] inParts(float[] inputs, int count, int batch, int height, int width) {
    int each = inputs.length / count;
    float[] all = null;
    for (int from = 0; from < count; from += batch) {
      float[] part = Arrays.copyOfRange(inputs, from * each, (from + batch) * each);
      float[] logits = form.logits(part, batch, height, width);
      int of = logits.length / batch;
      all = all == null ? new float[count * of] : all;
      System.arraycopy(logits, 0, all, from * of, Math.min(batch, count - from) * of);
    }
    return all;
  }

  @Override
  public void close() {
    form.close();
  }
}
