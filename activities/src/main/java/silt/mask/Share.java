package silt.mask;

import static java.util.Objects.requireNonNull;

import silt.mask.forms.Device;

/**
 * The part of a machine that masking may use.
 *
 * @param device where networks compute
 * @param cores for each scene, on the processor
 * @param scenes masked at once, whatever their numeric form; 1 for a CUDA device
 */
public record Share(Device device, int cores, int scenes) {

  public Share {
    requireNonNull(device, "device");
    if (cores < 1 || scenes < 1) {
      throw new IllegalArgumentException(
          "cores and scenes are at least 1, not " + cores + " and " + scenes);
    }
  }

  /** One scene at a time on so many cores. */
  public static Share ofCores(int cores) {
    return new Share(Device.CPU, cores, 1);
  }
}
