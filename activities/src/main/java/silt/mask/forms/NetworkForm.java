package silt.mask.forms;

/** A mask network in one numeric form on one device. Threads may share one. */
public interface NetworkForm extends AutoCloseable {

  /**
   * Runs the network.
   *
   * @param inputs scaled bands, {@code count x bands x height x width}
   * @return logits, {@code count x 5 x height x width}
   * @throws DeviceFull where the device's memory does not hold that many windows
   */
  float[] logits(float[] inputs, int count, int height, int width);

  @Override
  void close();
}
