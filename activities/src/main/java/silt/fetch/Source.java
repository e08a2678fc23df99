package silt.fetch;

import java.io.IOException;
import java.net.URI;

/** One way to the archive's files. */
interface Source {

  /** {@code s3} or {@code https}, as provenance records it. */
  String via();

  /** Where this way reads a file from, fit for logs and tables: no query, no credential. */
  String shown(URI file);

  /** Whom the file is asked of, for limits: host, and port where that is not 443. */
  String host(URI file);

  /**
   * Opens a file from a byte on.
   *
   * @param file its HTTPS address, which names it whatever the way
   * @param from the first byte wanted; the body may begin at 0 all the same
   * @param etag of the bytes already here, or {@code null} where there are none to go on from
   * @throws IOException where the connection fails; everything that has a fate of its own is thrown
   *     as such
   */
  Body open(URI file, long from, String etag) throws IOException, RouteClosed;

  /** This way does not lead there any more; another may. */
  final class RouteClosed extends Exception {
    RouteClosed(String message) {
      super(message);
    }
  }
}
