package silt.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import silt.config.Settings;
import silt.staging.DiskSpace;

/** Java, operating system, memory, disk. */
final class Machine {

  private static final int LEAST_JAVA = 17;
  private static final double LEAST_MEMORY_GB = 4;
  private static final double LEAST_DISK_GB = 3;
  private static final Path RELEASE = Path.of("/etc/os-release");

  private final Settings settings;

  Machine(Settings settings) {
    this.settings = settings;
  }

  List<Finding> examine() {
    return List.of(java(), system(), memory(), disk());
  }

  private static Finding java() {
    int version = Runtime.version().feature();
    String found = version + " (" + System.getProperty("java.vm.vendor") + ")";
    return version >= LEAST_JAVA
        ? Finding.good("Java", found)
        : Finding.wrong("Java", found, "Run deploy/install-native, which installs 17.");
  }

  private static Finding system() {
    String name = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    try {
      return system(Files.exists(RELEASE) ? Files.readString(RELEASE) : "", name);
    } catch (IOException unreadable) {
      return Finding.note("system", name, RELEASE + " cannot be read; only Debian 12 is tried.");
    }
  }

  /**
   * @param release the text of os-release(5)
   * @param name what Java calls the system, where that says nothing
   */
  static Finding system(String release, String name) {
    String pretty =
        release
            .lines()
            .filter(line -> line.startsWith("PRETTY_NAME="))
            .map(line -> line.replaceAll("^PRETTY_NAME=|\"", ""))
            .findFirst()
            .orElse(name);
    boolean tried =
        release.lines().anyMatch("ID=debian"::equals)
            && release.contains("VERSION_ID=\"12\"")
            && name.endsWith("amd64");
    return tried
        ? Finding.good("system", pretty)
        : Finding.note(
            "system",
            pretty + ": untried, only Debian 12 on amd64 is",
            "See whether the checks below hold; GDAL's Java library must match GDAL.");
  }

  private static Finding memory() {
    long bytes =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    String found = String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    return bytes / 1e9 >= LEAST_MEMORY_GB
        ? Finding.good("memory", found)
        : Finding.note(
            "memory", found, "Below 4 GB keep worker.threads.* at 1, and PostgreSQL elsewhere.");
  }

  private Finding disk() {
    double gb = DiskSpace.freeBytes(settings.home()) / 1e9;
    String found = String.format(Locale.ROOT, "%.1f GB free under %s", gb, settings.home());
    return gb >= LEAST_DISK_GB
        ? Finding.good("disk", found)
        : Finding.wrong("disk", found, "Free some space; a scene in flight takes 0.3 GB.");
  }
}
