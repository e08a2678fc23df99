package silt.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import silt.discover.LocalArchive;
import silt.discover.LocalArchive.Host;
import silt.fetch.TokenSource.FixedToken;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.scene.Scene;
import silt.staging.FileStore;
import silt.staging.Stores;
import silt.steps.Failures;
import silt.steps.FetchActivity;
import silt.steps.ModelRef;
import silt.steps.ProductRef;
import silt.steps.SceneOrder;
import silt.steps.StagedScene;

/**
 * A step that fetches two bands from a small archive on this machine, for the tests of its ways.
 */
abstract class FetchingWorld {

  static final String TOKEN = "secret.token-of-the-test";
  static final GranuleId GRANULE = new GranuleId("HLS.S30.T60GVA.2024037T222549.v2.0");
  static final String FOLDER = "/lp-prod-protected/HLSS30.020/" + GRANULE + "/";
  static final String RED = FOLDER + GRANULE.fileName(Band.RED);
  static final String FMASK = FOLDER + GRANULE.fileName(Band.FMASK);

  @TempDir Path folder;
  LocalArchive archive;
  Fetching fetching;
  TestActivityEnvironment temporal;
  FetchActivity step;
  long mostStagedBytes;
  ServedFile red;
  ServedFile fmask;

  @BeforeEach
  void anArchiveWithTwoBands() throws IOException {
    archive = new LocalArchive();
    red = new ServedFile(ServedFile.tiff(folder, 1), "\"one\"");
    fmask = new ServedFile(ServedFile.tiff(folder, 2), "\"two\"");
    archive.on(Host.DATA, RED, red);
    archive.on(Host.DATA, FMASK, fmask);
    start(Optional.of(TOKEN), false);
  }

  void start(Optional<String> token, boolean s3) {
    Stores stores =
        new Stores(
            new FileStore(folder.resolve("staging")),
            new FileStore(folder.resolve("products")),
            folder.resolve("scratch"));
    fetching =
        new Fetching(
            archive.address(s3),
            new FixedToken(token),
            stores,
            order -> EnumSet.of(Band.RED),
            HostLimits.NONE,
            mostStagedBytes);
    temporal = TestActivityEnvironment.newInstance();
    temporal.registerActivitiesImplementations(fetching);
    step = temporal.newActivityStub(FetchActivity.class);
  }

  void restart(Optional<String> token, boolean s3) {
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

  SceneOrder order() {
    ModelRef model = new ModelRef("m", "0".repeat(64));
    return new SceneOrder(
        new Scene(GRANULE, 1),
        new ProductRef("firstlight", 1, model, model, "f32", new TreeMap<>(Map.of())),
        archive.uri(Host.DATA).resolve(FOLDER),
        List.of(),
        null);
  }

  StagedScene fetch() {
    return step.fetch(order());
  }

  Throwable failure() {
    try {
      step.fetch(order());
    } catch (RuntimeException failed) {
      assertThat(everythingSaidBy(failed)).doesNotContain(TOKEN).doesNotContain("Signature=");
      return failed;
    }
    throw new AssertionError("the fetch did not fail");
  }

  static String everythingSaidBy(Throwable failed) {
    StringWriter all = new StringWriter();
    failed.printStackTrace(new PrintWriter(all));
    return all.toString();
  }

  static Optional<Duration> delayOf(Throwable failed) {
    for (Throwable t = failed; t != null; t = t.getCause()) {
      if (t instanceof ApplicationFailure f) {
        return Optional.ofNullable(f.getNextRetryDelay());
      }
    }
    return Optional.empty();
  }

  static boolean isRetry(Throwable failed) {
    return Failures.needsPerson(failed).isEmpty()
        && everythingSaidBy(failed).contains("type='" + Failures.RETRY + "'");
  }
}
