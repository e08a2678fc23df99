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

  /**
   * Raises the log to what a service tells, in the form that the settings ask for; to be called
   * before anything logs. It goes to standard output, or to the file that {@code silt.log.file}
   * names, of which four generations of 50 MB are kept.
   *
   * @param watched whether a person watches standard output
   * @throws BadInput where there is no such form
   */
  public static void logAsService(Settings settings, boolean watched) {
    System.setProperty("silt.log.level", System.getProperty("silt.log.level", "INFO"));
    System.setProperty("silt.log.temporal", System.getProperty("silt.log.temporal", "WARN"));
    System.setProperty("silt.log.target", "System.out");
    String file = System.getProperty("silt.log.file", "");
    System.setProperty(
        "silt.log.format", settings.logFormat(watched) + (file.isBlank() ? "" : "-file"));
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
    Instruments instruments = new Instruments(settings, queues);
    WorkflowClient temporal = address.connect(instruments.temporal());
    NamespaceCheck.require(temporal, address);
    Wiring wiring = new Wiring(settings, temporal, address, instruments);
    WorkerFactory factory = wiring.serving(queues);
    instruments.serve(temporal);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> end(log, factory, wiring, instruments, ended), "end-worker"));
    wiring.start();
    announce(log, address, queues, instruments);
    ended.await();
  }

  private void announce(
      Logger log, TemporalAddress address, List<String> queues, Instruments instruments) {
    CodeVersion code = CodeVersion.running();
    log.info(
        "ready: silt {} ({}) serves {} at {} (namespace {}), {}",
        code.version(),
        code.commit(),
        String.join(", ", queues),
        address.address(),
        address.namespace(),
        instruments.announce());
    String ready = System.getProperty(READY_FILE);
    if (ready != null) {
      try {
        Files.writeString(Path.of(ready), ProcessHandle.current().pid() + "\n");
      } catch (IOException failed) {
        throw new UncheckedIOException(ready + " cannot be written", failed);
      }
    }
  }

  private void end(
      Logger log,
      WorkerFactory factory,
      Wiring wiring,
      Instruments instruments,
      CountDownLatch ended) {
    int patience = settings.number(Key.WORKER_STOP_SECONDS, 1, 3600);
    log.info("ending: no more work is taken");
    instruments.ending();
    factory.shutdown();
    factory.awaitTermination(patience, SECONDS);
    if (!factory.isTerminated()) {
      log.warn("some steps did not finish within {} s; others take them up", patience);
      factory.shutdownNow();
    }
    wiring.close();
    instruments.close();
    log.info("ended");
    ended.countDown();
  }

  public static void main(String[] arguments) throws InterruptedException {
    try {
      Settings settings = Settings.load(Map.of(), System.getenv(), null);
      logAsService(settings, false);
      new WorkerProcess(settings).serve(settings.queues());
    } catch (BadInput refusal) {
      refuse(refusal.getMessage(), refusal.remedy());
    } catch (DatabaseProblem problem) {
      refuse(problem.getMessage(), problem.remedy());
    } catch (RasterLibraryMissing | TorchMissing missing) {
      refuse(missing.getMessage(), "deploy/silt doctor checks what is installed and what answers.");
    } catch (RuntimeException | Error unforeseen) {
      // threads of the libraries would keep a process alive that serves nothing
      LoggerFactory.getLogger(WorkerProcess.class).error("the worker cannot serve", unforeseen);
      System.exit(1);
    }
  }

  /** The same line and status that the command line gives. */
  private static void refuse(String problem, String remedy) {
    System.err.println("silt: " + problem.replaceFirst("\\.$", "") + "; " + remedy);
    System.exit(2);
  }
}
