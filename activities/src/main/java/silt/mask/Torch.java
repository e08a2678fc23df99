package silt.mask;

import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;

/**
 * Loads libtorch once for each process, never from the network.
 *
 * <p>One intra-operation thread each, unless told otherwise by {@code ai.djl.pytorch.num_threads}:
 * whole windows side by side use the cores better than one window cut up.
 */
public final class Torch {

  private static final String THREADS = "ai.djl.pytorch.num_threads";
  private static final String OFFLINE = "ai.djl.offline";

  /** DJL else asks the cloud's metadata service where it runs, and reports it. */
  private static final String TELEMETRY_OFF = "OPT_OUT_TRACKING";

  private Torch() {}

  private static final class Loaded {
    static final Engine ENGINE = load();

    private static Engine load() {
      System.setProperty(OFFLINE, System.getProperty(OFFLINE, "true"));
      System.setProperty(TELEMETRY_OFF, System.getProperty(TELEMETRY_OFF, "true"));
      System.setProperty(THREADS, System.getProperty(THREADS, "1"));
      return Engine.getEngine("PyTorch");
    }
  }

  /**
   * How many CUDA devices libtorch sees; none where it was built for the processor alone.
   *
   * @throws TorchMissing where it cannot be loaded
   */
  public static int cudaDevices() {
    require();
    return Loaded.ENGINE.hasCapability(StandardCapabilities.CUDA) ? Loaded.ENGINE.getGpuCount() : 0;
  }

  /**
   * Loads libtorch where that has not been done.
   *
   * @return its version
   * @throws TorchMissing where it cannot be loaded
   */
  public static String require() {
    try {
      return Loaded.ENGINE.getVersion();
    } catch (LinkageError failed) {
      throw new TorchMissing(failed.getCause() == null ? failed : failed.getCause());
    }
  }
}
