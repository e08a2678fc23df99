package silt.archive;

/**
 * The ports of the archive's authorities, all on the loopback address; 0 asks for a free one.
 *
 * <p>NASA serves catalogue and data, logins, S3 and signed downloads from different hosts, and a
 * client must treat them as such (a token that follows a redirect is a leak). On one machine the
 * port takes the part of the host.
 *
 * @param port catalogue (STAC, CMR) and protected data
 * @param s3Port S3
 * @param ursPort Earthdata Login
 * @param signedPort what the signed URLs of a download point at
 */
public record ArchivePorts(int port, int s3Port, int ursPort, int signedPort) {

  public ArchivePorts {
    requirePort("port", port);
    requirePort("s3Port", s3Port);
    requirePort("ursPort", ursPort);
    requirePort("signedPort", signedPort);
  }

  /** Free ports throughout: what tests want. */
  public static ArchivePorts free() {
    return new ArchivePorts(0, 0, 0, 0);
  }

  private static void requirePort(String name, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(name + " lies between 0 (any) and 65535, not " + port);
    }
  }
}
