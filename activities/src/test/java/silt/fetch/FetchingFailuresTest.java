package silt.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static silt.discover.LocalArchive.reply;
import static silt.discover.LocalArchive.text;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import silt.discover.LocalArchive.Host;
import silt.scene.Band;
import silt.scene.Outcome;
import silt.steps.Failures;
import silt.steps.Failures.Person;
import silt.testdata.RealData;

/** What each kind of trouble at the archive does to a fetch. */
class FetchingFailuresTest extends FetchingWorld {

  @Test
  void aLoginPageWithStatus200IsAMatterOfTheToken() {
    archive.instead(Host.DATA, RED, e -> text(e, 200, "<html><title>Earthdata Login</title>"));

    assertThat(Failures.needsPerson(failure())).contains(Person.TOKEN_EXPIRED);
  }

  @Test
  void aLoginPageWithoutATokenAsksForOne() {
    restart(Optional.empty(), false);
    archive.instead(Host.DATA, RED, e -> text(e, 200, "<html><title>Earthdata Login</title>"));

    assertThat(Failures.needsPerson(failure())).contains(Person.TOKEN_MISSING);
  }

  @Test
  void anyOtherPageWithStatus200IsTriedAgain() {
    archive.instead(Host.DATA, RED, e -> text(e, 200, "<html>Maintenance</html>"));

    assertThat(isRetry(failure())).isTrue();
  }

  @Test
  void aRefusedTokenIsReadAgainOnceAndThenNeedsAPerson() {
    archive.instead(Host.DATA, RED, e -> text(e, 401, "expired"));

    assertThat(Failures.needsPerson(failure())).contains(Person.TOKEN_EXPIRED);
    assertThat(archive.seen(Host.DATA)).filteredOn(s -> s.uri().getPath().equals(RED)).hasSize(2);
  }

  @Test
  void aLicenceNobodyAcceptedNamesThePage() {
    String page = "https://urs.earthdata.nasa.gov/approve_app?client_id=sample";
    archive.instead(
        Host.DATA,
        RED,
        e ->
            reply(
                e,
                403,
                "application/json",
                ("{\"error_description\":\"EULA Acceptance Failure\",\"resolution_url\":\""
                        + page
                        + "\"}")
                    .getBytes(StandardCharsets.UTF_8)));

    Throwable failure = failure();

    assertThat(Failures.needsPerson(failure)).contains(Person.LICENCE_NOT_ACCEPTED);
    assertThat(Failures.message(failure)).contains(page);
  }

  @Test
  void aFileThatIsGoneEndsTheScene() {
    archive.instead(Host.DATA, RED, e -> text(e, 404, "no such key"));

    assertThat(Failures.ending(failure())).isEqualTo(Outcome.INPUT_GONE);
  }

  @Test
  void aBusyArchiveIsAskedAgainWhenItSays() {
    archive.instead(
        Host.DATA,
        RED,
        e -> {
          e.getResponseHeaders().set("Retry-After", "7");
          text(e, 429, "slow down");
        });

    assertThat(delayOf(failure())).contains(Duration.ofSeconds(7));
  }

  @Test
  void aRealTruncatedFileServedTwiceTheSameIsCorrupt() throws IOException {
    Path truncated =
        RealData.at("hls-products/hls-cmr_stac/HLS.S30.T35VLJ.2021168T100559.v2.0.B01.tif");
    ServedFile broken = new ServedFile(Files.readAllBytes(truncated), "\"broken\"");
    archive.instead(Host.DATA, RED, broken);

    Throwable failure = failure();

    assertThat(Failures.ending(failure)).isEqualTo(Outcome.INPUT_CORRUPT);
    assertThat(broken.sent()).as("two full downloads").isEqualTo(2 * (int) Files.size(truncated));
  }

  @Test
  void damageThatDiffersBetweenDownloadsIsTriedAgain() {
    AtomicInteger turn = new AtomicInteger();
    archive.instead(
        Host.DATA,
        RED,
        e ->
            reply(
                e,
                200,
                "image/tiff",
                ("II*\0 rubbish " + turn.incrementAndGet()).getBytes(StandardCharsets.UTF_8)));

    assertThat(isRetry(failure())).isTrue();
    assertThat(turn).hasValue(2);
  }

  @Test
  void damageThatPassesIsNoFailure() throws IOException {
    AtomicInteger turn = new AtomicInteger();
    HttpHandler sound = red;
    archive.instead(
        Host.DATA,
        RED,
        e -> {
          if (turn.incrementAndGet() == 1) {
            reply(e, 200, "image/tiff", new byte[5000]);
          } else {
            sound.handle(e);
          }
        });

    assertThat(fetch().files()).containsKey(Band.RED);
  }
}
