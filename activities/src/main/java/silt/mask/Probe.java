package silt.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.mask.forms.DeviceFull;

/**
 * Finds how a machine takes a network's windows fastest: it tries ever larger batches as long as
 * they are worth it and fit the device's memory. It chooses nothing that a pixel's flags depend on.
 */
final class Probe {

  private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

  private static final int MOST_ON_PROCESSOR = 4;
  private static final int MOST_ON_CUDA = 64;

  /** A larger batch takes more memory: it must earn that. */
  private static final double WORTH = 1.05;

  private static final double PATIENCE_SECONDS = 3;

  private final MaskNetwork network;
  private final Share share;

  private Probe(MaskNetwork network, Share share) {
    this.network = network;
    this.share = share;
  }

  /** The fastest pace of a network on a share of this machine. */
  static Pace pace(MaskNetwork network, Share share) {
    return new Probe(network, share).pace();
  }

  private Pace pace() {
    boolean cuda = share.device().isCuda();
    // on CUDA a second lane brings windows over while the first one's are computed
    int lanes = cuda ? 2 : share.cores();
    int readers = cuda ? Math.min(2, share.cores()) : 1;
    int most = cuda ? MOST_ON_CUDA : MOST_ON_PROCESSOR;
    long start = System.nanoTime();
    Pace best = new Pace(lanes, 1, readers);
    double fastest = windowsPerSecond(best);
    for (int batch = 2; batch <= most && seconds(start) < PATIENCE_SECONDS; batch *= 2) {
      Pace larger = new Pace(lanes, batch, readers);
      double speed;
      try {
        speed = windowsPerSecond(larger);
      } catch (DeviceFull full) {
        break;
      }
      if (speed < WORTH * fastest) {
        break;
      }
      best = larger;
      fastest = speed;
    }
    LOG.info(
        "{} on {}: {} windows at once in batches of {}, {} windows a second",
        network.bundle().card().name(),
        share.device(),
        best.lanes() * best.batch(),
        best.batch(),
        String.format(Locale.ROOT, "%.1f", fastest));
    return best;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private double windowsPerSecond(Pace pace) {
    int side = network.window();
    float[] empty = new float[pace.batch() * MaskNetwork.INPUTS.size() * side * side];
    ExecutorService pool = Executors.newFixedThreadPool(pace.lanes());
    try {
      round(pool, pace, empty); // libtorch settles on each new shape first
      long start = System.nanoTime();
      round(pool, pace, empty);
      return pace.lanes() * pace.batch() / seconds(start);
    } finally {
      pool.shutdownNow();
    }
  }

  private void round(ExecutorService pool, Pace pace, float[] empty) {
    int side = network.window();
    List<Future<?>> lanes = new ArrayList<>();
    for (int lane = 0; lane < pace.lanes(); lane++) {
      lanes.add(pool.submit(() -> network.logits(empty, pace.batch(), side, side)));
    }
    for (Future<?> lane : lanes) {
      try {
        lane.get();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("masking was interrupted", stopped);
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException("a trial of the network failed", failed.getCause());
      }
    }
  }
}
