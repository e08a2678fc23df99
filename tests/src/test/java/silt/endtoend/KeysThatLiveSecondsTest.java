package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.archive.ArchivePorts;
import silt.archive.SampleArchive;
import silt.archive.faults.RequestLog.Exchange;
import silt.discover.ArchiveAddress;
import silt.fetch.Fetching;
import silt.fetch.HostLimits;
import silt.fetch.TokenSource;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.scene.Scene;
import silt.simulator.SampleScenes;
import silt.staging.FileStore;
import silt.staging.Stores;
import silt.steps.FetchActivity;
import silt.steps.ModelRef;
import silt.steps.ProductRef;
import silt.steps.SceneOrder;
import silt.steps.StagedScene;

/**
 * A fetch step at work for many lives of its S3 keys: three seconds here, an hour at NASA, where a
 * campaign runs for weeks.
 */
@Tag("slow")
class KeysThatLiveSecondsTest {

  private static final Duration KEY_LIFE = Duration.ofSeconds(3);
  private static final int LIVES = 5;

  @TempDir static Path root;
  @TempDir Path folder;
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private SampleArchive archive;
  private Fetching fetching;

  @BeforeAll
  static void scenes() {
    int exit =
        new picocli.CommandLine(new SampleScenes())
            .execute("--out", root.toString(), "--small", "4", "--threads", "2");
    assertThat(exit).isZero();
  }

  @AfterEach
  void close() throws IOException {
    temporal.close();
    fetching.close();
    archive.close();
  }

  private FetchActivity step(Clock archiveClock) throws IOException {
    archive = SampleArchive.start(root, ArchivePorts.free(), KEY_LIFE, archiveClock);
    ArchiveAddress address =
        ArchiveAddress.sample(
            URI.create(archive.dataRoot()),
            URI.create(archive.dataRoot()),
            URI.create(archive.ursRoot()),
            URI.create(archive.s3Endpoint()),
            URI.create(archive.signedRoot()));
    TokenSource token =
        TokenSource.of(Map.of(TokenSource.FILE_VARIABLE, root.resolve("token").toString()));
    Stores stores =
        new Stores(
            new FileStore(folder.resolve("staging")),
            new FileStore(folder.resolve("products")),
            folder.resolve("scratch"));
    fetching =
        new Fetching(
            address, token, stores, order -> EnumSet.of(Band.RED, Band.NIR), HostLimits.NONE, 0);
    temporal.registerActivitiesImplementations(fetching);
    return temporal.newActivityStub(FetchActivity.class);
  }

  /** Fetches scenes, again under other product versions, until so many lives of keys are over. */
  private int work(FetchActivity step) throws IOException {
    List<String> granules;
    try (Stream<Path> folders = Files.list(root.resolve("granules"))) {
      granules = folders.map(each -> each.getFileName().toString()).sorted().toList();
    }
    long start = System.nanoTime();
    int fetched = 0;
    for (int product = 1;
        System.nanoTime() - start < LIVES * KEY_LIFE.toNanos() || fetched < granules.size();
        product++) {
      for (String granule : granules) {
        StagedScene staged = step.fetch(order(granule, "p" + product));
        assertThat(staged.via()).as(granule + " of round " + product).isEqualTo("s3");
        fetched++;
      }
    }
    return fetched;
  }

  private SceneOrder order(String granule, String product) {
    GranuleId id = new GranuleId(granule);
    ModelRef model = new ModelRef("m", "0".repeat(64));
    String collection = id.sensor().shortName() + ".020";
    return new SceneOrder(
        new Scene(id, 1),
        new ProductRef(product, 1, model, model, "f32", new TreeMap<>()),
        URI.create(archive.dataRoot() + "/lp-prod-protected/" + collection + "/" + granule + "/"),
        List.of(),
        null);
  }

  private long keysIssued() {
    return archive.requests().count("main", "GET", "/s3credentials");
  }

  @Test
  void keysAreRenewedBeforeTheyEnd() throws IOException {
    int scenes = work(step(Clock.systemUTC()));

    assertThat(keysIssued()).as("sets of keys").isGreaterThanOrEqualTo(LIVES);
    assertThat(keysIssued()).as("one set for many files").isLessThan(scenes * 3L);
    // a busy machine may take a key's last quarter to send a request
    assertThat(refused()).as("refused").hasSizeLessThanOrEqualTo((int) keysIssued() / 2);
  }

  private List<Exchange> refused() {
    return archive.requests().exchanges().stream()
        .filter(exchange -> exchange.authority().equals("s3") && exchange.status() == 400)
        .toList();
  }

  @Test
  void keysThatEndEarlierThanThisHostsClockSaysAreRenewedWhenTheyAreRefused() throws IOException {
    // the archive's clock is an hour ahead: here its keys seem to last for an hour
    int scenes = work(step(Clock.offset(Clock.systemUTC(), Duration.ofHours(1))));

    assertThat(refused()).as("ExpiredToken").isNotEmpty();
    assertThat(keysIssued()).isGreaterThanOrEqualTo(LIVES / 2).isLessThan(scenes * 3L);
  }
}
