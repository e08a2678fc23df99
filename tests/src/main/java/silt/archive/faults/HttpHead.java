package silt.archive.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The first line and the headers of an HTTP/1.1 message, kept as they came: a signature over the
 * Host header must survive the {@link Gate}.
 */
final class HttpHead {

  private static final int MOST = 64 * 1024;

  /** A gate passes one exchange per connection, so what negotiates the next one is dropped. */
  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "keep-alive", "upgrade", "http2-settings", "expect");

  private final String first;
  private final List<String> lines;

  private HttpHead(String first, List<String> lines) {
    this.first = first;
    this.lines = lines;
  }

  /** Reads up to the blank line; empty where the peer closed before it said anything. */
  static Optional<HttpHead> read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    int state = 0;
    while (state < 4) {
      int next = in.read();
      if (next < 0) {
        if (bytes.size() == 0) {
          return Optional.empty();
        }
        throw new IOException("the peer closed within its headers");
      }
      bytes.write(next);
      state = next == (state % 2 == 0 ? '\r' : '\n') ? state + 1 : next == '\r' ? 1 : 0;
      if (bytes.size() > MOST) {
        throw new IOException("headers of more than " + MOST + " bytes");
      }
    }
    String[] all = bytes.toString(StandardCharsets.ISO_8859_1).split("\r\n");
    List<String> lines = new ArrayList<>(List.of(all).subList(1, all.length));
    return Optional.of(new HttpHead(all[0], lines));
  }

  String method() {
    return first.split(" ", 2)[0];
  }

  /** Path and query as they were asked for. */
  String target() {
    String[] parts = first.split(" ", 3);
    return parts.length < 2 ? "" : parts[1];
  }

  String path() {
    return target().split("\\?", 2)[0];
  }

  /** Of a response: its status code. */
  int status() {
    String[] parts = first.split(" ", 3);
    return parts.length < 2 ? 0 : Integer.parseInt(parts[1]);
  }

  Optional<String> header(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return lines.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst();
  }

  long contentLength() {
    return header("content-length").map(Long::parseLong).orElse(0L);
  }

  /** The same message with another word on the connection, and perhaps one more header. */
  byte[] forOneExchange(Optional<String> extra) {
    StringBuilder text = new StringBuilder(first).append("\r\n");
    for (String line : lines) {
      String name = line.split(":", 2)[0].toLowerCase(Locale.ROOT);
      if (!HOP_BY_HOP.contains(name)) {
        text.append(line).append("\r\n");
      }
    }
    extra.ifPresent(line -> text.append(line).append("\r\n"));
    return text.append("Connection: close\r\n\r\n")
        .toString()
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
