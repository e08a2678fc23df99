package silt.discover;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Four hosts on loopback ports that answer as a test tells them, and remember what they were asked.
 */
public final class LocalArchive implements AutoCloseable {

  /** The parts that NASA spreads over hosts. */
  public enum Host {
    DATA,
    LOGIN,
    SIGNED,
    S3
  }

  /** A request that came. */
  public record Seen(Host host, String method, URI uri, Map<String, List<String>> headers) {

    public String header(String name) {
      return headers.entrySet().stream()
          .filter(e -> e.getKey().equalsIgnoreCase(name))
          .map(e -> e.getValue().get(0))
          .findFirst()
          .orElse(null);
    }
  }

  private final Map<Host, HttpServer> servers = new EnumMap<>(Host.class);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  public LocalArchive() throws IOException {
    for (Host host : Host.values()) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(threads);
      server.start();
      servers.put(host, server);
    }
  }

  public URI uri(Host host) {
    return URI.create("http://127.0.0.1:" + servers.get(host).getAddress().getPort() + "/");
  }

  /** The archive's address, with or without S3. */
  public ArchiveAddress address(boolean s3) {
    return ArchiveAddress.sample(
        uri(Host.DATA),
        uri(Host.DATA),
        uri(Host.LOGIN),
        s3 ? uri(Host.S3) : null,
        uri(Host.SIGNED));
  }

  /** Answers requests below a path. */
  public void on(Host host, String path, HttpHandler handler) {
    servers
        .get(host)
        .createContext(
            path,
            exchange -> {
              seen.add(
                  new Seen(
                      host,
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      Map.copyOf(exchange.getRequestHeaders())));
              try (exchange) {
                handler.handle(exchange);
              }
            });
  }

  /** Answers differently from now on. */
  public void instead(Host host, String path, HttpHandler handler) {
    servers.get(host).removeContext(path);
    on(host, path, handler);
  }

  public List<Seen> seen(Host host) {
    return seen.stream().filter(s -> s.host() == host).toList();
  }

  public List<Seen> seen() {
    return new ArrayList<>(seen);
  }

  public static void reply(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
    }
    exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
  }

  public static void json(HttpExchange exchange, String body) throws IOException {
    reply(exchange, 200, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  public static void text(HttpExchange exchange, int status, String body) throws IOException {
    reply(exchange, status, "text/html", body.getBytes(StandardCharsets.UTF_8));
  }

  public static void redirect(HttpExchange exchange, URI to) throws IOException {
    exchange.getResponseHeaders().set("Location", to.toString());
    exchange.sendResponseHeaders(302, -1);
  }

  @Override
  public void close() {
    servers.values().forEach(server -> server.stop(0));
    threads.shutdownNow();
  }
}
