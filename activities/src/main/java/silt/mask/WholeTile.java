package silt.mask;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import silt.raster.RasterGrid;
import silt.scene.Band;

/**
 * Runs the network over a whole tile, window by window on several lanes. A lane holds one window at
 * a time, so that memory grows with lanes and not with tiles; what a pixel becomes does not depend
 * on their number.
 */
public final class WholeTile {

  /** The flags of every pixel, row by row, and where they lie. */
  public record Flags(RasterGrid grid, byte[] flags, MaskCounts counts, int windowsRun) {}

  /** No scene is this dark: its stored values are reflectance 0..1, not reflectance x 10000. */
  private static final int DARKEST_BRIGHTEST = 20;

  private final MaskNetwork network;
  private final int lanes;

  /**
   * @param lanes windows worked on at once; the number of cores where libtorch has one thread each
   */
  public WholeTile(MaskNetwork network, int lanes) {
    if (lanes < 1) {
      throw new IllegalArgumentException("lanes are at least 1, not " + lanes);
    }
    this.network = network;
    this.lanes = lanes;
  }

  /**
   * Masks a tile.
   *
   * @param bands paths of the network's input bands, int16 reflectance x 10000
   * @param progress told the windows done so far, on this thread; what it throws stops the work
   * @throws UnfitBands where bands are missing, differ in grid or have a wrong scale
   * @throws silt.raster.RasterProblem where a file cannot be decoded
   */
  public Flags run(Map<Band, Path> bands, IntConsumer progress) {
    RasterGrid grid;
    try (TileBands opened = TileBands.open(bands)) {
      grid = opened.grid();
    }
    List<Windows.Square> squares =
        Windows.covering(grid, network.window(), network.overlap(), network.step());
    byte[] flags = new byte[Math.multiplyExact(grid.width(), grid.height())];
    BlockingQueue<Lane> idle = new LinkedBlockingQueue<>();
    ExecutorService pool = Executors.newFixedThreadPool(lanes, WholeTile::thread);
    int highest = Short.MIN_VALUE;
    int run = 0;
    try {
      for (int i = 0; i < Math.min(lanes, squares.size()); i++) {
        idle.add(new Lane(network, bands, grid));
      }
      CompletionService<Integer> done = new ExecutorCompletionService<>(pool);
      for (Windows.Square square : squares) {
        done.submit(() -> onIdleLane(idle, square, flags));
      }
      for (int i = 1; i <= squares.size(); i++) {
        int brightest = done.take().get();
        highest = Math.max(highest, brightest);
        run += brightest > Short.MIN_VALUE ? 1 : 0;
        progress.accept(i);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("masking was interrupted", stopped);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a mask window failed", failed.getCause());
    } finally {
      end(pool);
      idle.forEach(Lane::close);
    }
    MaskCounts counts = MaskCounts.of(flags);
    if (counts.valid() > 0 && highest < DARKEST_BRIGHTEST) {
      throw new UnfitBands(
          "the brightest stored value of all bands is "
              + highest
              + "; int16 reflectance x 10000 is wanted, not 0..1");
    }
    return new Flags(grid, flags, counts, run);
  }

  private static int onIdleLane(BlockingQueue<Lane> idle, Windows.Square square, byte[] flags)
      throws InterruptedException {
    Lane lane = idle.take();
    try {
      return lane.mask(square, flags);
    } finally {
      idle.add(lane);
    }
  }

  /** Files of a lane may close only when no thread reads them any more. */
  private static void end(ExecutorService pool) {
    pool.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = pool.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "mask-lane");
    thread.setDaemon(true);
    return thread;
  }
}
