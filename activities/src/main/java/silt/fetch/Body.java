package silt.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file on its way.
 *
 * @param offset of the first byte that {@code in} gives
 * @param total length of the whole file, -1 where the source does not say
 * @param etag strong entity tag, or {@code null}
 * @param sha256 of the whole file as the source declares it, 64 hex digits, or {@code null}
 * @param abort ends the transfer without reading on; may be called by another thread
 */
record Body(InputStream in, long offset, long total, String etag, String sha256, Runnable abort)
    implements Closeable {

  @Override
  public void close() throws IOException {
    abort.run();
    in.close();
  }
}
