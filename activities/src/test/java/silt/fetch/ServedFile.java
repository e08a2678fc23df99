package silt.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import silt.raster.CogWriter;
import silt.raster.RasterGrid;

/** A file as a well-kept server gives it: entity tag, ranges, If-Range; cut short on request. */
final class ServedFile implements HttpHandler {

  private final byte[] bytes;
  private final String etag;
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger sent = new AtomicInteger();

  ServedFile(byte[] bytes, String etag) {
    this.bytes = bytes;
    this.etag = etag;
  }

  /** A GeoTIFF of noise, so that it does not compress to nothing. */
  static byte[] tiff(Path folder, int seed) throws IOException {
    RasterGrid grid = RasterGrid.of(32660, 399960, 5900040, 30, 64, 64);
    short[] pixels = new short[64 * 64];
    Random noise = new Random(seed);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (short) noise.nextInt(10_000);
    }
    Path file = folder.resolve("served-" + seed + ".tif");
    try (CogWriter writer = CogWriter.ofShorts(grid).overviews("NONE")) {
      writer.write(grid.whole(), pixels).save(file);
    }
    return Files.readAllBytes(file);
  }

  /** Breaks off the next replies in the middle of what they promised. */
  ServedFile cut(int times) {
    cuts.set(times);
    return this;
  }

  /** Bytes of bodies that went out. */
  int sent() {
    return sent.get();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
    exchange.getResponseHeaders().set("ETag", etag);
    exchange.getResponseHeaders().set("Content-Type", "image/tiff");
    int from = 0;
    if (range != null && (ifRange == null || ifRange.equals(etag))) {
      from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      if (from >= bytes.length) {
        exchange.getResponseHeaders().set("Content-Range", "bytes */" + bytes.length);
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    }
    byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest.length);
    int length = cuts.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? rest.length / 2 : rest.length;
    exchange.getResponseBody().write(rest, 0, length);
    exchange.getResponseBody().flush();
    sent.addAndGet(length);
  }
}
