package silt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Watches what a process takes, by Linux's own count: resident memory, and processor time, which
 * tells of the work even where others make it wait.
 */
final class Footprint implements AutoCloseable {

  private static final long EVERY_MILLIS = 50;

  /** Ticks a second of {@code /proc/PID/stat}; 100 on every Linux that runs Java. */
  private static final double TICKS = 100;

  private record Sample(long residentKb, long ticks) {}

  private final Path folder;
  private final NavigableMap<Instant, Sample> samples = new ConcurrentSkipListMap<>();
  private final Thread watch;

  Footprint(long pid) throws IOException {
    folder = Path.of("/proc", String.valueOf(pid));
    samples.put(Instant.now(), sample());
    watch = new Thread(this::look, "footprint");
    watch.setDaemon(true);
    watch.start();
  }

  private void look() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(EVERY_MILLIS);
        samples.put(Instant.now(), sample());
      }
    } catch (InterruptedException enough) {
      Thread.currentThread().interrupt();
    } catch (IOException gone) {
      System.err.println("the process that was watched has ended: " + gone.getMessage());
    }
  }

  private Sample sample() throws IOException {
    // fields 14 and 15, counted behind the name, which may hold spaces
    String stat = Files.readString(folder.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return new Sample(kb("VmRSS"), Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
  }

  private long kb(String field) throws IOException {
    return Files.readAllLines(folder.resolve("status")).stream()
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
  double highestMib(StepTimes.Span span) {
    return samples.subMap(span.from(), true, span.to(), true).values().stream()
            .mapToLong(Sample::residentKb)
            .max()
            .orElse(0)
        / 1024.0;
  }

  /** Processor seconds within a time, of all threads. */
  double processorSeconds(StepTimes.Span span) {
    return (ticks(span.to()) - ticks(span.from())) / TICKS;
  }

  private long ticks(Instant when) {
    var before = samples.floorEntry(when);
    return (before == null ? samples.firstEntry() : before).getValue().ticks();
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
