package silt.archive.s3;

import java.io.IOException;
import java.net.URI;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import silt.archive.Catalogue;

/** S3Proxy over the {@link GranuleBucket}, behind a gate that judges the keys' life. */
public final class S3Server implements AutoCloseable {

  private final S3Proxy proxy;

  private S3Server(S3Proxy proxy) {
    this.proxy = proxy;
  }

  /** Starts it on any free port of the loopback address. */
  public static S3Server start(Catalogue catalogue, S3Keys keys) throws IOException {
    GranuleBucket bucket = new GranuleBucket(catalogue);
    S3Keys.Key own = keys.issue();
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(bucket)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, own.accessKeyId(), own.secretAccessKey())
            .ignoreUnknownHeaders(true)
            .stopTimeout(0)
            .build();
    proxy.setBlobStoreLocator(
        (accessKeyId, container, blob) ->
            keys.find(accessKeyId)
                .map(key -> new AccessGrant(key.secretAccessKey(), bucket))
                .orElse(null));
    try {
      proxy.start();
    } catch (Exception refused) {
      throw new IOException("S3 does not start: " + refused.getMessage(), refused);
    }
    return new S3Server(proxy);
  }

  public int port() {
    return proxy.getPort();
  }

  @Override
  public void close() throws IOException {
    try {
      proxy.stop();
    } catch (Exception stuck) {
      throw new IOException("S3 does not stop: " + stuck.getMessage(), stuck);
    }
  }
}
