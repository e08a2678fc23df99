package silt.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import silt.mask.MaskNetwork;
import silt.mask.Windows;
import silt.model.Sha256;
import silt.raster.GeoTiff;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.scene.Band;

/** What each step cannot do without, done alone: the baselines of {@link SceneSteps}. */
final class PlainWork {

  private static final int STRIP_ROWS = 256;

  private PlainWork() {}

  /** Work that is timed. */
  interface Work {
    void run() throws IOException, SQLException;
  }

  /**
   * What some work took.
   *
   * @param processorSeconds of this process, all threads
   */
  record Cost(double seconds, double processorSeconds) {}

  /** The cost of the faster of two runs, so that the first's cold start does not count. */
  static Cost cost(Work work) throws IOException, SQLException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    Cost best = null;
    for (int i = 0; i < 2; i++) {
      long start = System.nanoTime();
      long used = system.getProcessCpuTime();
      work.run();
      double processor = (system.getProcessCpuTime() - used) / 1e9;
      Cost cost = new Cost((System.nanoTime() - start) / 1e9, processor);
      best = best == null || cost.seconds() < best.seconds() ? cost : best;
    }
    return best;
  }

  /** Fetch: the same files copied from disk to disk, and hashed. */
  static void copyAndHash(List<Path> files, Path into) throws IOException {
    for (Path file : files) {
      Path copy = into.resolve(file.getFileName());
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      Sha256.of(copy);
    }
  }

  /** Mask and sediment: every pixel of the files decoded once, by one thread. */
  static void decode(List<Path> files) {
    for (Path file : files) {
      try (GeoTiff tiff = GeoTiff.open(file)) {
        RasterGrid grid = tiff.grid();
        for (int row = 0; row < grid.height(); row += STRIP_ROWS) {
          int rows = Math.min(STRIP_ROWS, grid.height() - row);
          tiff.readShorts(1, new Window(0, row, grid.width(), rows));
        }
      }
    }
  }

  /**
   * Mask: the network over as many windows as hold data, nothing read and nothing written.
   *
   * @param fmask says where there is data
   * @return windows run
   */
  static int network(MaskNetwork network, Path fmask, int lanes) {
    List<Windows.Square> withData = new ArrayList<>();
    try (GeoTiff flags = GeoTiff.open(fmask)) {
      for (Windows.Square square :
          Windows.covering(flags.grid(), network.window(), network.overlap(), network.step())) {
        for (byte pixel : flags.readBytes(1, square.seen())) {
          if ((pixel & 0xff) != Band.FMASK_FILL) {
            withData.add(square);
            break;
          }
        }
      }
    }
    ExecutorService pool = Executors.newFixedThreadPool(lanes);
    try {
      List<Future<?>> windows = new ArrayList<>();
      for (Windows.Square square : withData) {
        int side = square.side();
        windows.add(
            pool.submit(
                () ->
                    network.logits(
                        new float[MaskNetwork.INPUTS.size() * side * side], 1, side, side)));
      }
      for (Future<?> window : windows) {
        window.get();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the network alone was interrupted", stopped);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the network alone failed", failed.getCause());
    } finally {
      pool.shutdownNow();
    }
    return withData.size();
  }

  /** Load: the scene's rows written to a file that {@link #copyIn} reads; made by the server. */
  static void copyOut(Connection superuser, String granule, Path file) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute("create table if not exists public.plain (like silt.observation)");
      statement.execute(
          "copy (select o.* from silt.observation o join silt.scene s using (scene_id)"
              + " where s.granule_id = '"
              + granule
              + "') to '"
              + file
              + "'");
    }
  }

  /** Load: plain COPY of the same rows into a table without key, index or check. */
  static void copyIn(Connection superuser, Path file) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute("copy public.plain from '" + file + "'");
    }
  }
}
