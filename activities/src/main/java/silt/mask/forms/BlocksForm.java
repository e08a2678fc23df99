package silt.mask.forms;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import silt.mask.architectures.SegmentationNetwork;

/**
 * The blocks that training uses, run operation by operation in float32: what the graphs are checked
 * against and measured beside.
 */
final class BlocksForm implements NetworkForm {

  private final NDManager manager;
  private final SegmentationNetwork network;
  private final int bands;

  /**
   * @param manager owns the network's parameters and is closed with this form
   */
  BlocksForm(NDManager manager, SegmentationNetwork network, int bands) {
    this.manager = manager;
    this.network = network;
    this.bands = bands;
  }

  @Override
  public float[] logits(float[] inputs, int count, int height, int width) {
    try (NDManager brief = manager.newSubManager()) {
      NDArray x = brief.create(inputs, new Shape(count, bands, height, width));
      ParameterStore parameters = new ParameterStore(brief, false);
      return network.forward(parameters, new NDList(x), false).singletonOrThrow().toFloatArray();
    } catch (EngineException failed) {
      throw OutOfMemory.told(failed, count);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
