package silt.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import silt.installation.Patience;

class FaultsTest {

  private static final String ID = "HLS.S30.T60GVA.2024037T222549.v2.0";

  @TempDir static Path root;
  private static SampleArchive archive;
  private static String file;

  @BeforeAll
  static void serve() throws IOException {
    new ScenesOnDisk(root)
        .granule(
            ID, Instant.parse("2024-02-06T22:25:49Z"), 10, 177, -41, 1, List.of("B04"), 500_000);
    archive = SampleArchive.start(root, ArchivePorts.free());
    file = "/lp-prod-protected/HLSS30.020/" + ID + "/" + ID + ".B04.tif";
  }

  @AfterAll
  static void close() throws IOException {
    archive.close();
  }

  @BeforeEach
  void noFaults() throws IOException {
    assertThat(Http.send("DELETE", archive.dataRoot() + "/_faults", "").statusCode())
        .isEqualTo(204);
    assertThat(Http.send("DELETE", archive.dataRoot() + "/_requests", "").statusCode())
        .isEqualTo(204);
  }

  @Test
  void aStatusComesAsOftenAsAskedAndSaysWhenToTryAgain() throws IOException {
    order(
        "{\"match\": \"/search\", \"kind\": \"status\", \"status\": 429, \"retryAfterS\": 7, \"times\": 2}");
    HttpResponse<byte[]> first = Http.get(archive.stacRoot() + "/search");
    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(Http.header(first, "retry-after")).isEqualTo("7");
    assertThat(Http.get(archive.stacRoot() + "/search").statusCode()).isEqualTo(429);
    assertThat(Http.get(archive.stacRoot() + "/search").statusCode()).isEqualTo(200);
  }

  @Test
  void aBodyIsCutShortOfWhatItsHeadPromised() throws IOException {
    String signed = signed();
    order("{\"match\": \"B04.*Signature\", \"kind\": \"truncate\", \"bytes\": 1000, \"times\": 1}");
    assertThatThrownBy(() -> Http.get(signed)).isInstanceOf(IOException.class);
    assertThat(archive.requests().bytesOf(ID + ".B04.tif")).isEqualTo(1000);
    assertThat(Http.get(signed).body()).hasSize(500_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5000})
  void aConnectionIsReset(int bytes) throws IOException {
    String signed = signed();
    order("{\"match\": \"B04\", \"kind\": \"reset\", \"bytes\": " + bytes + "}");
    assertThatThrownBy(() -> Http.get(signed)).isInstanceOf(IOException.class);
  }

  @Test
  void aLoginPageComesWithStatus200() throws IOException {
    String signed = signed();
    order("{\"match\": \"B04\", \"kind\": \"html\"}");
    HttpResponse<byte[]> page = Http.get(signed);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(Http.header(page, "content-type")).startsWith("text/html");
    assertThat(Http.text(page)).contains("Earthdata Login");
  }

  @Test
  void anAnswerIsHeldBack() throws IOException {
    order("{\"match\": \"/search\", \"kind\": \"slow\", \"delayMs\": 400}");
    Instant began = Instant.now();
    assertThat(Http.get(archive.stacRoot() + "/search").statusCode()).isEqualTo(200);
    assertThat(Duration.between(began, Instant.now())).isGreaterThan(Duration.ofMillis(390));
  }

  @Test
  void aBodyIsHeldBackInItsMiddleAndComesWhole() throws IOException {
    String signed = signed();
    order("{\"match\": \"B04\", \"kind\": \"slow\", \"delayMs\": 300, \"bytes\": 100000}");
    Instant began = Instant.now();
    assertThat(Http.get(signed).body()).hasSize(500_000);
    assertThat(Duration.between(began, Instant.now())).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void credentialsExpireInTheWordsOfEachProtocol() throws IOException {
    String signed = signed();
    order("{\"kind\": \"expired\"}");
    HttpResponse<byte[]> data = Http.get(archive.dataRoot() + file);
    assertThat(data.statusCode()).isEqualTo(401);
    assertThat(Http.json(data).get("error").asText()).isEqualTo("token_expired");
    HttpResponse<byte[]> s3 = Http.get(archive.s3Endpoint() + file);
    assertThat(s3.statusCode()).isEqualTo(400);
    assertThat(Http.text(s3)).contains("<Code>ExpiredToken</Code>");
    assertThat(Http.get(signed).statusCode()).isEqualTo(403);
  }

  @Test
  void aLicenceThatWasNotAgreedToIsForbidden() throws IOException {
    order("{\"match\": \"lp-prod-protected\", \"kind\": \"eula\"}");
    HttpResponse<byte[]> reply = Http.get(archive.dataRoot() + file);
    assertThat(reply.statusCode()).isEqualTo(403);
    JsonNode body = Http.json(reply);
    assertThat(body.get("error_description").asText()).isEqualTo("EULA Acceptance Failure");
    assertThat(body.get("resolution_url").asText()).contains("/approve_app?client_id=");
  }

  @Test
  void aPageContradictsItsOwnCount() throws IOException {
    order("{\"match\": \"/search\", \"kind\": \"empty-page\"}");
    JsonNode stac = Http.json(Http.get(archive.stacRoot() + "/search"));
    assertThat(stac.get("features")).isEmpty();
    assertThat(stac.at("/context/matched").asInt()).isEqualTo(1);
    HttpResponse<byte[]> cmr = Http.get(archive.cmrRoot() + "/granules.umm_json?short_name=HLSS30");
    assertThat(Http.json(cmr).get("items")).isEmpty();
    assertThat(Http.header(cmr, "cmr-hits")).isEqualTo("1");
  }

  @Test
  void theSameSeedStrikesTheSameRequests() throws IOException {
    String fault =
        "{\"match\": \"/home\", \"kind\": \"status\", \"probability\": 0.5, \"seed\": 42}";
    List<Integer> first = statuses(fault);
    assertThat(statuses(fault)).isEqualTo(first);
    assertThat(first).contains(200, 503);
  }

  @Test
  void theFaultsThatAreOnCanBeListed() throws IOException {
    order("{\"match\": \"B04\", \"kind\": \"html\", \"times\": 3}");
    JsonNode list = Http.json(Http.get(archive.dataRoot() + "/_faults"));
    assertThat(list).hasSize(1);
    assertThat(list.at("/0/kind").asText()).isEqualTo("html");
    assertThat(list.at("/0/happened").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\": \"gremlins\"}",
        "{\"kind\": \"status\", \"status\": 9}",
        "{\"kind\": \"html\", \"match\": \"(\"}",
        "{\"kind\": \"html\", \"probability\": 2}",
        "not json",
      })
  void anOrderThatMakesNoSenseIsRefused(String order) throws IOException {
    assertThat(Http.post(archive.dataRoot() + "/_faults", order).statusCode()).isEqualTo(400);
    assertThat(archive.faults().describe()).isEmpty();
  }

  @Test
  void theLogTellsWhatWasAskedOfEachAuthorityAndHowManyBytesWent() throws IOException {
    String signed = signed();
    Http.get(signed);
    Http.get(signed, "Range", "bytes=0-99");
    // a gate notes an exchange once its last byte is gone, which the client may have by then
    Patience.until(
        Duration.ofSeconds(10),
        "all three are noted",
        () -> archive.requests().exchanges().size() == 3);
    JsonNode log = Http.json(Http.get(archive.dataRoot() + "/_requests"));
    assertThat(log.get("total").asInt()).isEqualTo(3);
    assertThat(log.get("countByPath").get("main GET " + file).asInt()).isEqualTo(1);
    assertThat(log.get("countByPath").get("signed GET " + file).asInt()).isEqualTo(2);
    assertThat(log.get("bytesByFile").get(ID + ".B04.tif").asInt()).isEqualTo(500_100);
    assertThat(log.at("/requests/2/range").asText()).isEqualTo("bytes=0-99");
    assertThat(log.at("/requests/2/status").asInt()).isEqualTo(206);
    assertThat(archive.requests().count("signed", "GET", file)).isEqualTo(2);
  }

  private static List<Integer> statuses(String fault) throws IOException {
    archive.faults().clear();
    order(fault);
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      statuses.add(Http.get(archive.ursRoot() + "/home").statusCode());
    }
    return statuses;
  }

  private static void order(String fault) throws IOException {
    assertThat(Http.post(archive.dataRoot() + "/_faults", fault).statusCode()).isEqualTo(201);
  }

  private static String signed() throws IOException {
    return Http.header(
        Http.get(archive.dataRoot() + file, "Authorization", "Bearer " + archive.token()),
        "location");
  }
}
