package silt.archive.egress;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import silt.archive.ArchiveUrls;
import silt.archive.Catalogue;
import silt.archive.login.Tokens;
import silt.archive.s3.S3Keys;

/**
 * The data host, which runs NASA's Thin Egress App: whoever is known is sent on to a signed URL,
 * whoever is not to Earthdata Login. It never serves a byte of data itself.
 *
 * <p>A bearer token that Earthdata Login does not know is treated as no token at all, so a wrong
 * one shows as a redirect to the login, whose answer is 401.
 */
public final class EgressApi {

  private static final String COOKIE = "asf-urs";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter EXPIRATION =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'+00:00'").withZone(ZoneOffset.UTC);

  private final Catalogue catalogue;
  private final ArchiveUrls urls;
  private final Tokens tokens;
  private final S3Keys keys;
  private final SignedUrls signed;

  public EgressApi(Catalogue catalogue, ArchiveUrls urls, Tokens tokens, S3Keys keys, Clock clock) {
    this.catalogue = catalogue;
    this.urls = urls;
    this.tokens = tokens;
    this.keys = keys;
    this.signed = new SignedUrls(urls.signed(), clock);
  }

  /** What its signed URLs point at. */
  public SignedDownloads downloads() {
    return new SignedDownloads(catalogue, signed);
  }

  public void addTo(RoutesConfig routes) {
    routes.get("/lp-prod-protected/<key>", this::data);
    routes.head("/lp-prod-protected/<key>", this::data);
    routes.get("/lp-prod-public/<key>", this::browse);
    routes.get("/s3credentials", this::credentials);
    routes.get("/login", this::login);
  }

  private void data(Context context) {
    if (!admit(context)) {
      return;
    }
    Optional<Path> file = catalogue.file(context.pathParam("key"));
    if (file.isEmpty()) {
      errorPage(context, 404, "Could not find requested data.");
      return;
    }
    context.header("Cache-Control", "private, max-age=" + (SignedUrls.LIFE.toSeconds() - 60));
    Optional.ofNullable(context.header("Range")).ifPresent(range -> context.header("Range", range));
    context.status(303).header("Location", signed.sign(context.path()));
  }

  private void browse(Context context) throws IOException {
    String key = context.pathParam("key");
    String name = key.substring(key.lastIndexOf('/') + 1);
    Optional<Path> file =
        catalogue
            .find(name.replaceFirst("\\.jpg$", ""))
            .map(granule -> granule.folder().resolve(granule.id() + ".jpg"))
            .filter(Files::isRegularFile);
    if (file.isEmpty()) {
      errorPage(context, 404, "Could not find requested data.");
      return;
    }
    context.contentType("image/jpeg").result(Files.readAllBytes(file.get()));
  }

  private void credentials(Context context) {
    if (!admit(context)) {
      return;
    }
    S3Keys.Key key = keys.issue();
    ObjectNode body = JSON.createObjectNode();
    body.put("accessKeyId", key.accessKeyId());
    body.put("secretAccessKey", key.secretAccessKey());
    body.put("sessionToken", key.sessionToken());
    body.put("expiration", expiration(key.expires()));
    context.contentType("application/json").result(body.toString());
  }

  private void login(Context context) {
    String code = Optional.ofNullable(context.queryParam("code")).orElse("");
    Optional<String> session = tokens.session(code);
    if (session.isEmpty()) {
      errorPage(context, 400, "Did not get the required CODE from URS");
      return;
    }
    setCookie(context, session.get());
    String state = Optional.ofNullable(context.queryParam("state")).orElse("/");
    String path = state.startsWith("/") && !state.startsWith("//") ? state : "/";
    context.status(301).header("Location", urls.main() + path);
  }

  /** Lets in who is known; everyone else has been answered when this returns false. */
  private boolean admit(Context context) {
    if (tokens.isSession(Optional.ofNullable(context.cookie(COOKIE)))) {
      return true;
    }
    if (tokens.isBearer(Optional.ofNullable(context.header("Authorization")))) {
      setCookie(context, tokens.openSession());
      return true;
    }
    context
        .status(302)
        .header(
            "Location",
            urls.login()
                + "/oauth/authorize?response_type=code&client_id=sample&redirect_uri="
                + quoted(urls.main() + "/login")
                + "&app_type=401&state="
                + quoted(context.path()));
    return false;
  }

  private static void setCookie(Context context, String session) {
    context.header("Set-Cookie", COOKIE + "=" + session + "; Path=/; HttpOnly");
  }

  private static String quoted(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String expiration(Instant instant) {
    return EXPIRATION.format(instant);
  }

  private static void errorPage(Context context, int status, String words) {
    context
        .status(status)
        .contentType("text/html")
        .result("<!DOCTYPE html>\n<html><body><p>" + words + "</p></body></html>\n");
  }
}
