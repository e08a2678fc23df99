package silt.mask.forms;

import ai.djl.util.cuda.CudaUtils;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import silt.scene.BadInput;

/**
 * Where a mask network computes: the processor, or one CUDA device.
 *
 * @param cuda number of the CUDA device, -1 for the processor
 */
public record Device(int cuda) {

  /** The processor. */
  public static final Device CPU = new Device(-1);

  /** Compute capability 8.0, Ampere. */
  private static final int BFLOAT16_CAPABILITY = 80;

  private static final Pattern CUDA = Pattern.compile("cuda:(\\d{1,3})");

  public Device {
    if (cuda < -1) {
      throw new IllegalArgumentException("a CUDA device counts from 0, not " + cuda);
    }
  }

  /**
   * The device of a setting.
   *
   * @param word {@code cpu}, {@code cuda:N}, or {@code auto}: the first CUDA device where libtorch
   *     sees one, else the processor
   * @param cudaDevices how many CUDA devices libtorch sees
   * @throws BadInput where there is no such device
   */
  public static Device of(String word, int cudaDevices) {
    if (word.equals("auto")) {
      return cudaDevices > 0 ? new Device(0) : CPU;
    }
    if (word.equals("cpu")) {
      return CPU;
    }
    Matcher cuda = CUDA.matcher(word);
    if (!cuda.matches()) {
      throw new BadInput("device " + word + ": is unknown", "Choose auto, cpu or cuda:0.");
    }
    int number = Integer.parseInt(cuda.group(1));
    if (number >= cudaDevices) {
      throw new BadInput(
          "device " + word + ": libtorch sees " + cudaDevices + " CUDA devices here",
          "Choose auto or cpu, or set PYTORCH_LIBRARY_PATH to a libtorch 2.7.1 for CUDA.");
    }
    return new Device(number);
  }

  /** Whether this device computes in a form itself, and does not only imitate it. */
  public boolean computes(NumericForm form) {
    if (!isCuda()) {
      return Host.here().computes(form);
    }
    return form == NumericForm.F32
        || Integer.parseInt(CudaUtils.getComputeCapability(cuda)) >= BFLOAT16_CAPABILITY;
  }

  /** In a few words: which it is, and what it computes bfloat16 with. */
  public String describe() {
    if (!isCuda()) {
      return "cpu, " + Host.here().describe();
    }
    return this + ", " + (computes(NumericForm.BF16) ? "bf16" : "no bf16 (older than Ampere)");
  }

  public boolean isCuda() {
    return cuda >= 0;
  }

  ai.djl.Device djl() {
    return isCuda() ? ai.djl.Device.gpu(cuda) : ai.djl.Device.cpu();
  }

  @Override
  public String toString() {
    return isCuda() ? "cuda:" + cuda : "cpu";
  }
}
