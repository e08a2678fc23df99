package silt.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import silt.scene.BadInput;
import silt.steps.Failures;
import silt.steps.Failures.Person;

class FileTokenTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void aFileOfItsOwnersAlone() throws IOException {
    file = Files.writeString(folder.resolve("token"), "first.token\n");
    mode("rw-------");
  }

  private void mode(String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private TokenSource source() {
    return TokenSource.of(Map.of("EARTHDATA_TOKEN_FILE", file.toString()));
  }

  @Test
  void theTokenIsReadWithoutItsLineEnd() {
    assertThat(source().token()).contains("first.token");
  }

  @Test
  void aChangedFileIsReadAgain() throws IOException {
    TokenSource source = source();
    Files.writeString(file, "second.token");
    Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 5000));

    assertThat(source.token()).contains("second.token");
  }

  /** As Earthdata Login makes them, but for the signature: header, claims, signature. */
  private static String webToken(String claims) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return base64.encodeToString("{\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
        + "."
        + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".c2lnbmF0dXJl";
  }

  @Test
  void whenATokenEndsIsReadFromItself() throws IOException {
    Files.writeString(file, webToken("{\"uid\":\"someone\",\"exp\":1789000000}"));
    TokenSource source = source();
    Instant first = source.standing().orElseThrow().obtainedAt();

    assertThat(source.standing().orElseThrow().expiresAt())
        .isEqualTo(Instant.ofEpochSecond(1_789_000_000));
    source.refreshed();
    assertThat(source.standing().orElseThrow().obtainedAt())
        .as("the same token, read again")
        .isEqualTo(first);
    assertThat(source.standing().toString()).doesNotContain("eyJ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "a.b", "a.b.c", "....", "a.e30.c", "a.bm8.c"})
  void aTokenThatDoesNotSayWhenItEndsHasNoEnd(String token) throws IOException {
    Files.writeString(file, token);
    assertThat(source().standing().orElseThrow().expiresAt()).isNull();
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws IOException {
    mode("rw-r-----");

    assertThatThrownBy(this::source)
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("open to others: rw-r-----");
  }

  @Test
  void aFileOpenedToOthersLaterWaitsForAPerson() throws IOException {
    TokenSource source = source();
    mode("rw-r--r--");

    assertThatThrownBy(source::refreshed)
        .satisfies(e -> assertThat(Failures.needsPerson(e)).contains(Person.TOKEN_MISSING));
  }

  @Test
  void whatIsNoTokenIsRefusedWithoutRepeatingIt() throws IOException {
    Files.writeString(file, "secret\r\nX-Header: 1");

    assertThatThrownBy(this::source).isInstanceOf(BadInput.class).hasMessageNotContaining("secret");
  }

  @Test
  void theVariableGoesBeforeTheFile() {
    TokenSource source =
        TokenSource.of(
            Map.of("EARTHDATA_TOKEN", "direct", "EARTHDATA_TOKEN_FILE", file.toString()));

    assertThat(source.token()).contains("direct");
    assertThat(source.toString()).doesNotContain("direct");
  }

  @Test
  void withNeitherThereIsNoToken() {
    assertThat(TokenSource.of(Map.of()).token()).isEmpty();
  }
}
