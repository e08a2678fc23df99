package silt.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import silt.scene.Outcome;
import silt.steps.Failures;
import silt.steps.Failures.Person;
import silt.watch.StepMeter.Fate;

class StepMeterTest {

  @Test
  void aFailureIsCountedByItsClassAndReason() {
    assertThat(StepMeter.fate(Failures.person(Person.DISK_FULL, "full", null)))
        .isEqualTo(new Fate("person", "DISK_FULL"));
    assertThat(StepMeter.fate(Failures.never(Outcome.INPUT_GONE, "gone", null)))
        .isEqualTo(new Fate("never", "INPUT_GONE"));
    assertThat(StepMeter.fate(Failures.retryAfter(Duration.ofSeconds(3), "503", null)))
        .isEqualTo(new Fate("retry", "answer"));
  }

  @Test
  void whatAStoppingWorkerHandsBackAndWhatIsFetchedAgainAreNoFaults() {
    assertThat(StepMeter.fate(Failures.handedBack(2, null)))
        .isEqualTo(new Fate("handed_back", "none"));
    assertThat(StepMeter.fate(Failures.gone("B04.tif is gone", null)))
        .isEqualTo(new Fate("gone", "none"));
  }

  @Test
  void whatNamesNoClassIsToldByWhatCausedIt() {
    assertThat(StepMeter.fate(Failures.retry("reset", new IOException("connection reset"))))
        .isEqualTo(new Fate("retry", "IOException"));
    assertThat(StepMeter.fate(new IllegalStateException("a fault of ours")))
        .isEqualTo(new Fate("error", "IllegalStateException"));
    assertThat(StepMeter.fate(ApplicationFailure.newFailure("another's", "theirs")))
        .isEqualTo(new Fate("retry", "answer"));
  }
}
