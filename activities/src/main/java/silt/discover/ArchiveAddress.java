package silt.discover;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Where an archive's services are, and which hosts may be talked to. NASA's and the sample archive
 * differ in this value and in nothing else.
 *
 * @param name for people, e.g. {@code nasa}
 * @param stac the CMR-STAC catalogue, without {@code /search}
 * @param cmr the folder of {@code granules.umm_json}
 * @param data the data service; the first path segment below it is the bucket
 * @param login Earthdata Login
 * @param s3Credentials where session credentials are handed out, or {@code null} where S3 is not
 *     spoken
 * @param s3Endpoint an S3 of the archive's own, or {@code null} for AWS
 * @param s3Region of the archive's buckets
 * @param hosts that redirects may lead to, besides the services above: {@code host:port}, or {@code
 *     host} or {@code *.suffix} at port 443
 */
public record ArchiveAddress(
    String name,
    URI stac,
    URI cmr,
    URI data,
    URI login,
    URI s3Credentials,
    URI s3Endpoint,
    String s3Region,
    Set<String> hosts) {

  public ArchiveAddress {
    requireNonNull(name, "name");
    stac = folder(stac);
    cmr = folder(cmr);
    data = folder(data);
    login = folder(login);
    requireNonNull(s3Region, "s3Region");
    hosts = Set.copyOf(hosts);
  }

  /**
   * NASA's own services. The signed addresses that files are finally read from lie on CloudFront or
   * S3.
   */
  public static ArchiveAddress nasa() {
    URI data = URI.create("https://data.lpdaac.earthdatacloud.nasa.gov/");
    return new ArchiveAddress(
        "nasa",
        URI.create("https://cmr.earthdata.nasa.gov/stac/LPCLOUD/"),
        URI.create("https://cmr.earthdata.nasa.gov/search/"),
        data,
        URI.create("https://urs.earthdata.nasa.gov/"),
        data.resolve("s3credentials"),
        null,
        "us-west-2",
        Set.of(
            "*.earthdata.nasa.gov",
            "*.earthdatacloud.nasa.gov",
            "*.cloudfront.net",
            "*.s3.us-west-2.amazonaws.com",
            "s3.us-west-2.amazonaws.com"));
  }

  /**
   * An archive of the same shape elsewhere.
   *
   * @param catalogue serves {@code stac/LPCLOUD/} and {@code search/}
   * @param data serves files and {@code s3credentials}
   * @param login the login service
   * @param s3 the S3 endpoint, or {@code null} for none
   * @param signed where signed addresses point at, or {@code null} where that is {@code data}
   */
  public static ArchiveAddress sample(URI catalogue, URI data, URI login, URI s3, URI signed) {
    return new ArchiveAddress(
        "sample",
        folder(catalogue).resolve("stac/LPCLOUD/"),
        folder(catalogue).resolve("search/"),
        data,
        login,
        s3 == null ? null : folder(data).resolve("s3credentials"),
        s3,
        "us-west-2",
        signed == null ? Set.of() : Set.of(signed.getHost() + ":" + port(signed)));
  }

  /** Whether a request may go there at all. */
  public boolean allows(URI target) {
    if (target.getHost() == null || !("https".equals(target.getScheme()) || isOwn(target))) {
      return false;
    }
    String host = target.getHost().toLowerCase(Locale.ROOT);
    return isOwn(target)
        || hosts.contains(host + ":" + port(target))
        || port(target) == 443
            && (hosts.contains(host)
                || hosts.stream()
                    .anyMatch(h -> h.startsWith("*.") && host.endsWith(h.substring(1))));
  }

  /** Whether a token may go there: the data service and the login, by scheme, host and port. */
  public boolean deservesToken(URI target) {
    return sameOrigin(target, data)
        || sameOrigin(target, login)
        || s3Credentials != null && sameOrigin(target, s3Credentials);
  }

  /** Whether a URI is a page of the login: where requests end that lack a valid token. */
  public boolean isLogin(URI target) {
    return sameOrigin(target, login);
  }

  /** Whether a URI is one of this archive's files. */
  public boolean holds(URI file) {
    return sameOrigin(file, data) && file.getPath().startsWith(data.getPath());
  }

  static boolean sameOrigin(URI one, URI other) {
    return one.getScheme() != null
        && one.getHost() != null
        && one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && port(one) == port(other);
  }

  /** A URI as it may be shown: without query, fragment or user, where signatures and names hide. */
  public static String shown(URI uri) {
    return uri.getScheme()
        + "://"
        + uri.getHost()
        + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
        + uri.getPath();
  }

  /** The host, with its port where that is not 443. */
  public static String host(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return port(uri) == 443 ? host : host + ":" + port(uri);
  }

  private boolean isOwn(URI target) {
    return sameOrigin(target, stac)
        || sameOrigin(target, cmr)
        || sameOrigin(target, data)
        || sameOrigin(target, login)
        // an archive on this machine speaks plain http on its further ports, too
        || "http".equals(data.getScheme()) && hosts.contains(target.getHost() + ":" + port(target));
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0
        ? uri.getPort()
        : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  private static URI folder(URI uri) {
    requireNonNull(uri, "a service's address");
    return uri.toString().endsWith("/") ? uri : URI.create(uri + "/");
  }
}
