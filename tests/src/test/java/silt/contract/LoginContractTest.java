package silt.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.archive.ArchivePorts;
import silt.archive.Http;
import silt.archive.SampleArchive;
import silt.contract.Recordings.Exchange;

/**
 * Holds the archive's login and its S3 credentials against what Earthdata Login answered to the
 * tests of earthaccess, and against LP DAAC's example of temporary credentials.
 *
 * <p>No recording covers, so that only the source of NASA's Thin Egress App and general knowledge
 * vouch for it:
 *
 * <ul>
 *   <li>the data host altogether: its redirect to the login, {@code /login}, its cookie, the 303 to
 *       a signed URL, its headers, and what a wrong or expired token gets (302 to the login, as the
 *       source has it, and 401 there);
 *   <li>{@code /oauth/authorize}, the list {@code /api/users/tokens}, {@code find_or_create_token};
 *   <li>the licence that was not agreed to (403, the source's example of its JSON);
 *   <li>the headers of {@code /s3credentials}, and S3's own replies (ranges, ETags, expired or
 *       unknown keys), for which S3's documentation stands;
 *   <li>that a signed URL refuses a second way of signing in (400).
 * </ul>
 */
class LoginContractTest {

  private static final String CASSETTE = "earthaccess/TestResults.test_no_results.yaml";

  /** Headers of the connection, of the clock, or of the cache in front. */
  private static final Set<String> OF_THE_NETWORK =
      Set.of("connection", "date", "server", "transfer-encoding", "etag");

  private static final DateTimeFormatter EXPIRATION =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxx");

  @TempDir static Path root;
  private static SampleArchive archive;

  @BeforeAll
  static void serve() throws IOException {
    archive = SampleArchive.start(root, ArchivePorts.free());
  }

  @AfterAll
  static void close() throws IOException {
    archive.close();
  }

  @Test
  void aTokenForTheWrongUserIsRefusedAsRecorded() throws IOException {
    Exchange recorded = Recordings.cassette(CASSETTE).get(0);
    HttpResponse<byte[]> ours =
        Http.post(archive.ursRoot() + "/api/users/token", "", "Authorization", basic("sample:no"));
    assertThat(ours.statusCode()).isEqualTo(recorded.status()).isEqualTo(401);
    assertThat(Http.json(ours)).isEqualTo(recorded.json());
    assertHeaders(ours, recorded);
  }

  @Test
  void aTokenForTheUserIsGivenAsRecorded() throws IOException {
    Exchange recorded = Recordings.cassette(CASSETTE).get(1);
    HttpResponse<byte[]> ours =
        Http.post(
            archive.ursRoot() + "/api/users/token",
            "",
            "Authorization",
            basic("sample:" + archive.token()));
    assertThat(ours.statusCode()).isEqualTo(recorded.status()).isEqualTo(200);
    assertThat(Shape.of(Set.of(), recorded.json()).differences(Http.json(ours))).isEmpty();
    assertHeaders(ours, recorded);
  }

  @Test
  void aTokenSaysWhenItEndsInTheRecordedForm() throws IOException {
    DateTimeFormatter form = DateTimeFormatter.ofPattern("MM/dd/yyyy");
    JsonNode recorded = Recordings.cassette(CASSETTE).get(1).json();
    LocalDate.parse(recorded.get("expiration_date").asText(), form);
    HttpResponse<byte[]> ours =
        Http.post(
            archive.ursRoot() + "/api/users/token",
            "",
            "Authorization",
            basic("sample:" + archive.token()));
    assertThat(LocalDate.parse(Http.json(ours).get("expiration_date").asText(), form))
        .isAfter(LocalDate.now());
  }

  @Test
  void aProfileThatNobodyLoggedInForLeadsHome() throws IOException {
    Exchange recorded = Recordings.cassette(CASSETTE).get(2);
    HttpResponse<byte[]> ours = Http.get(archive.ursRoot() + "/profile");
    assertThat(ours.statusCode()).isEqualTo(recorded.status()).isEqualTo(302);
    assertThat(Http.header(ours, "location")).isEqualTo(archive.ursRoot() + "/home");
    assertHeaders(ours, recorded);
  }

  @Test
  void homeIsAPageThatAsksForALoginWithStatus200() throws IOException {
    Exchange recorded = Recordings.cassette(CASSETTE).get(3);
    HttpResponse<byte[]> ours = Http.get(archive.ursRoot() + "/home");
    assertThat(ours.statusCode()).isEqualTo(recorded.status()).isEqualTo(200);
    assertType(ours, recorded);
    for (String words : new String[] {"<title>Earthdata Login</title>", "You must be logged in"}) {
      assertThat(recorded.body()).contains(words);
      assertThat(Http.text(ours)).contains(words);
    }
  }

  @Test
  void s3CredentialsHaveTheKeysAndTypesOfTheExample() throws IOException {
    JsonNode recorded = Recordings.json("s3credentials_example.json");
    assertThat(Shape.of(Set.of(), recorded).differences(credentials())).isEmpty();
  }

  @Test
  void s3CredentialsSayWhenTheyEndInTheFormOfTheExample() throws IOException {
    JsonNode recorded = Recordings.json("s3credentials_example.json");
    OffsetDateTime.parse(recorded.get("expiration").asText(), EXPIRATION);
    OffsetDateTime ours =
        OffsetDateTime.parse(credentials().get("expiration").asText(), EXPIRATION);
    assertThat(ours).isBetween(OffsetDateTime.now(), OffsetDateTime.now().plusMinutes(61));
  }

  @Test
  void anAccessKeyLooksLikeATemporaryOne() throws IOException {
    String recorded = Recordings.json("s3credentials_example.json").get("accessKeyId").asText();
    assertThat(credentials().get("accessKeyId").asText())
        .hasSameSizeAs(recorded)
        .startsWith(recorded.substring(0, 4));
  }

  private static JsonNode credentials() throws IOException {
    return Http.json(
        Http.get(archive.s3CredentialsUrl(), "Authorization", "Bearer " + archive.token()));
  }

  private static void assertHeaders(HttpResponse<byte[]> ours, Exchange recorded) {
    Set<String> expected = new TreeSet<>(recorded.headers().keySet());
    expected.removeAll(OF_THE_NETWORK);
    assertThat(ours.headers().map().keySet()).containsAll(expected);
    assertType(ours, recorded);
  }

  /** The blank before a parameter means nothing (RFC 9110, 8.3.1), and our server leaves it out. */
  private static void assertType(HttpResponse<byte[]> ours, Exchange recorded) {
    assertThat(Http.header(ours, "content-type"))
        .isEqualToIgnoringWhitespace(recorded.headers().get("content-type"));
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
