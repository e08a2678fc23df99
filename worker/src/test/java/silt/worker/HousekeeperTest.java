package silt.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.config.Settings;
import silt.db.Database;
import silt.db.PrivatePostgres;
import silt.staging.FileStore;
import silt.staging.StagingMark;
import silt.staging.Stores;
import silt.steps.Failures;
import silt.watch.StagingMeter;

/** Staging and scratch are swept again and again, whatever became of the sweep before. */
class HousekeeperTest {

  private static final Duration OFTEN = Duration.ofMillis(50);
  private static final String FIRST = "p/60GVA/HLS.S30.T60GVA.2024037T222549.v2.0/r1";
  private static final String SECOND = "p/60GVA/HLS.S30.T60GVA.2024042T222551.v2.0/r1";

  @TempDir private Path home;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicInteger asked = new AtomicInteger();
  private Stores stores;
  private Database database;

  @BeforeEach
  void anInstallation() {
    stores =
        new Stores(
            new FileStore(home.resolve("staging")),
            new FileStore(home.resolve("products")),
            home.resolve("scratch"));
    database = Database.open(PrivatePostgres.writer(PrivatePostgres.shared().freshDatabase()), 2);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Housekeeper housekeeper() {
    return new Housekeeper(
        Settings.load(Map.of(), Map.of("SILT_HOME", home.toString()), null),
        stores,
        new StagingMark(stores.staging(), stores.scratch(), "here", "namespace here"),
        this::owned,
        new StagingMeter(meters));
  }

  /** Temporal is away when it is asked first. */
  private Set<String> owned(Collection<String> keys) {
    if (!keys.isEmpty() && asked.getAndIncrement() == 0) {
      throw Failures.retry("Temporal does not tell", null);
    }
    return Set.of();
  }

  private void left(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "1234567890");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
  }

  private static void untilGone(Path file) throws InterruptedException {
    while (Files.exists(file)) {
      Thread.sleep(10);
    }
  }

  @Test
  void whatIsLeftIsRemovedByTheNextSweepAndByTheOneAfter() throws Exception {
    Path staging = home.resolve("staging");
    Path scratch = home.resolve("scratch");
    left(staging.resolve(FIRST).resolve("B04.tif"));
    try (Housekeeper housekeeper = housekeeper()) {
      housekeeper.start(database, OFTEN, OFTEN);
      untilGone(staging.resolve(FIRST));
      assertThat(asked).as("the sweep that failed, and a later one").hasValueGreaterThan(1);

      left(staging.resolve(SECOND).resolve("B04.tif"));
      left(scratch.resolve("mask/half.tif"));
      untilGone(staging.resolve(SECOND));
      untilGone(scratch.resolve("mask/half.tif"));
    }
    assertThat(meters.get("silt.swept").tag("store", "staging").counter().count())
        .isGreaterThanOrEqualTo(10);
  }

  @Test
  void whoLeavesStagingToOthersSweepsItsOwnScratchAlone() throws Exception {
    Path file = home.resolve("staging").resolve(FIRST).resolve("B04.tif");
    Path half = home.resolve("scratch/mask/half.tif");
    left(file);
    left(half);
    try (Housekeeper housekeeper = housekeeper()) {
      housekeeper.start(null, OFTEN, OFTEN);
      untilGone(half);
    }
    assertThat(file).exists();
  }
}
