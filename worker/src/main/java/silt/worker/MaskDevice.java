package silt.worker;

import java.util.List;
import org.slf4j.Logger;
import silt.config.Key;
import silt.config.Settings;
import silt.mask.Torch;
import silt.mask.forms.Device;
import silt.mask.forms.NumericForm;
import silt.scene.BadInput;
import silt.steps.Queues;

/** Where this host computes masks, and which numeric forms that makes it fit for. */
public final class MaskDevice {

  private MaskDevice() {}

  /**
   * The device that the settings choose.
   *
   * @throws BadInput where there is no such device
   * @throws silt.mask.TorchMissing where libtorch cannot be loaded
   */
  public static Device of(Settings settings) {
    return Device.of(settings.text(Key.MASK_DEVICE), Torch.cudaDevices());
  }

  /**
   * The queues that this host serves of those it was asked to: one that does not compute bfloat16
   * says so and leaves that work to others.
   *
   * @throws BadInput where none is left
   */
  static List<String> servable(List<String> queues, Settings settings, Logger log) {
    if (!queues.contains(Queues.MASK_BF16)) {
      return queues;
    }
    Device device = of(settings);
    return servable(queues, device.computes(NumericForm.BF16), device.describe(), log);
  }

  /**
   * @param computes whether the device computes bfloat16 itself
   * @param described the device, in a few words
   */
  static List<String> servable(
      List<String> queues, boolean computes, String described, Logger log) {
    if (computes || !queues.contains(Queues.MASK_BF16)) {
      return queues;
    }
    if (queues.size() == 1) {
      throw new BadInput(
          "task queue " + Queues.MASK_BF16 + ": this host does not compute it: " + described,
          "Serve it where the processor or the CUDA device does; deploy/silt doctor tells.");
    }
    log.info(
        "product versions of numeric form bf16 are left to other hosts: {}; {} is not served here",
        described,
        Queues.MASK_BF16);
    return queues.stream().filter(queue -> !queue.equals(Queues.MASK_BF16)).toList();
  }
}
