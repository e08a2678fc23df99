package silt.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static silt.discover.LocalArchive.json;
import static silt.discover.LocalArchive.reply;

import com.sun.net.httpserver.HttpExchange;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.discover.LocalArchive.Host;
import silt.scene.Band;
import silt.staging.TinyDisk;

/** Every answer of the archive that is not the file, and the class that it puts the scene in. */
class FetchFaultsTest extends FetchingWorld {

  private static final String HTML = "text/html";

  @ParameterizedTest(name = "{0} {1} {2} Retry-After {3}: {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        "https | 408 |                          |      | retry",
        "https | 418 |                          |      | retry",
        "https | 425 |                          |      | retry",
        "https | 429 | slow down                | 7    | retry after 7",
        "https | 429 | slow down                | +40  | retry after 40",
        "https | 500 | oops                     |      | retry",
        "https | 502 | bad gateway              | 3    | retry after 3",
        "https | 503 | maintenance              | +25  | retry after 25",
        "https | 503 | maintenance              | 9999 | retry after 3600",
        "https | 504 |                          | soon | retry",
        "https | 400 | what?                    |      | retry",
        "https | 403 | a signature that ran out |      | retry",
        "https | 401 | expired                  |      | person:TOKEN_EXPIRED",
        "https | 403 | EULA Acceptance Failure  |      | person:LICENCE_NOT_ACCEPTED",
        "https | 404 | NoSuchKey                |      | never:INPUT_GONE",
        "https | 410 | gone                     |      | never:INPUT_GONE",
        "s3    | 503 | SlowDown                 | 9    | retry after 9",
        "s3    | 503 | SlowDown                 | +25  | retry after 25",
        "s3    | 503 | SlowDown                 |      | retry",
        "s3    | 500 | InternalError            |      | retry",
        "s3    | 429 | TooManyRequests          | 2    | retry after 2",
        "s3    | 400 | ExpiredToken             |      | retry",
        "s3    | 404 | NoSuchKey                |      | never:INPUT_GONE",
        "s3    | 403 | AccessDenied             |      | by https",
        "s3    | 301 | PermanentRedirect        |      | by https",
      })
  void thisFaultIsOfThisClass(
      String way, int status, String said, String retryAfter, String expected) {
    boolean s3 = way.equals("s3");
    restart(Optional.of(TOKEN), s3);
    if (s3) {
      theBucketIsOpen();
      archive.instead(Host.S3, RED, e -> refuse(e, status, said, retryAfter));
    } else {
      archive.instead(Host.DATA, RED, e -> refuse(e, status, said, retryAfter));
    }

    assertThat(came()).isEqualTo(expected);
  }

  private void theBucketIsOpen() {
    archive.on(
        Host.DATA,
        "/s3credentials",
        e ->
            json(
                e,
                "{\"accessKeyId\":\"k\",\"secretAccessKey\":\"s\",\"sessionToken\":\"t\",\"expiration\":\"2099-01-27 00:50:09+00:00\"}"));
    archive.on(Host.S3, FMASK, fmask);
    archive.on(Host.S3, RED, red);
  }

  private static void refuse(HttpExchange exchange, int status, String said, String retryAfter)
      throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    if (retryAfter != null) {
      exchange
          .getResponseHeaders()
          .set(
              "Retry-After",
              retryAfter.startsWith("+")
                  ? DateTimeFormatter.RFC_1123_DATE_TIME.format(
                      ZonedDateTime.now(ZoneOffset.UTC)
                          // a date has no fractions of a second: never before its time
                          .plusSeconds(Long.parseLong(retryAfter.substring(1)) + 1))
                  : retryAfter);
    }
    String text = said == null ? "" : said;
    String xml = "<Error><Code>" + text + "</Code><Message>no</Message></Error>";
    boolean page = exchange.getRequestURI().getPath().contains("/lp-prod") && status < 400;
    reply(exchange, status, page ? HTML : "application/xml", xml.getBytes(StandardCharsets.UTF_8));
  }

  /** The class of what came, in the words of the table. */
  private String came() {
    try {
      return fetch().via().equals("https") ? "by https" : "by s3";
    } catch (RuntimeException failed) {
      ApplicationFailure failure = applicationFailure(failed);
      Duration delay = failure.getNextRetryDelay();
      return failure.getType()
          + (delay == null ? "" : " after " + Math.round(delay.toMillis() / 1000.0 - 0.5));
    }
  }

  private static ApplicationFailure applicationFailure(Throwable failed) {
    for (Throwable t = failed; t != null; t = t.getCause()) {
      if (t instanceof ApplicationFailure failure) {
        return failure;
      }
    }
    throw new AssertionError("a failure without a class", failed);
  }

  @Test
  void aFullScratchWaitsForAPersonAndGoesOnWhenItIsFreed() {
    try (TinyDisk disk = TinyDisk.at(folder.resolve("scratch"), 256).fill(4096)) {
      assertThat(came()).isEqualTo("person:DISK_FULL");

      disk.free();

      assertThat(fetch().files()).containsKey(Band.RED);
    }
  }

  @Test
  void aFullStagingWaitsForAPersonAndGoesOnWhenItIsFreed() {
    try (TinyDisk disk = TinyDisk.at(folder.resolve("staging"), 256).fill(4096)) {
      assertThat(came()).isEqualTo("person:DISK_FULL");

      disk.free();

      assertThat(fetch().files()).containsKey(Band.RED);
      assertThat(archive.seen(Host.DATA))
          .filteredOn(s -> s.uri().getPath().equals(RED) && s.header("Range") == null)
          .as("the band lay in scratch: it is not asked for anew")
          .hasSizeLessThanOrEqualTo(1);
    }
  }
}
