package silt.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static silt.discover.LocalArchive.json;
import static silt.discover.LocalArchive.reply;
import static silt.discover.LocalArchive.text;

import com.sun.net.httpserver.HttpExchange;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.discover.ArchiveHttp;
import silt.discover.LocalArchive;
import silt.discover.LocalArchive.Host;
import silt.discover.LocalArchive.Seen;
import silt.fetch.TokenSource.FixedToken;
import silt.steps.Failures;

class S3RouteTest {

  private static final String KEY = "/lp-prod-protected/HLSS30.020/g/g.B04.tif";

  @TempDir Path folder;
  private LocalArchive archive;
  private Routes routes;
  private ServedFile file;
  private final AtomicInteger issued = new AtomicInteger();

  @BeforeEach
  void start() throws IOException {
    archive = new LocalArchive();
    file = new ServedFile(ServedFile.tiff(folder, 1), "\"one\"");
    archive.on(Host.DATA, KEY, file);
    archive.on(
        Host.DATA,
        "/s3credentials",
        e ->
            json(
                e,
                "{\"accessKeyId\":\"key%d\",\"secretAccessKey\":\"s\",\"sessionToken\":\"t\",\"expiration\":\"2099-01-27 00:50:09+00:00\"}"
                    .formatted(issued.incrementAndGet())));
    routes = new Routes(archive.address(true), new FixedToken(Optional.of("token")));
  }

  @AfterEach
  void stop() {
    routes.close();
    archive.close();
  }

  private URI uri() {
    return archive.uri(Host.DATA).resolve(KEY);
  }

  private Source download(String name) {
    return new Download(routes, uri()).into(folder.resolve(name));
  }

  private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
    String xml = "<Error><Code>" + code + "</Code><Message>no</Message></Error>";
    reply(exchange, status, "application/xml", xml.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void filesComeByS3WhereItAdmitsUs() throws IOException {
    archive.on(Host.S3, KEY, file);

    Source by = download("a.part");

    assertThat(by.via()).isEqualTo("s3");
    assertThat(by.shown(uri())).isEqualTo("s3:/" + KEY);
    assertThat(folder.resolve("a.part"))
        .hasBinaryContent(Files.readAllBytes(folder.resolve("served-1.tif")));
    assertThat(archive.seen(Host.S3)).allMatch(s -> s.header("Authorization").contains("key1"));
    assertThat(archive.seen(Host.DATA))
        .extracting(s -> s.uri().getPath())
        .containsOnly("/s3credentials");
  }

  @Test
  void aRefusalByS3IsTakenOnceAndNotPerFile() {
    archive.on(Host.S3, "/", e -> refuse(e, 403, "AccessDenied"));

    assertThat(download("a.part").via()).isEqualTo("https");
    assertThat(download("b.part").via()).isEqualTo("https");
    assertThat(archive.seen(Host.S3)).hasSize(1);
    assertThat(issued).hasValue(1);
  }

  @Test
  void withoutCredentialsFilesComeByHttps() {
    archive.instead(Host.DATA, "/s3credentials", e -> text(e, 200, "<html>login</html>"));

    assertThat(download("a.part").via()).isEqualTo("https");
    assertThat(archive.seen(Host.S3)).isEmpty();
  }

  @Test
  void credentialsThatExpireEarlyAreRenewedOnce() {
    archive.on(
        Host.S3,
        KEY,
        e -> {
          boolean first = e.getRequestHeaders().getFirst("Authorization").contains("key1");
          if (first && e.getRequestMethod().equals("GET")) {
            refuse(e, 400, "ExpiredToken");
          } else {
            file.handle(e);
          }
        });

    assertThat(download("a.part").via()).isEqualTo("s3");
    assertThat(issued).hasValue(2);
  }

  @Test
  void keysThatAreExpiredAtTheProbeAreNoRefusal() {
    archive.on(
        Host.S3,
        KEY,
        e -> {
          if (e.getRequestHeaders().getFirst("Authorization").contains("key1")) {
            refuse(e, 400, "ExpiredToken");
          } else {
            file.handle(e);
          }
        });

    assertThat(download("a.part").via()).isEqualTo("s3");
    assertThat(issued).hasValue(2);
  }

  @Test
  void howOldTheCredentialsAreIsToldWithoutThem() {
    archive.on(Host.S3, KEY, file);
    assertThat(routes.credentials())
        .extracting(CredentialStanding::kind)
        .containsExactly(CredentialStanding.TOKEN);

    download("a.part");

    assertThat(routes.credentials())
        .extracting(CredentialStanding::kind)
        .containsExactly(CredentialStanding.TOKEN, CredentialStanding.S3_KEYS);
    assertThat(routes.credentials().get(1).expiresAt()).isEqualTo("2099-01-27T00:50:09Z");
    assertThat(routes.credentials().toString()).doesNotContain("key1");
  }

  @Test
  void aRefusalAfterTheProbeTurnsToHttps() {
    archive.on(
        Host.S3,
        KEY,
        e -> {
          if (e.getRequestMethod().equals("GET")) {
            refuse(e, 403, "AccessDenied");
          } else {
            file.handle(e);
          }
        });

    assertThat(download("a.part").via()).isEqualTo("https");
  }

  @Test
  void aBusyBucketIsAskedAgainWhenItSaysAndNotBefore() {
    archive.on(
        Host.S3,
        KEY,
        e -> {
          if (e.getRequestMethod().equals("GET")) {
            e.getResponseHeaders().set("Retry-After", "9");
            refuse(e, 503, "SlowDown");
          } else {
            file.handle(e);
          }
        });

    assertThatThrownBy(() -> download("a.part"))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            f -> assertThat(f.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(9)));
    assertThat(archive.seen(Host.S3)).filteredOn(s -> s.method().equals("GET")).hasSize(1);
  }

  @Test
  void aPageInAFilesPlaceIsNotACorruptInput() {
    archive.on(
        Host.S3,
        KEY,
        e -> {
          if (e.getRequestMethod().equals("GET")) {
            text(e, 200, "<!DOCTYPE html>");
          } else {
            file.handle(e);
          }
        });

    assertThatThrownBy(() -> download("a.part"))
        .isInstanceOfSatisfying(
            ApplicationFailure.class, f -> assertThat(f.getType()).isEqualTo(Failures.RETRY));
    assertThat(folder.resolve("a.part")).isEmptyFile();
  }

  @Test
  void anOutageDuringTheProbeIsNoRefusal() throws IOException {
    archive.on(Host.S3, KEY, e -> refuse(e, 503, "SlowDown"));
    SessionCredentials session =
        new SessionCredentials(
            archive.address(true),
            new ArchiveHttp(archive.address(true)),
            new Access(archive.address(true), new FixedToken(Optional.empty())));

    try (S3Source s3 = new S3Source(archive.address(true), session)) {
      assertThatThrownBy(() -> s3.admits(uri())).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anS3BodyThatBreaksOffIsResumed() throws IOException {
    archive.on(Host.S3, KEY, file.cut(1));

    assertThat(download("a.part").via()).isEqualTo("s3");
    List<Seen> gets = archive.seen(Host.S3).stream().filter(s -> s.method().equals("GET")).toList();
    assertThat(gets.get(gets.size() - 1).header("Range")).startsWith("bytes=");
    assertThat(folder.resolve("a.part"))
        .hasBinaryContent(Files.readAllBytes(folder.resolve("served-1.tif")));
  }

  @Test
  void theRecordedFormOfAnExpirationIsRead() {
    assertThat(SessionCredentials.expiration("2026-01-27 00:50:09+00:00"))
        .isEqualTo("2026-01-27T00:50:09Z");
  }
}
