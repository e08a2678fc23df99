package silt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Watches the resident memory of a process, Linux's {@code VmRSS} and {@code VmHWM}. */
final class Memory implements AutoCloseable {

  private static final long EVERY_MILLIS = 50;

  private final Path status;
  private final NavigableMap<Instant, Long> residentKb = new ConcurrentSkipListMap<>();
  private final Thread watch;

  Memory(long pid) {
    status = Path.of("/proc", String.valueOf(pid), "status");
    watch = new Thread(this::look, "memory");
    watch.setDaemon(true);
    watch.start();
  }

  private void look() {
    try {
      while (!Thread.currentThread().isInterrupted() && Files.exists(status)) {
        residentKb.put(Instant.now(), kb("VmRSS"));
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (InterruptedException enough) {
      Thread.currentThread().interrupt();
    } catch (IOException ended) {
      residentKb.put(Instant.now(), 0L);
    }
  }

  private long kb(String field) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }

  /** The highest there ever was, MiB, as the kernel kept it. */
  double highestMib() throws IOException {
    return kb("VmHWM") / 1024.0;
  }

  double nowMib() throws IOException {
    return kb("VmRSS") / 1024.0;
  }

  /** The highest seen within a time, MiB; looked at twenty times a second. */
  double highestMib(Instant from, Instant to) {
    return residentKb.subMap(from, true, to, true).values().stream()
            .mapToLong(Long::longValue)
            .max()
            .orElse(0)
        / 1024.0;
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
