package silt.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import silt.discover.ArchiveAddress;
import silt.discover.ArchiveHttp;
import silt.discover.Replies;
import silt.scene.Outcome;
import silt.steps.Failures;

/**
 * Files over HTTPS with an Earthdata Login token: works from anywhere.
 *
 * <p>A login page with status 200, a licence nobody accepted, a signature that ran out: each reply
 * has its own meaning, told here once.
 */
final class HttpsSource implements Source {

  private static final Duration UNTIL_REPLY = Duration.ofSeconds(60);
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+|\\*)");

  private final ArchiveAddress address;
  private final ArchiveHttp http;
  private final Access access;

  HttpsSource(ArchiveAddress address, ArchiveHttp http, Access access) {
    this.address = address;
    this.http = http;
    this.access = access;
  }

  @Override
  public String via() {
    return "https";
  }

  @Override
  public String shown(URI file) {
    return ArchiveAddress.shown(file);
  }

  @Override
  public String host(URI file) {
    return ArchiveAddress.host(file);
  }

  @Override
  public Body open(URI file, long from, String etag) throws IOException {
    boolean resume = from > 0 && etag != null;
    Map<String, String> headers = new LinkedHashMap<>();
    if (resume) {
      headers.put("Range", "bytes=" + from + "-");
      headers.put("If-Range", etag);
    }
    Optional<String> token = access.token();
    HttpResponse<InputStream> reply = http.open(file, headers, token, UNTIL_REPLY);
    if (isRefusal(reply)) {
      reply.body().close();
      http.forgetLogin();
      token = access.refreshed();
      reply = http.open(file, headers, token, UNTIL_REPLY);
    }
    int status = reply.statusCode();
    if (status == 200 && !isPage(reply)) {
      return body(reply, 0, length(reply.headers()));
    }
    if (status == 206 && resume) {
      return rest(reply, file, from, etag);
    }
    if (status == 416 && resume) {
      reply.body().close();
      // all of it is here already, unless the file is another by now
      String whole = "bytes */" + from;
      return reply.headers().firstValue("Content-Range").filter(whole::equals).isPresent()
          ? new Body(InputStream.nullInputStream(), from, from, etag, null, () -> {})
          : open(file, 0, null);
    }
    throw refusal(reply, file, token.isPresent());
  }

  private Body rest(HttpResponse<InputStream> reply, URI file, long from, String etag)
      throws IOException {
    HttpHeaders headers = reply.headers();
    Matcher range = CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    boolean same = headers.firstValue("ETag").map(etag::equals).orElse(true);
    if (same && range.matches() && Long.parseLong(range.group(1)) == from) {
      String total = range.group(3);
      return body(reply, from, total.equals("*") ? -1 : Long.parseLong(total));
    }
    // another file by now, or another piece than was asked for
    reply.body().close();
    return open(file, 0, null);
  }

  private static Body body(HttpResponse<InputStream> reply, long offset, long total)
      throws IOException {
    HttpHeaders headers = reply.headers();
    if (headers.firstValue("Content-Encoding").filter(e -> !e.equals("identity")).isPresent()) {
      reply.body().close();
      throw new IOException("the archive compressed a file that was asked for as it is");
    }
    String etag = headers.firstValue("ETag").filter(e -> e.startsWith("\"")).orElse(null);
    InputStream in = reply.body();
    return new Body(in, offset, total, etag, sha256(headers), () -> closeQuietly(in));
  }

  /** S3 declares the sha256 of an object in this header, in base64, where it was uploaded so. */
  private static String sha256(HttpHeaders headers) {
    return headers
        .firstValue("x-amz-checksum-sha256")
        .filter(text -> text.matches("[A-Za-z0-9+/]{43}="))
        .map(text -> HexFormat.of().formatHex(Base64.getDecoder().decode(text)))
        .orElse(null);
  }

  private static long length(HttpHeaders headers) {
    return headers.firstValueAsLong("Content-Length").orElse(-1);
  }

  /** Whether the token, or its absence, may be what was refused: by status, or by a login page. */
  private static boolean isRefusal(HttpResponse<?> reply) {
    return reply.statusCode() == 401 || reply.statusCode() == 200 && isPage(reply);
  }

  private static boolean isPage(HttpResponse<?> reply) {
    return reply.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
  }

  private RuntimeException refusal(HttpResponse<InputStream> reply, URI file, boolean hadToken)
      throws IOException {
    int status = reply.statusCode();
    String text = beginning(reply);
    String what = ArchiveAddress.shown(file) + " answered " + status;
    if (status == 401 || address.isLogin(reply.uri()) || text.contains("Earthdata Login")) {
      return access.refused(hadToken, what);
    }
    if (status == 403 && Access.speaksOfLicence(text)) {
      return access.licence(text);
    }
    if (status == 404 || status == 410) {
      return Failures.never(Outcome.INPUT_GONE, what, null);
    }
    return Replies.passes(status)
        ? Replies.later(reply.headers(), what)
        : Failures.retry(what + (status == 200 ? " with a page instead of a file" : ""), null);
  }

  private static String beginning(HttpResponse<InputStream> reply) throws IOException {
    try (InputStream in = reply.body()) {
      return new String(in.readNBytes(8192), StandardCharsets.UTF_8);
    }
  }

  private static void closeQuietly(InputStream in) {
    try {
      in.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
