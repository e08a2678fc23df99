package silt.archive.login;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import silt.archive.ArchiveUrls;

/** Earthdata Login: tokens, the profile page, and the step of OAuth that the data host sends to. */
public final class LoginApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TOKEN_LIFE = Duration.ofDays(60);
  private static final DateTimeFormatter US_DATE = DateTimeFormatter.ofPattern("MM/dd/yyyy");
  private static final String HTML = "text/html; charset=utf-8";
  private static final String PAGE =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Earthdata Login</title></head><body>"
          + "<div class=\"eui-banner--danger\">You must be logged in to access this page</div>"
          + "<form id=\"login\" action=\"/login\" method=\"post\">"
          + "<input type=\"text\" name=\"username\"/>"
          + "<input type=\"password\" name=\"password\"/></form></body></html>\n";

  private final Tokens tokens;
  private final ArchiveUrls urls;

  public LoginApi(Tokens tokens, ArchiveUrls urls) {
    this.tokens = tokens;
    this.urls = urls;
  }

  public void addTo(RoutesConfig routes) {
    routes.get("/api/users/tokens", this::tokens);
    routes.post("/api/users/token", this::token);
    routes.post("/api/users/find_or_create_token", this::token);
    routes.get("/oauth/authorize", this::authorize);
    routes.get("/profile", this::profile);
    routes.get("/home", context -> page(context, 200));
    routes.get("/", context -> page(context, 200));
  }

  private void tokens(Context context) {
    headers(context, "no-store");
    if (!tokens.isBasic(authorization(context))) {
      refuse(context);
      return;
    }
    ArrayNode list = JSON.createArrayNode();
    list.addObject().put("access_token", tokens.token()).put("expiration_date", expiry());
    json(context, 200, list.toString());
  }

  private void token(Context context) {
    headers(context, "no-store");
    if (!tokens.isBasic(authorization(context))) {
      refuse(context);
      return;
    }
    ObjectNode body = JSON.createObjectNode();
    body.put("access_token", tokens.token()).put("token_type", "Bearer");
    body.put("expiration_date", expiry());
    json(context, 200, body.toString());
  }

  private void authorize(Context context) {
    headers(context, "no-store");
    Optional<String> authorization = authorization(context);
    String back = Optional.ofNullable(context.queryParam("redirect_uri")).orElse("");
    if (!back.equals(urls.main() + "/login")) {
      ObjectNode body = JSON.createObjectNode();
      body.put("error", "invalid_request").put("error_description", "Invalid redirect_uri");
      json(context, 400, body.toString());
    } else if (tokens.isBasic(authorization) || tokens.isBearer(authorization)) {
      String state = Optional.ofNullable(context.queryParam("state")).orElse("/");
      context.status(302);
      context.header(
          "Location",
          back
              + "?code="
              + tokens.code()
              + "&state="
              + URLEncoder.encode(state, StandardCharsets.UTF_8));
    } else if (authorization.filter(value -> value.startsWith("Bearer ")).isPresent()) {
      ObjectNode body = JSON.createObjectNode();
      body.put("error", "invalid_token");
      body.put("error_description", "The token is either malformed or does not exist");
      json(context, 401, body.toString());
    } else if ("401".equals(context.queryParam("app_type"))) {
      context.header(
          "WWW-Authenticate", "Basic realm=\"Please enter your Earthdata Login credentials.\"");
      context.status(401).contentType(HTML).result("HTTP Basic: Access denied.\n");
    } else {
      page(context, 200);
    }
  }

  private void profile(Context context) {
    headers(context, "no-cache");
    context.header("Set-Cookie", "_urs-gui_session=" + Tokens.draw(16) + "; path=/; HttpOnly");
    context.header("Location", urls.login() + "/home");
    context.status(302).contentType(HTML);
  }

  private void page(Context context, int status) {
    headers(context, "no-cache");
    context.status(status).contentType(HTML).result(PAGE);
  }

  private static void refuse(Context context) {
    ObjectNode body = JSON.createObjectNode();
    body.put("error", "invalid_credentials");
    body.put("error_description", "Invalid user credentials");
    json(context, 401, body.toString());
  }

  private static void json(Context context, int status, String body) {
    context.status(status).contentType("application/json; charset=utf-8").result(body);
  }

  private static Optional<String> authorization(Context context) {
    return Optional.ofNullable(context.header("Authorization"));
  }

  private static String expiry() {
    return US_DATE.format(LocalDate.now(ZoneOffset.UTC).plusDays(TOKEN_LIFE.toDays()));
  }

  private static void headers(Context context, String cacheControl) {
    context.header("Cache-Control", cacheControl);
    if (cacheControl.equals("no-store")) {
      context.header("Pragma", "no-cache");
      context.header("Expires", "Fri, 01 Jan 1990 00:00:00 GMT");
    }
    context.header("Vary", "Accept");
    context.header("X-Content-Type-Options", "nosniff");
    context.header("X-Frame-Options", "SAMEORIGIN");
    context.header("X-Download-Options", "noopen");
    context.header("X-Permitted-Cross-Domain-Policies", "none");
    context.header("X-Runtime", "0.010000");
    context.header("X-Request-Id", UUID.randomUUID().toString());
    context.header("Referrer-Policy", "strict-origin-when-cross-origin");
    context.header("Strict-Transport-Security", "max-age=31536000");
    context.header("X-XSS-Protection", "1; mode=block");
  }
}
