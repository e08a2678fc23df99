package silt.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataHostTest {

  private static final String ID = "HLS.S30.T60GVA.2024037T222549.v2.0";

  @TempDir static Path root;
  private static SampleArchive archive;
  private static byte[] content;
  private static String url;

  @BeforeAll
  static void serve() throws IOException {
    Path folder =
        new ScenesOnDisk(root)
            .granule(
                ID,
                Instant.parse("2024-02-06T22:25:49Z"),
                10,
                177,
                -41,
                1,
                List.of("B04"),
                3_000_000);
    content = Files.readAllBytes(folder.resolve(ID + ".B04.tif"));
    archive = SampleArchive.start(root, ArchivePorts.free());
    url = archive.dataRoot() + "/lp-prod-protected/HLSS30.020/" + ID + "/" + ID + ".B04.tif";
  }

  @AfterAll
  static void close() throws IOException {
    archive.close();
  }

  @Test
  void aBearerTokenLeadsToASignedUrlOnAnotherAuthority() throws IOException {
    HttpResponse<byte[]> sent = withToken("GET");
    assertThat(sent.statusCode()).isEqualTo(303);
    assertThat(Http.header(sent, "location")).startsWith(archive.signedRoot());
    assertThat(Http.get(Http.header(sent, "location")).body()).isEqualTo(content);
  }

  @Test
  void aSignedUrlRefusesARequestThatStillCarriesItsToken() throws IOException {
    HttpResponse<byte[]> reply = Http.get(signed(), "Authorization", "Bearer " + archive.token());
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(Http.text(reply)).contains("Only one auth mechanism allowed");
  }

  @Test
  void aSignedUrlOpensNoOtherFile() throws IOException {
    assertThat(Http.get(signed().replace(".B04.tif", ".B03.tif")).statusCode()).isEqualTo(403);
    assertThat(Http.get(archive.signedRoot() + URI.create(url).getPath()).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aRangeIsServedWithItsPlaceInTheWhole() throws IOException {
    HttpResponse<byte[]> part = Http.get(signed(), "Range", "bytes=1000000-1999999");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(Http.header(part, "content-range")).isEqualTo("bytes 1000000-1999999/3000000");
    assertThat(Http.header(part, "content-length")).isEqualTo("1000000");
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, 1_000_000, 2_000_000));
  }

  @Test
  void aRangeMayBeOpenAtEitherEnd() throws IOException {
    assertThat(Http.get(signed(), "Range", "bytes=2999990-").body()).hasSize(10);
    assertThat(Http.get(signed(), "Range", "bytes=-5").body())
        .isEqualTo(Arrays.copyOfRange(content, 2_999_995, 3_000_000));
  }

  @Test
  void aRangeBeyondTheEndIsRefusedWithTheLength() throws IOException {
    HttpResponse<byte[]> reply = Http.get(signed(), "Range", "bytes=3000000-");
    assertThat(reply.statusCode()).isEqualTo(416);
    assertThat(Http.header(reply, "content-range")).isEqualTo("bytes */3000000");
  }

  @Test
  void aRangeOfAFileThatHasChangedGivesTheWholeOfTheNew() throws IOException {
    String tag = Http.header(Http.send("HEAD", signed(), ""), "etag");
    assertThat(Http.get(signed(), "Range", "bytes=0-9", "If-Range", tag).statusCode())
        .isEqualTo(206);
    HttpResponse<byte[]> changed = Http.get(signed(), "Range", "bytes=0-9", "If-Range", "\"0-2\"");
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.body()).hasSize(content.length);
  }

  @Test
  void headTellsLengthAndATagThatIsNoChecksum() throws IOException {
    assertThat(withToken("HEAD").statusCode()).isEqualTo(303);
    HttpResponse<byte[]> head = Http.send("HEAD", signed(), "");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(Http.header(head, "content-length")).isEqualTo("3000000");
    assertThat(Http.header(head, "accept-ranges")).isEqualTo("bytes");
    assertThat(Http.header(head, "etag")).matches("\"[0-9a-f]{32}-2\"");
  }

  @Test
  void withoutATokenTheWayLeadsThroughTheLoginAndACookieBackToTheFile() throws IOException {
    HttpResponse<byte[]> sent = Http.get(url);
    assertThat(sent.statusCode()).isEqualTo(302);
    String login = Http.header(sent, "location");
    assertThat(login).startsWith(archive.ursRoot() + "/oauth/authorize?");

    assertThat(Http.get(login).statusCode()).isEqualTo(401);
    String pair = "sample:" + archive.token();
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    HttpResponse<byte[]> known = Http.get(login, "Authorization", "Basic " + basic);
    assertThat(known.statusCode()).isEqualTo(302);

    HttpResponse<byte[]> back = Http.get(Http.header(known, "location"));
    assertThat(back.statusCode()).isEqualTo(301);
    assertThat(Http.header(back, "location")).isEqualTo(url);
    String cookie = Http.header(back, "set-cookie").split(";")[0];
    HttpResponse<byte[]> file = Http.get(url, "Cookie", cookie);
    assertThat(file.statusCode()).isEqualTo(303);
    assertThat(Http.get(Http.header(file, "location")).body()).isEqualTo(content);
  }

  @Test
  void aCodeOfTheLoginIsGoodOnce() throws IOException {
    String login = Http.header(Http.get(url), "location");
    String back =
        Http.header(Http.get(login, "Authorization", "Bearer " + archive.token()), "location");
    assertThat(Http.get(back).statusCode()).isEqualTo(301);
    assertThat(Http.get(back).statusCode()).isEqualTo(400);
  }

  @Test
  void aWrongTokenIsSentToTheLoginWhichRefusesIt() throws IOException {
    HttpResponse<byte[]> sent = Http.get(url, "Authorization", "Bearer wrong");
    assertThat(sent.statusCode()).isEqualTo(302);
    HttpResponse<byte[]> refused =
        Http.get(Http.header(sent, "location"), "Authorization", "Bearer wrong");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(Http.json(refused).get("error").asText()).isEqualTo("invalid_token");
  }

  @Test
  void theLoginSendsNobodyToAStranger() throws IOException {
    String login =
        archive.ursRoot() + "/oauth/authorize?redirect_uri=http%3A%2F%2Felsewhere.example%2Flogin";
    HttpResponse<byte[]> reply = Http.get(login, "Authorization", "Bearer " + archive.token());
    assertThat(reply.statusCode()).isEqualTo(400);
  }

  @Test
  void theTruthBesideAGranuleIsNotServed() throws IOException {
    for (String path : List.of("/truth/" + ID + ".ssc.tif", "/granule.json", "/../../token")) {
      String hidden = archive.dataRoot() + "/lp-prod-protected/HLSS30.020/" + ID + path;
      HttpResponse<byte[]> reply = Http.get(hidden, "Authorization", "Bearer " + archive.token());
      assertThat(reply.statusCode()).as(path).isBetween(400, 404);
    }
  }

  @Test
  void theTokenIsKeptForItsOwnerAloneAndOutlivesARestart() throws IOException {
    Path file = root.resolve("token");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (SampleArchive again = SampleArchive.start(root, ArchivePorts.free())) {
      assertThat(again.token()).isEqualTo(archive.token());
    }
  }

  private static HttpResponse<byte[]> withToken(String method) throws IOException {
    return Http.send(method, url, "", "Authorization", "Bearer " + archive.token());
  }

  private static String signed() throws IOException {
    return Http.header(withToken("GET"), "location");
  }
}
