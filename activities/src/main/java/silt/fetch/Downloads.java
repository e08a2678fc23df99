package silt.fetch;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.MDC;
import silt.scene.Band;
import silt.staging.DiskSpace;
import silt.steps.Failures;

/**
 * A scene's downloads side by side. The thread of the step itself only watches: it heartbeats, cuts
 * connections that stall, and stops the rest when one has failed or the step is cancelled.
 */
final class Downloads {

  /** Files at a time; the archive's hosts are shared with everybody. */
  private static final int AT_A_TIME = 4;

  /** No byte for so long, and the connection is taken for dead. */
  private static final Duration STALLED = Duration.ofSeconds(60);

  private static final Duration UNTIL_STOPPED = Duration.ofSeconds(30);

  private final Map<Band, Download> downloads = new EnumMap<>(Band.class);
  private final Consumer<FetchProgress> heartbeat;
  private final Duration stalled;

  Downloads(Consumer<FetchProgress> heartbeat) {
    this(heartbeat, STALLED);
  }

  Downloads(Consumer<FetchProgress> heartbeat, Duration stalled) {
    this.heartbeat = heartbeat;
    this.stalled = stalled;
  }

  void add(Band band, Download download) {
    downloads.put(band, download);
  }

  boolean isEmpty() {
    return downloads.isEmpty();
  }

  /** Runs the work for each; returns when all are done, or throws the first failure. */
  void run(BiConsumer<Band, Download> work) {
    // whose log lines these are, for the threads that work for it
    Map<String, String> said = MDC.getCopyOfContextMap();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            AT_A_TIME,
            task -> {
              Thread thread = new Thread(() -> runAs(said, task), "fetch");
              thread.setDaemon(true);
              return thread;
            });
    try {
      CompletionService<Void> running = new ExecutorCompletionService<>(threads);
      downloads.forEach(
          (band, download) -> running.submit(() -> work.accept(band, download), null));
      for (int done = 0; done < downloads.size(); ) {
        Future<Void> one = running.poll(1, TimeUnit.SECONDS);
        if (one != null) {
          one.get();
          done++;
        }
        heartbeat.accept(progress());
        downloads.values().stream().filter(d -> d.isDead(stalled)).forEach(Download::cut);
      }
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof ApplicationFailure known) {
        throw known;
      }
      throw DiskSpace.failure("a download failed", new IOException(failed.getCause()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Failures.retry("the worker was stopped", stopped);
    } finally {
      downloads.values().forEach(Download::stop);
      await(threads);
    }
  }

  private static void runAs(Map<String, String> said, Runnable task) {
    if (said != null) {
      MDC.setContextMap(said);
    }
    task.run();
  }

  private FetchProgress progress() {
    Map<String, Long> bytes = new TreeMap<>();
    downloads.forEach((band, download) -> bytes.put(band.name(), download.bytes()));
    return new FetchProgress(bytes);
  }

  private static void await(ExecutorService threads) {
    threads.shutdownNow();
    try {
      threads.awaitTermination(UNTIL_STOPPED.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
