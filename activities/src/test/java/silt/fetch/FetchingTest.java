package silt.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static silt.discover.LocalArchive.redirect;
import static silt.discover.LocalArchive.text;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import silt.discover.LocalArchive.Host;
import silt.discover.LocalArchive.Seen;
import silt.model.Sha256;
import silt.scene.Band;
import silt.scene.Outcome;
import silt.steps.Failures;
import silt.steps.SceneOrder;
import silt.steps.StagedScene;

class FetchingTest extends FetchingWorld {

  @Test
  void bandsArriveInStagingWithTheirChecksums() throws IOException {
    StagedScene staged = fetch();

    assertThat(staged.files()).containsOnlyKeys(Band.RED, Band.FMASK);
    Path file = Path.of(staged.files().get(Band.RED).uri());
    assertThat(file).hasBinaryContent(Files.readAllBytes(folder.resolve("served-1.tif")));
    assertThat(staged.files().get(Band.RED).sha256()).isEqualTo(Sha256.of(file));
    assertThat(staged.via()).isEqualTo("https");
    assertThat(staged.run().found()).isFalse();
  }

  @Test
  void aSecondFetchFindsTheFilesAndAsksTheArchiveNothing() {
    StagedScene first = fetch();
    int asked = archive.seen().size();

    StagedScene second = fetch();

    assertThat(archive.seen()).hasSize(asked);
    assertThat(second.run().found()).isTrue();
    assertThat(second.files()).isEqualTo(first.files());
    assertThat(second.sources()).isEqualTo(first.sources());
  }

  @Test
  void aTokenGoesToDataAndLoginAndToNoOtherHost() {
    archive.on(Host.SIGNED, "/signed", exchange -> red.handle(exchange));
    archive.on(
        Host.LOGIN,
        "/oauth/authorize",
        e -> redirect(e, archive.uri(Host.DATA).resolve("/login?code=1")));
    archive.on(
        Host.DATA,
        "/login",
        e -> redirect(e, archive.uri(Host.SIGNED).resolve("/signed/f.tif?Signature=abc")));
    archive.instead(
        Host.DATA, RED, e -> redirect(e, archive.uri(Host.LOGIN).resolve("/oauth/authorize?x=1")));

    StagedScene staged = fetch();

    assertThat(archive.seen(Host.DATA))
        .allMatch(s -> ("Bearer " + TOKEN).equals(s.header("Authorization")));
    assertThat(archive.seen(Host.LOGIN)).isNotEmpty();
    assertThat(archive.seen(Host.SIGNED))
        .isNotEmpty()
        .allMatch(s -> s.header("Authorization") == null);
    assertThat(staged.sources().get(Band.RED)).endsWith(RED).doesNotContain("?");
  }

  @Test
  void noLogLineHoldsATokenOrASignature() {
    Logger all = (Logger) LoggerFactory.getLogger("silt");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    all.addAppender(lines);
    all.setLevel(Level.TRACE);
    try {
      archive.on(Host.SIGNED, "/signed", exchange -> text(exchange, 503, "down"));
      archive.instead(
          Host.DATA,
          RED,
          e -> redirect(e, archive.uri(Host.SIGNED).resolve("/signed/f.tif?Signature=abc")));
      failure();
    } finally {
      all.detachAppender(lines);
      all.setLevel(null);
    }

    assertThat(lines.list)
        .isNotEmpty()
        .extracting(ILoggingEvent::getFormattedMessage)
        .allSatisfy(line -> assertThat(line).doesNotContain(TOKEN, "Signature="));
  }

  @Test
  void aRedirectToAForeignHostIsNotFollowed() {
    archive.on(Host.S3, "/", e -> text(e, 200, "stolen"));
    archive.instead(
        Host.DATA, RED, e -> redirect(e, archive.uri(Host.S3).resolve("/f.tif?Signature=abc")));

    assertThat(isRetry(failure())).isTrue();
    assertThat(archive.seen(Host.S3)).isEmpty();
  }

  @Test
  void aBodyThatBreaksOffIsResumedWhereItBroke() {
    red.cut(2);

    fetch();

    List<Seen> asked =
        archive.seen(Host.DATA).stream().filter(s -> s.uri().getPath().equals(RED)).toList();
    assertThat(asked).hasSize(3);
    assertThat(asked.get(1).header("Range")).startsWith("bytes=").isNotEqualTo("bytes=0-");
    assertThat(asked.get(1).header("If-Range")).isEqualTo("\"one\"");
    assertThat(red.sent()).isEqualTo((int) folder.resolve("served-1.tif").toFile().length());
  }

  @Test
  void aLaterAttemptResumesWhatAnEarlierOneLeft() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve("served-1.tif"));
    Path part = scratch(RED);
    Files.createDirectories(part.getParent());
    Files.write(part, Arrays.copyOf(whole, 1000));
    Files.writeString(part.resolveSibling(part.getFileName() + ".etag"), "\"one\"");

    fetch();

    assertThat(red.sent()).isEqualTo(whole.length - 1000);
  }

  @Test
  void aFileThatIsAnotherByNowIsFetchedFromItsBeginning() throws IOException {
    Path part = scratch(RED);
    Files.createDirectories(part.getParent());
    Files.write(part, new byte[1000]);
    Files.writeString(part.resolveSibling(part.getFileName() + ".etag"), "\"older\"");

    StagedScene staged = fetch();

    assertThat(Path.of(staged.files().get(Band.RED).uri()))
        .hasBinaryContent(Files.readAllBytes(folder.resolve("served-1.tif")));
  }

  @Test
  void aPartThatIsAlreadyWholeIsNotFetchedAgain() throws IOException {
    Path part = scratch(RED);
    Files.createDirectories(part.getParent());
    Files.copy(folder.resolve("served-1.tif"), part);
    Files.writeString(part.resolveSibling(part.getFileName() + ".etag"), "\"one\"");

    fetch();

    assertThat(red.sent()).isZero();
  }

  private Path scratch(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return folder.resolve("scratch/fetch").resolve(order().storeKey()).resolve(name + ".part");
  }

  @Test
  void releaseEmptiesStagingAndScratch() throws IOException {
    fetch();
    step.release(order());

    for (String place : List.of("staging", "scratch/fetch")) {
      try (Stream<Path> left = Files.walk(folder.resolve(place))) {
        assertThat(left.filter(Files::isRegularFile)).isEmpty();
      }
    }
  }

  @Test
  void aFolderOfAnotherArchiveIsNotAsked() {
    SceneOrder foreign =
        new SceneOrder(
            order().scene(),
            order().product(),
            URI.create("http://127.0.0.1:9/x/"),
            List.of(),
            null);
    try {
      step.fetch(foreign);
    } catch (RuntimeException failed) {
      assertThat(Failures.ending(failed)).isEqualTo(Outcome.FAILED);
      return;
    }
    throw new AssertionError("it was asked");
  }
}
