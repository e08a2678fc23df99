package silt.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.sediment.regressors.ValidRange;
import silt.sediment.zones.MeasuredZone;
import silt.sediment.zones.SceneRasters;
import silt.sediment.zones.ZoneRows;
import silt.sediment.zones.ZoneRules;
import silt.sediment.zones.ZoneStatistics;

/**
 * What do the statistics of a thousand to a million zones of one tile cost, by zone and by pixel,
 * beside JTS asked pixel by pixel?
 */
@Command(name = "ZoneScale", description = "Zone statistics of one tile, by the number of zones.")
public final class ZoneScale implements Callable<Integer> {

  @Option(
      names = "--kinds",
      split = ",",
      defaultValue = "polygon,node,reach",
      description = "${DEFAULT-VALUE}")
  private List<String> kinds;

  @Option(
      names = "--zones",
      split = ",",
      defaultValue = "1000,10000,100000,1000000",
      description = "${DEFAULT-VALUE}")
  private List<Integer> counts;

  @Option(
      names = "--naive",
      defaultValue = "10000",
      description = "the most zones for which JTS is asked pixel by pixel; ${DEFAULT-VALUE}")
  private int naive;

  private final AtomicLong live = new AtomicLong();

  private record Cost(double seconds, double processorSeconds) {}

  private interface Work {
    void run() throws IOException;
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new ZoneScale()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    watchHeap();
    try (Workplace place = new Workplace("zone-scale")) {
      ScatteredZones none = new ScatteredZones("polygon", 0);
      SceneRasters rasters = ScatteredZones.rasters(place.folder());
      statistics(rasters, none, row -> {}); // classes loaded, code compiled
      Cost reading = cost(3, () -> statistics(rasters, none, row -> {}));
      System.out.printf(
          Locale.ROOT,
          "one tile of 3660 x 3660 pixels: reading its rasters %.2f s, %.2f CPU s, in each line below; heap %d MiB at most; load average %s%n%n",
          reading.seconds(),
          reading.processorSeconds(),
          Runtime.getRuntime().maxMemory() >> 20,
          Load.average());
      System.out.println(
          "| kind | zones | rows | pixels owned | s | CPU s | us a zone | ns a pixel | live heap, MiB | rows file, CPU s | MB | read back, CPU s | JTS, CPU s | ratio |");
      System.out.println(
          "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
      for (String kind : kinds) {
        for (int count : counts) {
          line(kind, count, rasters, reading, place.folder().resolve("rows.gz"));
        }
      }
      System.out.printf("%nload average after %s%n", Load.average());
    }
    return 0;
  }

  private void line(String kind, int count, SceneRasters rasters, Cost reading, Path file)
      throws IOException {
    ScatteredZones zones = new ScatteredZones(kind, count);
    long[] rows = new long[2];
    int runs = count > 100_000 ? 1 : 3;
    System.gc();
    live.set(0);
    Cost alone =
        cost(
            runs,
            () -> {
              rows[0] = 0;
              rows[1] = 0;
              statistics(
                  rasters,
                  zones,
                  row -> {
                    rows[0]++;
                    rows[1] += row.nTotal();
                  });
            });
    long most = live.get();
    Cost written = cost(runs, () -> ZoneRows.write(file, each -> statistics(rasters, zones, each)));
    Cost read =
        cost(
            runs,
            () -> {
              try (Stream<MeasuredZone> back = ZoneRows.stream(file)) {
                if (back.count() != rows[0]) {
                  throw new IllegalStateException("rows were lost in " + file);
                }
              }
            });
    double work = alone.processorSeconds() - reading.processorSeconds();
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %,d | %,d | %.2f | %.2f | %.2f | %.1f | %d | %.2f | %.1f | %.2f | %s |%n",
        kind,
        count,
        rows[0],
        rows[1],
        alone.seconds(),
        alone.processorSeconds(),
        1e6 * work / count,
        1e9 * work / rows[1],
        most >> 20,
        Math.max(0, written.processorSeconds() - alone.processorSeconds()),
        Files.size(file) / 1e6,
        read.processorSeconds(),
        baseline(zones, rasters, rows[1], work));
  }

  private String baseline(ScatteredZones zones, SceneRasters rasters, long pixels, double work)
      throws IOException {
    if (zones.count() > naive || zones.kind().equals("reach")) {
      return "- | -";
    }
    PixelByPixel jts = new PixelByPixel(rasters);
    long[] owned = new long[1];
    Cost plain = cost(3, () -> owned[0] = jts.pixelsOf(zones));
    if (owned[0] != pixels) {
      throw new IllegalStateException("JTS counts " + owned[0] + " pixels, not " + pixels);
    }
    return String.format(
        Locale.ROOT, "%.2f | %.1f", plain.processorSeconds(), plain.processorSeconds() / work);
  }

  private static void statistics(
      SceneRasters rasters, ScatteredZones zones, java.util.function.Consumer<MeasuredZone> rows) {
    new ZoneStatistics(zones)
        .of(
            rasters,
            60,
            List.of("scattered"),
            new ZoneRules(5, 0.1),
            new ValidRange(1, 1000),
            done -> {},
            rows);
  }

  /** The faster of some runs, by processor time of the thread that works. */
  private static Cost cost(int runs, Work work) throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Cost best = null;
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      long used = threads.getCurrentThreadCpuTime();
      work.run();
      double processor = (threads.getCurrentThreadCpuTime() - used) / 1e9;
      if (best == null || processor < best.processorSeconds()) {
        best = new Cost((System.nanoTime() - start) / 1e9, processor);
      }
    }
    return best;
  }

  /** Keeps the most that any collection left behind, what is garbage by then among it. */
  private void watchHeap() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, nothing) -> {
                GarbageCollectionNotificationInfo info =
                    GarbageCollectionNotificationInfo.from(
                        (CompositeData) notification.getUserData());
                long left = 0;
                for (var pool : info.getGcInfo().getMemoryUsageAfterGc().entrySet()) {
                  left += isHeap(pool.getKey()) ? pool.getValue().getUsed() : 0;
                }
                live.accumulateAndGet(left, Math::max);
              },
              null,
              null);
    }
  }

  private static boolean isHeap(String pool) {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .anyMatch(
            bean ->
                bean.getName().equals(pool)
                    && bean.getType() == java.lang.management.MemoryType.HEAP);
  }
}
