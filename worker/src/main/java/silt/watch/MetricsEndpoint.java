package silt.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import silt.scene.BadInput;

/**
 * What a worker answers over HTTP: {@code /metrics} for Prometheus, {@code /health} (200 where it
 * is ready, else 503), {@code /health/live} and {@code /health/ready} for whoever supervises it.
 *
 * <p>Nobody is asked who he is, and nothing can be changed here.
 */
public final class MetricsEndpoint implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A scraper, a supervisor and a person. */
  private static final int THREADS = 3;

  private final HttpServer server;
  private final ExecutorService threads;

  private MetricsEndpoint(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * @param at port 0 for any that is free
   * @throws BadInput where the port is taken or the host is not this machine's
   */
  public static MetricsEndpoint start(InetSocketAddress at, Meters meters, Health health) {
    try {
      HttpServer server = HttpServer.create(at, 0);
      ExecutorService threads =
          Executors.newFixedThreadPool(
              THREADS,
              work -> {
                Thread thread = new Thread(work, "metrics");
                thread.setDaemon(true);
                return thread;
              });
      server.setExecutor(threads);
      MetricsHandler scrape = new MetricsHandler(meters.exposed());
      server.createContext(
          "/metrics",
          exchange -> {
            meters.read();
            scrape.handle(exchange);
          });
      server.createContext("/health", exchange -> answer(exchange, health));
      server.start();
      return new MetricsEndpoint(server, threads);
    } catch (IOException refused) {
      throw new BadInput(
          "worker.metrics-port: %s:%d cannot be listened on (%s)"
              .formatted(at.getHostString(), at.getPort(), refused.getMessage()),
          "Set SILT_WORKER_METRICS_PORT to another, to 0 for any that is free, or to off.",
          refused);
    }
  }

  private static void answer(HttpExchange exchange, Health health) throws IOException {
    try (exchange) {
      HealthReport report =
          switch (exchange.getRequestURI().getPath()) {
            case "/health", "/health/ready" -> health.report();
            case "/health/live" -> new HealthReport(true, true, List.of());
            default -> null;
          };
      if (report == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] body =
          (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n")
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(report.ready() ? 200 : 503, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
