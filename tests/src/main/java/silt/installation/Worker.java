package silt.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A worker with its own settings: its queues, for instance. */
public final class Worker extends KillableProcess {

  private final Programs programs;
  private final Map<String, String> settings;

  Worker(String name, Programs programs, Map<String, String> settings) {
    super(name, programs.home());
    this.programs = programs;
    this.settings = Map.copyOf(settings);
  }

  @Override
  ProcessBuilder command() {
    try {
      Files.deleteIfExists(readyFile());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    ProcessBuilder builder =
        programs.program(
            List.of(
                "-Dai.djl.offline=true",
                "-Dsilt.readyFile=" + readyFile(),
                "-XX:MaxDirectMemorySize=256m",
                "-Xmx1g",
                "silt.worker.WorkerProcess"));
    builder.environment().putAll(settings);
    return builder;
  }

  /** One that finds a server still coming up refuses, and systemd starts it again. */
  @Override
  int restarts() {
    return 5;
  }

  @Override
  boolean ready() {
    return Files.exists(readyFile());
  }

  private Path readyFile() {
    return home().resolve("run").resolve(name() + ".ready");
  }
}
