package silt.archive.faults;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The answers a fault gives in place of the service, in the words of the authority asked. */
final class CannedReplies {

  private static final Map<Integer, String> REASONS =
      Map.of(
          400, "Bad Request",
          401, "Unauthorized",
          403, "Forbidden",
          404, "Not Found",
          418, "I'm a teapot",
          429, "Too Many Requests",
          500, "Internal Server Error",
          502, "Bad Gateway",
          503, "Service Unavailable",
          504, "Gateway Timeout");

  private CannedReplies() {}

  /** The whole message, or nothing where the fault lets the service answer. */
  static byte[] of(Fault fault, String authority, boolean head) {
    return switch (fault.kind()) {
      case STATUS -> status(fault, authority, head);
      case HTML -> message(200, "text/html; charset=utf-8", LOGIN_PAGE, "", head);
      case EXPIRED -> expired(authority, head);
      case EULA -> eula(authority, head);
      case TRUNCATE, SLOW, RESET, EMPTY_PAGE -> new byte[0];
    };
  }

  static byte[] of(Guard.Refusal refusal, boolean head) {
    String body = xml(refusal.code(), refusal.message());
    return message(refusal.status(), "application/xml", body, "", head);
  }

  private static byte[] status(Fault fault, String authority, boolean head) {
    String retry = fault.retryAfterS() < 0 ? "" : "Retry-After: " + fault.retryAfterS() + "\r\n";
    int code = fault.status();
    String reason = REASONS.getOrDefault(code, "Status");
    if (authority.equals("s3") || authority.equals("signed")) {
      String error = code == 503 ? "SlowDown" : reason.replace(" ", "");
      return message(code, "application/xml", xml(error, reason), retry, head);
    }
    String page = "<html><head><title>" + code + " " + reason + "</title></head></html>";
    return message(code, "text/html", page, retry, head);
  }

  private static byte[] expired(String authority, boolean head) {
    if (authority.equals("s3")) {
      String body = xml("ExpiredToken", "The provided token has expired.");
      return message(400, "application/xml", body, "", head);
    }
    if (authority.equals("signed")) {
      return message(403, "application/xml", xml("AccessDenied", "Request has expired"), "", head);
    }
    String body = "{\"error\":\"token_expired\",\"error_description\":\"The token has expired\"}";
    return message(401, "application/json; charset=utf-8", body, "", head);
  }

  private static byte[] eula(String authority, boolean head) {
    if (authority.equals("s3") || authority.equals("signed")) {
      return message(403, "application/xml", xml("AccessDenied", "Access Denied"), "", head);
    }
    String body =
        "{\"status_code\":403,\"error_description\":\"EULA Acceptance Failure\","
            + "\"resolution_url\":\"https://urs.earthdata.nasa.gov/approve_app?client_id=sample\"}";
    return message(403, "application/json", body, "", head);
  }

  private static String xml(String code, String words) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
        + code
        + "</Code><Message>"
        + words
        + "</Message><RequestId>0000000000000000</RequestId></Error>";
  }

  private static byte[] message(int code, String type, String body, String extra, boolean head) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String start =
        "HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n%sConnection: close\r\n\r\n"
            .formatted(code, REASONS.getOrDefault(code, "OK"), type, content.length, extra);
    return (head ? start : start + body).getBytes(StandardCharsets.UTF_8);
  }

  private static final String LOGIN_PAGE =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Earthdata Login</title></head>"
          + "<body><form id=\"login\" action=\"/login\" method=\"post\">"
          + "<input type=\"text\" name=\"username\"/></form></body></html>\n";
}
