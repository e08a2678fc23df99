package silt.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import silt.staging.DiskSpace;
import silt.staging.Stores;

/** How much room there is where a worker writes; a bucket has no end and no gauge. */
public final class StoreMeter {

  private final Map<String, Path> folders = new LinkedHashMap<>();
  private final long floorBytes;

  /**
   * @param floorBytes below this a worker calls itself not ready
   */
  public StoreMeter(Stores stores, long floorBytes) {
    this.floorBytes = floorBytes;
    folders.put("scratch", stores.scratch());
    stores.staging().folder().ifPresent(folder -> folders.put("staging", folder));
    stores.products().folder().ifPresent(folder -> folders.put("products", folder));
  }

  public void bindTo(MeterRegistry meters) {
    folders.forEach(
        (store, folder) ->
            Gauge.builder("silt.disk.free", folder, DiskSpace::freeBytes)
                .description("Bytes that can still be written where a store lies")
                .baseUnit("bytes")
                .tag("store", store)
                .register(meters));
    Gauge.builder("silt.disk.floor", () -> floorBytes)
        .description("Bytes that must stay free for a worker to be ready")
        .baseUnit("bytes")
        .register(meters);
  }

  /** Whether every disk is above the floor. */
  public Check check() {
    for (var folder : folders.entrySet()) {
      long free = DiskSpace.freeBytes(folder.getValue());
      if (free < floorBytes) {
        return new Check(
            "disk",
            false,
            "%s (%s) has %.1f GB left, less than %.1f: free some space"
                .formatted(folder.getKey(), folder.getValue(), free / 1e9, floorBytes / 1e9));
      }
    }
    return new Check("disk", true, "more than %.1f GB free".formatted(floorBytes / 1e9));
  }
}
