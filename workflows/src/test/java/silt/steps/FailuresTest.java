package silt.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import silt.scene.Outcome;

class FailuresTest {

  @Test
  void theClassOfAFailureIsFoundThroughWhateverWrapsIt() {
    RuntimeException wrapped =
        new RuntimeException(
            "activity failed",
            Failures.person(Failures.Person.TOKEN_EXPIRED, "the token lapsed", null));

    assertThat(Failures.needsPerson(wrapped)).contains(Failures.Person.TOKEN_EXPIRED);
    assertThat(Failures.message(wrapped)).isEqualTo("the token lapsed");
  }

  @Test
  void aCorruptInputEndsTheSceneAsThat() {
    assertThat(Failures.ending(Failures.never(Outcome.INPUT_CORRUPT, "B04 is cut short", null)))
        .isEqualTo(Outcome.INPUT_CORRUPT);
  }

  @Test
  void whatTryingAgainDidNotMendEndsAsFailed() {
    assertThat(Failures.ending(Failures.retry("503", null))).isEqualTo(Outcome.FAILED);
  }

  @Test
  void theServersOwnDelayIsKept() {
    assertThat(Failures.retryAfter(Duration.ofSeconds(7), "429", null).getNextRetryDelay())
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void noFailureEndsASceneAsObserved() {
    assertThatThrownBy(() -> Failures.never(Outcome.OBSERVED, "?", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("OBSERVED");
  }
}
