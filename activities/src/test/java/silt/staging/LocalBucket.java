package silt.staging;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket in memory that speaks as much S3 as a store needs. */
final class LocalBucket implements AutoCloseable {

  private record Stored(byte[] bytes, String sha256) {}

  private static final Pattern KEY = Pattern.compile("<Key>([^<]+)</Key>");
  private final Map<String, Stored> objects = new ConcurrentSkipListMap<>();
  private final HttpServer server;
  private volatile String[] refusal;

  LocalBucket() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/bucket", this::handle);
    server.start();
  }

  S3Client client() {
    return S3Store.client()
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .region(Region.US_WEST_2)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
        .forcePathStyle(true)
        .build();
  }

  void spoil(String key) {
    objects.computeIfPresent(key, (k, o) -> new Stored(new byte[o.bytes().length], o.sha256()));
  }

  /** Answers so from now on. */
  void refuse(int status, String code, String retryAfter) {
    refusal = new String[] {String.valueOf(status), code, retryAfter};
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] refused = refusal;
      if (refused != null) {
        exchange.getRequestBody().readAllBytes();
        if (refused[2] != null) {
          exchange.getResponseHeaders().set("Retry-After", refused[2]);
        }
        String error = "<Error><Code>" + refused[1] + "</Code><Message>no</Message></Error>";
        xml(exchange, Integer.parseInt(refused[0]), error);
        return;
      }
      String key = exchange.getRequestURI().getPath().replaceFirst("^/bucket/?", "");
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      byte[] body = exchange.getRequestBody().readAllBytes();
      switch (exchange.getRequestMethod()) {
        case "PUT" -> {
          String sha256 = exchange.getRequestHeaders().getFirst("x-amz-meta-silt-sha256");
          objects.put(key, new Stored(body, sha256));
          exchange.sendResponseHeaders(200, -1);
        }
        case "POST" -> {
          Matcher doomed = KEY.matcher(new String(body, StandardCharsets.UTF_8));
          while (doomed.find()) {
            objects.remove(doomed.group(1));
          }
          xml(exchange, 200, "<DeleteResult/>");
        }
        default -> {
          if (key.isEmpty()) {
            String prefix = query.replaceFirst(".*prefix=([^&]*).*", "$1");
            xml(exchange, 200, list(prefix));
          } else {
            give(exchange, objects.get(key));
          }
        }
      }
    }
  }

  private String list(String prefix) {
    return objects.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> "<Contents><Key>" + key + "</Key></Contents>")
        .collect(Collectors.joining("", "<ListBucketResult>", "</ListBucketResult>"));
  }

  private static void give(HttpExchange exchange, Stored object) throws IOException {
    if (object == null) {
      xml(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>");
      return;
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().set("x-amz-meta-silt-sha256", object.sha256());
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(object.bytes().length));
    }
    exchange.sendResponseHeaders(200, head ? -1 : object.bytes().length);
    if (!head) {
      exchange.getResponseBody().write(object.bytes());
    }
  }

  private static void xml(HttpExchange exchange, int status, String text) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
