package silt.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** How busy the machine is, which every figure must say beside itself. */
final class Load {

  private Load() {}

  /** Processes that ran or waited during the last minute, on the mean, and the cores for them. */
  static String average() {
    return String.format(
        Locale.ROOT,
        "%.1f on %d cores",
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.getRuntime().availableProcessors());
  }
}
