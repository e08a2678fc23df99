package silt.installation;

import io.temporal.api.enums.v1.IndexedValueType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import silt.workflows.Attributes;

/**
 * A real Temporal server with its SQLite file, from the one binary that the quickstart installs;
 * its histories outlive it.
 */
public final class TemporalServer extends KillableProcess {

  private final int port;
  private final int metricsPort = freePort();

  /** With its file {@code temporal.db} in the folder. */
  public TemporalServer(Path home, int port) {
    super("temporal", home);
    this.port = port;
  }

  /** {@code SILT_TEMPORAL_EXE}, else the one on the PATH. */
  public static Optional<Path> program() {
    String set = System.getenv("SILT_TEMPORAL_EXE");
    if (set != null) {
      return Optional.of(Path.of(set));
    }
    for (String folder : System.getenv("PATH").split(":")) {
      Path candidate = Path.of(folder, "temporal");
      if (Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  public int port() {
    return port;
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Where it tells of itself, in Prometheus' words; another after each opening of the folder. */
  public URI metrics() {
    return URI.create("http://127.0.0.1:" + metricsPort + "/metrics");
  }

  /** Its SQLite file. */
  public Path database() {
    return home().resolve("temporal.db");
  }

  @Override
  ProcessBuilder command() {
    String program =
        program()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no temporal binary on the PATH: run deploy/install-native"))
            .toString();
    List<String> command =
        new ArrayList<>(
            List.of(
                program,
                "server",
                "start-dev",
                "--headless",
                "--ip",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--metrics-port",
                String.valueOf(metricsPort),
                "--db-filename",
                database().toString(),
                "--sqlite-pragma",
                "journal_mode=WAL",
                "--log-level",
                "error",
                "--dynamic-config-value",
                "matching.enableFairness=true"));
    Attributes.all()
        .forEach(
            key -> {
              command.add("--search-attribute");
              command.add(key.getName() + "=" + type(key.getValueType()));
            });
    ProcessBuilder builder = new ProcessBuilder(command);
    withoutOurs(builder.environment());
    return builder;
  }

  @Override
  boolean ready() {
    return listens(port);
  }

  private static String type(IndexedValueType type) {
    return switch (type) {
      case INDEXED_VALUE_TYPE_KEYWORD -> "Keyword";
      case INDEXED_VALUE_TYPE_DATETIME -> "Datetime";
      default -> throw new IllegalArgumentException("no attribute of silt is of type " + type);
    };
  }
}
