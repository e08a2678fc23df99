package silt.mask.forms;

import ai.djl.engine.EngineException;
import java.util.Locale;

/** Knows libtorch's words for a device without room from those for all else. */
final class OutOfMemory {

  private OutOfMemory() {}

  /** The failure to throw on: {@link DeviceFull} where memory ran out, else the same. */
  static RuntimeException told(EngineException failed, int windows) {
    String said = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
    boolean full =
        said.contains("out of memory")
            || said.contains("can't allocate memory")
            || said.contains("not enough memory")
            || said.contains("cublas_status_alloc_failed");
    return full
        ? new DeviceFull("the device's memory does not hold " + windows + " windows", failed)
        : failed;
  }
}
