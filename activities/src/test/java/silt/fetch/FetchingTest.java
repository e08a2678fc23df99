package silt.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static silt.discover.LocalArchive.redirect;
import static silt.discover.LocalArchive.reply;
import static silt.discover.LocalArchive.text;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpHandler;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import silt.discover.LocalArchive;
import silt.discover.LocalArchive.Host;
import silt.discover.LocalArchive.Seen;
import silt.fetch.TokenSource.FixedToken;
import silt.model.Sha256;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.scene.Outcome;
import silt.scene.Scene;
import silt.staging.FileStore;
import silt.staging.Stores;
import silt.steps.Failures;
import silt.steps.Failures.Person;
import silt.steps.FetchActivity;
import silt.steps.ModelRef;
import silt.steps.ProductRef;
import silt.steps.SceneOrder;
import silt.steps.StagedScene;
import silt.testdata.RealData;

class FetchingTest {

  private static final String TOKEN = "secret.token-of-the-test";
  private static final GranuleId GRANULE = new GranuleId("HLS.S30.T60GVA.2024037T222549.v2.0");
  private static final String FOLDER = "/lp-prod-protected/HLSS30.020/" + GRANULE + "/";
  private static final String RED = FOLDER + GRANULE.fileName(Band.RED);
  private static final String FMASK = FOLDER + GRANULE.fileName(Band.FMASK);

  @TempDir Path folder;
  private LocalArchive archive;
  private Fetching fetching;
  private TestActivityEnvironment temporal;
  private FetchActivity step;
  private ServedFile red;
  private ServedFile fmask;

  @BeforeEach
  void anArchiveWithTwoBands() throws IOException {
    archive = new LocalArchive();
    red = new ServedFile(ServedFile.tiff(folder, 1), "\"one\"");
    fmask = new ServedFile(ServedFile.tiff(folder, 2), "\"two\"");
    archive.on(Host.DATA, RED, red);
    archive.on(Host.DATA, FMASK, fmask);
    start(Optional.of(TOKEN), false);
  }

  private void start(Optional<String> token, boolean s3) {
    Stores stores =
        new Stores(
            new FileStore(folder.resolve("staging")),
            new FileStore(folder.resolve("products")),
            folder.resolve("scratch"));
    fetching =
        new Fetching(
            archive.address(s3), new FixedToken(token), stores, order -> EnumSet.of(Band.RED));
    temporal = TestActivityEnvironment.newInstance();
    temporal.registerActivitiesImplementations(fetching);
    step = temporal.newActivityStub(FetchActivity.class);
  }

  private void restart(Optional<String> token, boolean s3) {
    temporal.close();
    fetching.close();
    start(token, s3);
  }

  @AfterEach
  void stop() {
    temporal.close();
    fetching.close();
    archive.close();
  }

  private SceneOrder order() {
    ModelRef model = new ModelRef("m", "0".repeat(64));
    return new SceneOrder(
        new Scene(GRANULE, 1),
        new ProductRef("firstlight", 1, model, model, "f32", new TreeMap<>(Map.of())),
        archive.uri(Host.DATA).resolve(FOLDER),
        List.of(),
        null);
  }

  private StagedScene fetch() {
    return step.fetch(order());
  }

  private Throwable failure() {
    try {
      step.fetch(order());
    } catch (RuntimeException failed) {
      assertThat(everythingSaidBy(failed)).doesNotContain(TOKEN).doesNotContain("Signature=");
      return failed;
    }
    throw new AssertionError("the fetch did not fail");
  }

  private static String everythingSaidBy(Throwable failed) {
    StringWriter all = new StringWriter();
    failed.printStackTrace(new PrintWriter(all));
    return all.toString();
  }

  private static Optional<Duration> delayOf(Throwable failed) {
    for (Throwable t = failed; t != null; t = t.getCause()) {
      if (t instanceof ApplicationFailure f) {
        return Optional.ofNullable(f.getNextRetryDelay());
      }
    }
    return Optional.empty();
  }

  private static boolean isRetry(Throwable failed) {
    return Failures.needsPerson(failed).isEmpty()
        && everythingSaidBy(failed).contains("type='" + Failures.RETRY + "'");
  }

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
