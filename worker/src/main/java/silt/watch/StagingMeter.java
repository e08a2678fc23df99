package silt.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import silt.housekeeping.ScratchSweep;
import silt.housekeeping.StagingSweep;

/**
 * How much waits in staging and scratch, as of the last sweep, and what sweeps removed. Workers
 * take turns at staging: the one whose turn it was knows, the others say what they last saw.
 */
public final class StagingMeter {

  private final AtomicLong scratchBytes = new AtomicLong();
  private final AtomicLong stagingBytes = new AtomicLong();
  private final AtomicLong stagingScenes = new AtomicLong();
  private final AtomicLong stagingReadAt = new AtomicLong();
  private final Counter removedScratch;
  private final Counter removedStaging;

  public StagingMeter(MeterRegistry meters) {
    gauge(meters, "silt.scratch", scratchBytes, "bytes", "Half-done files of this machine");
    gauge(meters, "silt.staging", stagingBytes, "bytes", "What waits in staging");
    gauge(meters, "silt.staging.scenes", stagingScenes, null, "Scenes with files in staging");
    gauge(
        meters,
        "silt.staging.read.timestamp",
        stagingReadAt,
        "seconds",
        "When this worker last looked through staging, Unix time; 0 for never");
    removedScratch = removed(meters, "scratch");
    removedStaging = removed(meters, "staging");
  }

  private static void gauge(
      MeterRegistry meters, String name, AtomicLong value, String unit, String description) {
    Gauge.builder(name, value, AtomicLong::get)
        .baseUnit(unit)
        .description(description)
        .register(meters);
  }

  private static Counter removed(MeterRegistry meters, String store) {
    return Counter.builder("silt.swept")
        .baseUnit("bytes")
        .description("What sweeps removed because nobody owned it")
        .tag("store", store)
        .register(meters);
  }

  public void scratch(ScratchSweep.Found found) {
    scratchBytes.set(found.bytes());
    removedScratch.increment(found.removedBytes());
  }

  public void staging(StagingSweep.Found found) {
    stagingBytes.set(found.bytes() - found.abandonedBytes());
    stagingScenes.set(found.folders() - found.abandoned().size());
    stagingReadAt.set(System.currentTimeMillis() / 1000);
    removedStaging.increment(found.abandonedBytes());
  }
}
