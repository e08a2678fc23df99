package silt.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
