package silt.installation;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** A bucket in memory behind S3's protocol, which workers of several processes reach. */
public final class ObjectStore implements AutoCloseable {

  private static final String BUCKET = "silt";
  private static final String KEY_ID = "store-key";
  private static final String KEY = "store-secret";

  private final S3Proxy proxy;

  /** On a free port of the loopback address. */
  public ObjectStore() throws IOException {
    TransientNio2BlobStore store = new TransientNio2BlobStore();
    store.createContainer(BUCKET);
    proxy =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, KEY_ID, KEY)
            .ignoreUnknownHeaders(true)
            .stopTimeout(0)
            .build();
    try {
      proxy.start();
    } catch (Exception refused) {
      throw new IOException("the object store does not start: " + refused.getMessage(), refused);
    }
  }

  /** What a worker must be told to keep staging and products here. */
  public Map<String, String> settings() {
    return Map.of(
        "SILT_STAGING",
        "s3://" + BUCKET + "/staging/",
        "SILT_PRODUCTS",
        "s3://" + BUCKET + "/products/",
        "AWS_ENDPOINT_URL_S3",
        "http://127.0.0.1:" + proxy.getPort(),
        "AWS_REGION",
        "us-west-2",
        "AWS_ACCESS_KEY_ID",
        KEY_ID,
        "AWS_SECRET_ACCESS_KEY",
        KEY);
  }

  @Override
  public void close() throws IOException {
    try {
      proxy.stop();
    } catch (Exception stuck) {
      throw new IOException("the object store does not stop: " + stuck.getMessage(), stuck);
    }
  }
}
