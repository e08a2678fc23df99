package silt.mask.forms;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.InputStream;

/** A TorchScript module: a filled graph, or one that was made elsewhere. */
final class ModuleForm implements NetworkForm {

  private final NDManager manager;
  private final PtSymbolBlock module;
  private final int bands;

  /**
   * @param file as TorchScript saves a module
   * @param bands planes of its input
   * @throws EngineException where libtorch cannot read it
   */
  ModuleForm(InputStream file, Device device, int bands) throws IOException {
    this.manager = NDManager.newBaseManager(device.djl(), "PyTorch");
    this.bands = bands;
    try {
      this.module = JniUtils.loadModule((PtNDManager) manager, file, device.isCuda(), false);
    } catch (IOException | RuntimeException unfit) {
      manager.close();
      throw unfit;
    }
  }

  @Override
  public float[] logits(float[] inputs, int count, int height, int width) {
    try (NDManager brief = manager.newSubManager()) {
      NDArray x = brief.create(inputs, new Shape(count, bands, height, width));
      NDArray y =
          module.forward(new ParameterStore(brief, false), new NDList(x), false).singletonOrThrow();
      return y.toType(DataType.FLOAT32, false).toFloatArray();
    } catch (EngineException failed) {
      throw OutOfMemory.told(failed, count);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
