package silt.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.db.Database;
import silt.db.DatabaseAddress;
import silt.db.PrivatePostgres;
import silt.discover.LocalArchive;
import silt.discover.LocalArchive.Host;
import silt.fetch.TokenSource.FixedToken;
import silt.limits.SharedLimits;
import silt.scene.Band;

/** Two workers that bring files from one host under one limit, as the host sees it. */
class LimitedDownloadsTest {

  private static final String FOLDER = "/lp-prod-protected/g/";

  @TempDir Path folder;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger served = new AtomicInteger();
  private LocalArchive archive;
  private DatabaseAddress database;
  private byte[] bytes;

  @BeforeEach
  void start() throws IOException {
    archive = new LocalArchive();
    bytes = ServedFile.tiff(folder, 1);
    ServedFile file = new ServedFile(bytes, "\"one\"");
    archive.on(Host.DATA, FOLDER, exchange -> slowly(exchange, file));
    database = PrivatePostgres.writer(PrivatePostgres.shared().freshDatabase());
  }

  private void slowly(HttpExchange exchange, ServedFile file) throws IOException {
    most.accumulateAndGet(now.incrementAndGet(), Math::max);
    try {
      Thread.sleep(100);
      file.handle(exchange);
      served.incrementAndGet();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      now.decrementAndGet();
    }
  }

  @AfterEach
  void stop() {
    workers.shutdownNow();
    archive.close();
  }

  /** A worker's step that brings eight files, four at a time. */
  private Void step(int worker, int connections, long bytesPerSecond) {
    try (Database pool = Database.open(database, 3);
        SharedLimits limits = new SharedLimits(pool, connections, bytesPerSecond);
        Routes routes = new Routes(archive.address(false), new FixedToken(Optional.empty()))) {
      Downloads downloads = new Downloads(progress -> {}, Duration.ofSeconds(2));
      for (Band band : List.of(Band.values()).subList(0, 8)) {
        URI file = archive.uri(Host.DATA).resolve(FOLDER + band + ".tif");
        downloads.add(band, new Download(routes, limits, file));
      }
      downloads.run(
          (band, download) -> download.into(folder.resolve(worker + "-" + band + ".part")));
    }
    return null;
  }

  private void twoWorkers(int connections, long bytesPerSecond) throws Exception {
    List<Future<Void>> steps = new ArrayList<>();
    for (int worker = 1; worker <= 2; worker++) {
      int number = worker;
      steps.add(workers.submit(() -> step(number, connections, bytesPerSecond)));
    }
    for (Future<Void> step : steps) {
      step.get();
    }
  }

  @Test
  void theHostSeesNoMoreConnectionsThanTheLimit() throws Exception {
    twoWorkers(3, 0);

    assertThat(most).hasValueBetween(1, 3);
    assertThat(served).hasValue(16);
    assertThat(folder.resolve("2-" + Band.values()[7] + ".part")).hasBinaryContent(bytes);
  }

  @Test
  void waitingForItsBytesIsNoStall() throws Exception {
    // 16 files at a third of them a second: each waits longer than a silent connection may
    long start = System.nanoTime();
    twoWorkers(0, bytes.length * 3L);

    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(16.0 * bytes.length)
        .as("bytes in %.2f s", seconds)
        .isLessThanOrEqualTo(bytes.length * 3 * (seconds + 1));
    assertThat(served).as("no connection was cut, none made twice").hasValue(16);
  }
}
