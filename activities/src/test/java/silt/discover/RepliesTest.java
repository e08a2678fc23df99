package silt.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepliesTest {

  private static final Instant NOW = Instant.parse("2024-02-06T12:00:00Z");

  private static Optional<Duration> wait(String header) {
    return Replies.retryAfter(Optional.of(header), NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "17                            | PT17S",
        "0                             | PT1S",
        "999999                        | PT1H",
        "Tue, 06 Feb 2024 12:00:30 GMT | PT30S",
        "Tue, 06 Feb 2024 11:00:00 GMT | PT1S"
      })
  void theServersWordIsKeptInSecondsOrAsADate(String header, Duration expected) {
    assertThat(wait(header)).contains(expected);
  }

  @Test
  void aWordThatIsNeitherIsIgnored() {
    assertThat(wait("soon")).isEmpty();
  }
}
