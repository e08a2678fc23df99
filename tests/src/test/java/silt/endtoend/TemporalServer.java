package silt.endtoend;

import io.temporal.api.enums.v1.IndexedValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import silt.workflows.Attributes;

/**
 * A real Temporal server with its SQLite file, from the one binary that the quickstart installs.
 */
final class TemporalServer implements AutoCloseable {

  private final Process server;
  private final int port;

  private TemporalServer(Process server, int port) {
    this.server = server;
    this.port = port;
  }

  static TemporalServer start(Path folder) throws IOException {
    Path binary =
        binary()
            .orElseGet(
                () -> {
                  Assumptions.abort("no temporal binary on the PATH: run deploy/install-native");
                  return null;
                });
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                binary.toString(),
                "server",
                "start-dev",
                "--headless",
                "--ip",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--db-filename",
                folder.resolve("temporal.db").toString(),
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
    Process server =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("temporal.log").toFile())
            .start();
    TemporalServer started = new TemporalServer(server, port);
    Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
    Patience.until(Duration.ofSeconds(60), "Temporal serves", () -> listens(port));
    return started;
  }

  private static String type(IndexedValueType type) {
    return switch (type) {
      case INDEXED_VALUE_TYPE_KEYWORD -> "Keyword";
      case INDEXED_VALUE_TYPE_DATETIME -> "Datetime";
      default -> throw new IllegalArgumentException("no attribute of silt is of type " + type);
    };
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static Optional<Path> binary() {
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

  @Override
  public void close() {
    server.destroy();
    try {
      server.waitFor();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
