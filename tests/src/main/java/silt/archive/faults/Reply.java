package silt.archive.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What goes back to the client, and how much of it has gone. */
final class Reply {

  private final Socket client;
  private final OutputStream out;
  private final Optional<Fault> fault;
  private int status;
  private long bytes;

  Reply(Socket client, Optional<Fault> fault) throws IOException {
    this.client = client;
    this.out = client.getOutputStream();
    this.fault = fault;
  }

  /** As sent; 0 while nothing is. */
  int status() {
    return status;
  }

  /** Of the body, so far. */
  long bytes() {
    return bytes;
  }

  void carryOn() throws IOException {
    out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
  }

  void whole(byte[] message) throws IOException {
    String text = new String(message, StandardCharsets.ISO_8859_1);
    status = Integer.parseInt(text.split(" ", 3)[1]);
    bytes = message.length - text.indexOf("\r\n\r\n") - 4;
    out.write(message);
  }

  void holdBackBeforeHead() throws IOException, InterruptedException {
    Fault trouble = fault.orElseThrow();
    if (trouble.kind() == Fault.Kind.SLOW && trouble.bytes() == 0) {
      Thread.sleep(trouble.delayMs());
    } else if (trouble.kind() == Fault.Kind.RESET && trouble.bytes() == 0) {
      reset();
    }
  }

  void head(HttpHead head) throws IOException {
    status = head.status();
    out.write(head.forOneExchange(Optional.empty()));
  }

  void body(InputStream from) throws IOException, InterruptedException {
    long mark = fault.map(Reply::mark).orElse(Long.MAX_VALUE);
    byte[] buffer = new byte[64 * 1024];
    while (true) {
      if (bytes == mark) {
        atMark();
      }
      int most = bytes < mark ? (int) Math.min(buffer.length, mark - bytes) : buffer.length;
      int n = from.read(buffer, 0, most);
      if (n < 0) {
        return;
      }
      out.write(buffer, 0, n);
      bytes += n;
    }
  }

  /** The byte of the body at which the fault strikes; never, where it has struck before. */
  private static long mark(Fault fault) {
    return switch (fault.kind()) {
      case TRUNCATE -> fault.bytes();
      case SLOW, RESET -> fault.bytes() == 0 ? Long.MAX_VALUE : fault.bytes();
      default -> Long.MAX_VALUE;
    };
  }

  private void atMark() throws IOException, InterruptedException {
    switch (fault.orElseThrow().kind()) {
      case SLOW -> Thread.sleep(fault.orElseThrow().delayMs());
      case RESET -> reset();
      case TRUNCATE -> throw new IOException("cut short, as asked");
      default -> throw new IllegalStateException("no mark for " + fault.orElseThrow().kind());
    }
  }

  private void reset() throws IOException {
    client.setSoLinger(true, 0);
    client.close();
    throw new IOException("reset, as asked");
  }
}
