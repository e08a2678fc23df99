package silt.discover;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * HTTP as an archive must be spoken to: redirects are followed by hand, to allowed hosts only.
 *
 * <p>{@link HttpClient} of JDK 17 forwards {@code Authorization} to whatever host a redirect names,
 * so here every hop decides anew whether it deserves the token. Cookies are kept, so that one login
 * serves many files. Messages name addresses without their queries: those may hold signatures.
 */
public final class ArchiveHttp {

  private static final int MOST_REDIRECTS = 10;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final ArchiveAddress address;
  private final CookieManager cookies =
      new CookieManager(null, CookiePolicy.ACCEPT_ORIGINAL_SERVER);
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(Version.HTTP_1_1)
          .followRedirects(Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(20))
          .cookieHandler(cookies)
          .build();

  public ArchiveHttp(ArchiveAddress address) {
    this.address = address;
  }

  /**
   * A request with its whole reply in memory.
   *
   * @param form sent by POST, or {@code null} for a GET
   * @param limit for the whole exchange
   * @throws IOException where no reply came, or a redirect led astray
   */
  public HttpResponse<byte[]> ask(
      URI uri, Map<String, String> headers, String form, Optional<String> token, Duration limit)
      throws IOException {
    return follow(uri, headers, form, token, limit, BodyHandlers.ofByteArray());
  }

  /**
   * A GET whose body is read as it arrives; the caller closes it, and watches for a body that
   * stalls.
   *
   * @param limit until the reply begins
   */
  public HttpResponse<InputStream> open(
      URI uri, Map<String, String> headers, Optional<String> token, Duration limit)
      throws IOException {
    return follow(uri, headers, null, token, limit, BodyHandlers.ofInputStream());
  }

  /** Forgets all sessions: the next request logs in anew. */
  public void forgetLogin() {
    cookies.getCookieStore().removeAll();
  }

  private <T> HttpResponse<T> follow(
      URI start,
      Map<String, String> headers,
      String form,
      Optional<String> token,
      Duration limit,
      BodyHandler<T> handler)
      throws IOException {
    URI uri = start;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      if (!address.allows(uri)) {
        throw new IOException(
            "the archive sent us to " + ArchiveAddress.shown(uri) + ", which is none of its hosts");
      }
      HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(limit);
      headers.forEach(request::setHeader);
      if (address.deservesToken(uri)) {
        token.ifPresent(t -> request.setHeader("Authorization", "Bearer " + t));
      }
      if (form != null) {
        request.POST(BodyPublishers.ofString(form));
      }
      HttpResponse<T> reply = send(request.build(), handler, limit);
      if (!REDIRECTS.contains(reply.statusCode())) {
        return reply;
      }
      if (reply.body() instanceof InputStream body) {
        body.close();
      }
      if (form != null && reply.statusCode() < 307) {
        throw new IOException(ArchiveAddress.shown(uri) + " redirected a search elsewhere");
      }
      uri = target(uri, reply);
    }
    throw new IOException(ArchiveAddress.shown(start) + " redirects in circles");
  }

  private static URI target(URI from, HttpResponse<?> reply) throws IOException {
    String location = reply.headers().firstValue("Location").orElse("");
    try {
      URI target = from.resolve(location);
      if (location.isEmpty() || target.getHost() == null) {
        throw new IOException(ArchiveAddress.shown(from) + " redirected to nowhere");
      }
      if ("https".equals(from.getScheme()) && !"https".equals(target.getScheme())) {
        throw new IOException(ArchiveAddress.shown(from) + " redirected away from https");
      }
      return target;
    } catch (IllegalArgumentException unreadable) {
      // its message would repeat the address, and with it a signature
      throw new IOException(ArchiveAddress.shown(from) + " redirected to an unreadable address");
    }
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler, Duration limit)
      throws IOException {
    CompletableFuture<HttpResponse<T>> sent = client.sendAsync(request, handler);
    String shown = ArchiveAddress.shown(request.uri());
    try {
      return sent.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      sent.cancel(true);
      throw new IOException(shown + " did not answer within " + limit.toSeconds() + " s", slow);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      String said =
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      throw new IOException(shown + " cannot be reached: " + said, cause);
    } catch (InterruptedException stopped) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("stopped while waiting for " + shown, stopped);
    }
  }
}
