package silt.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import silt.discover.LocalArchive.Host;
import silt.scene.Band;
import silt.staging.FileStore;
import silt.steps.Failures;
import silt.steps.Failures.Person;

/** A staging that may hold so much, and what fetch does about it. */
class BacklogTest extends FetchingWorld {

  private FileStore staging;

  private void stagingHoldsMoreThanItMay() throws IOException {
    staging = new FileStore(folder.resolve("staging"));
    staging.put(
        "firstlight/60GVA/another/r1/B04.tif",
        Files.write(folder.resolve("B04.tif"), new byte[50_000]));
    mostStagedBytes = 40_000;
    restart(Optional.of(TOKEN), false);
  }

  @Test
  void aSceneThatIsNotBegunWaitsAndAsksNothingOfTheArchive() throws IOException {
    stagingHoldsMoreThanItMay();

    Throwable failure = failure();

    assertThat(isRetry(failure)).isTrue();
    assertThat(delayOf(failure)).contains(Duration.ofSeconds(30));
    assertThat(Failures.message(failure)).contains("50,0", "40,000", "staging.max-bytes");
    assertThat(archive.seen(Host.DATA)).isEmpty();
  }

  @Test
  void itIsFetchedWhenOthersHaveEnded() throws IOException {
    stagingHoldsMoreThanItMay();
    failure();
    staging.deletePrefix("firstlight/60GVA/another");
    restart(Optional.of(TOKEN), false);

    assertThat(fetch().files()).containsKey(Band.RED);
  }

  @Test
  void aSceneThatHasBegunIsFinished() throws IOException {
    stagingHoldsMoreThanItMay();
    staging.put(order().storeKey() + "/" + GRANULE.fileName(Band.FMASK), folder.resolve("B04.tif"));
    restart(Optional.of(TOKEN), false);

    assertThat(fetch().files()).containsKey(Band.RED);
  }

  @Test
  void whereNothingIsTakenAwayForLongAPersonMustLook() throws IOException {
    stagingHoldsMoreThanItMay();
    Backlog backlog = new Backlog(staging, 40_000);

    assertThat(Failures.needsPerson(catchThrowable(() -> backlog.require(order(), 59)))).isEmpty();
    assertThat(Failures.needsPerson(catchThrowable(() -> backlog.require(order(), 60))))
        .contains(Person.DISK_FULL);
    assertThatCode(() -> new Backlog(staging, 0).require(order(), 60)).doesNotThrowAnyException();
  }
}
