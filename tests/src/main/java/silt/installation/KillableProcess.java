package silt.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One process of an installation that may be killed at any moment and started again on the same
 * ports over the same files.
 *
 * <p>Its pid is kept in {@code HOME/run/NAME.pid}: what an earlier run of a soak left behind when
 * it was itself killed is ended before another is started.
 */
public abstract class KillableProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(120);

  private final String name;
  private final Path home;
  private Process process;

  KillableProcess(String name, Path home) {
    this.name = name;
    this.home = home;
  }

  /** What to start, its output not yet directed anywhere. */
  abstract ProcessBuilder command();

  /** Whether it serves. */
  abstract boolean ready();

  public String name() {
    return name;
  }

  Path home() {
    return home;
  }

  public Path log() {
    return home.resolve(name + ".log");
  }

  /** How often it is started again where it ends before it serves. */
  int restarts() {
    return 0;
  }

  /** Starts it and waits until it serves. */
  public void start() {
    for (int left = restarts(); !startsOnce(left == 0); left--) {
      // as its supervisor would
    }
  }

  private boolean startsOnce(boolean last) {
    try {
      Files.createDirectories(home.resolve("run"));
      endLeftOver();
      process =
          command()
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
      Files.writeString(pidFile(), String.valueOf(process.pid()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Process started = process;
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    Patience.until(
        START_LIMIT,
        name + " serves; its log is " + log(),
        () -> {
          if (!started.isAlive() && last) {
            throw new AssertionError(name + " ended while it started: " + lastWords());
          }
          return !started.isAlive() || ready();
        });
    return started.isAlive();
  }

  private String lastWords() {
    try {
      String all = Files.readString(log());
      return all.substring(Math.max(0, all.length() - 2000));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** SIGKILL: no shutdown hook, no last word. */
  public void kill() {
    process.destroyForcibly();
    await(process);
  }

  /** SIGTERM, and its end is waited for. */
  public void stop() {
    process.destroy();
    await(process);
  }

  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Resident memory, KiB; empty where the process is no more. */
  public Optional<Long> residentKib() {
    return residentKib(process.pid());
  }

  /** Resident memory of any process, KiB; empty where it is no more. */
  public static Optional<Long> residentKib(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.valueOf(line.replaceAll("[^0-9]", "")))
          .findFirst();
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  /** Processor seconds that it has used so far. */
  public double processorSeconds() {
    return ProcessHandle.of(pid())
        .flatMap(handle -> handle.info().totalCpuDuration())
        .map(used -> used.toNanos() / 1e9)
        .orElse(0.0);
  }

  @Override
  public void close() {
    if (isAlive()) {
      stop();
    }
  }

  private void endLeftOver() throws IOException {
    Path file = pidFile();
    if (!Files.exists(file)) {
      return;
    }
    Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(Files.readString(file).trim()));
    // a pid may be a stranger's by now: ours bears the installation's folder in its arguments
    left.filter(handle -> arguments(handle.pid()).contains(home.toString()))
        .ifPresent(
            handle -> {
              handle.destroyForcibly();
              handle.onExit().join();
            });
  }

  private static String arguments(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }

  private Path pidFile() {
    return home.resolve("run").resolve(name + ".pid");
  }

  private static void await(Process process) {
    try {
      process.waitFor();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** The settings of whoever runs the tests must not lead the processes elsewhere. */
  static void withoutOurs(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.matches("(SILT|EARTHDATA|TEMPORAL|AWS)_.*"));
  }

  /** A port of the loopback address that nobody holds now. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
