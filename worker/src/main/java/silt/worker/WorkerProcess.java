package silt.worker;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.config.Key;
import silt.config.Settings;
import silt.config.TemporalAddress;
import silt.db.DatabaseProblem;
import silt.load.CodeVersion;
import silt.mask.TorchMissing;
import silt.raster.RasterLibraryMissing;
import silt.scene.BadInput;

/**
 * The process that serves task queues until it is told to end; then it takes no more work, finishes
 * what it can, and leaves the rest to whoever comes next.
 */
public final class WorkerProcess {

  /** Where a file is made once every queue is served; whoever started the process waits for it. */
  private static final String READY_FILE = "silt.readyFile";

  private final Settings settings;

  public WorkerProcess(Settings settings) {
    this.settings = settings;
  }

  /** Raises the log to what a service tells; to be called before anything logs. */
  public static void logAsService() {
    System.setProperty("silt.log.level", System.getProperty("silt.log.level", "INFO"));
    System.setProperty("silt.log.temporal", System.getProperty("silt.log.temporal", "WARN"));
    System.setProperty("silt.log.target", "System.out");
  }

  /**
   * Serves the queues until the process is ended.
   *
   * @throws BadInput where a queue, a setting or a service is not as it must be
   */
  public void serve(List<String> asked) throws InterruptedException {
    Wiring.requireKnown(asked);
    Logger log = LoggerFactory.getLogger(WorkerProcess.class);
    List<String> queues = MaskDevice.servable(asked, settings, log);
    TemporalAddress address = TemporalAddress.of(settings);
    WorkflowClient temporal = address.connect();
    Wiring wiring = new Wiring(settings, temporal);
    WorkerFactory factory = wiring.serving(queues);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> end(log, factory, wiring, ended), "end-worker"));
    factory.start();
    announce(log, address, queues);
    ended.await();
  }

  private void announce(Logger log, TemporalAddress address, List<String> queues) {
    CodeVersion code = CodeVersion.running();
    log.info(
        "ready: silt {} ({}) serves {} at {} (namespace {})",
        code.version(),
        code.commit(),
        String.join(", ", queues),
        address.address(),
        address.namespace());
    String ready = System.getProperty(READY_FILE);
    if (ready != null) {
      try {
        Files.writeString(Path.of(ready), ProcessHandle.current().pid() + "\n");
      } catch (IOException failed) {
        throw new UncheckedIOException(ready + " cannot be written", failed);
      }
    }
  }

  private void end(Logger log, WorkerFactory factory, Wiring wiring, CountDownLatch ended) {
    int patience = settings.number(Key.WORKER_STOP_SECONDS, 1, 3600);
    log.info("ending: no more work is taken");
    factory.shutdown();
    factory.awaitTermination(patience, SECONDS);
    if (!factory.isTerminated()) {
      log.warn("some steps did not finish within {} s; others take them up", patience);
      factory.shutdownNow();
    }
    wiring.close();
    log.info("ended");
    ended.countDown();
  }

  public static void main(String[] arguments) throws InterruptedException {
    logAsService();
    try {
      Settings settings = Settings.load(Map.of(), System.getenv(), null);
      new WorkerProcess(settings).serve(settings.queues());
    } catch (BadInput refusal) {
      refuse(refusal.getMessage(), refusal.remedy());
    } catch (DatabaseProblem problem) {
      refuse(problem.getMessage(), problem.remedy());
    } catch (RasterLibraryMissing | TorchMissing missing) {
      refuse(missing.getMessage(), "deploy/silt doctor checks what is installed and what answers.");
    }
  }

  /** The same line and status that the command line gives. */
  private static void refuse(String problem, String remedy) {
    System.err.println("silt: " + problem.replaceFirst("\\.$", "") + "; " + remedy);
    System.exit(2);
  }
}
