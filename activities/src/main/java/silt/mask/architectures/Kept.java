package silt.mask.architectures;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Constants that live as long as the process, one of each for a device.
 *
 * <p>What DJL makes of a Java number or array borrows Java's memory, and autograd reads it again in
 * the backward pass: a constant that is closed, or collected, before then gives NaN or a crash.
 */
final class Kept {

  private record Key(Device device, String name) {}

  private static final Map<Device, NDManager> MANAGERS = new ConcurrentHashMap<>();
  private static final Map<Key, NDArray> ARRAYS = new ConcurrentHashMap<>();

  private Kept() {}

  static NDArray number(float value, Device device) {
    return array("number " + value, device, new Shape(), () -> new float[] {value});
  }

  /**
   * @param name what tells this constant from others
   * @param values asked once for a device
   */
  static NDArray array(String name, Device device, Shape shape, Supplier<float[]> values) {
    return ARRAYS.computeIfAbsent(
        new Key(device, name),
        key ->
            MANAGERS
                .computeIfAbsent(device, NDManager::newBaseManager)
                .create(values.get(), shape));
  }
}
