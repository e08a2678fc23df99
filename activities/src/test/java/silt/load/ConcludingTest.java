package silt.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static silt.load.LoadingWorld.SCENE;
import static silt.load.LoadingWorld.SEEN;
import static silt.load.LoadingWorld.cellRow;

import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import silt.db.DatabaseAddress;
import silt.db.PrivatePostgres;
import silt.db.TablesCompared;
import silt.discover.FoundScene;
import silt.scene.Outcome;
import silt.steps.ArtifactRef;
import silt.steps.Conclusion;
import silt.steps.Failures;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.steps.SceneTrail;

/** What became of a scene is stored once, whoever dies or comes at the same time. */
class ConcludingTest {

  private static final String WRITER_WAITS =
      """
      from pg_stat_activity
      where usename = 'silt_writer' and datname = current_database() and wait_event_type = 'Lock'
      """;

  @TempDir Path folder;
  private LoadingWorld world;
  private SceneOrder order;

  @BeforeEach
  void aSceneOfACampaign() {
    world = new LoadingWorld(folder.resolve("world"));
    order = campaign(world);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static SceneOrder campaign(LoadingWorld world) {
    world.campaign("demo", "reaches", "cells");
    new StoredCampaigns(world.database)
        .found(
            "demo",
            List.of(
                new FoundScene(
                    SCENE,
                    SCENE.granule().acquiredAt(),
                    12.0,
                    LoadingWorld.line().buffer(1),
                    URI.create("https://archive.example/g/"),
                    0,
                    Instant.EPOCH)));
    return new SceneOrder(
        SCENE,
        world.product,
        URI.create("https://archive.example/g/"),
        List.of("reaches", "cells"),
        "demo");
  }

  /** A trail whose rows, and a band, lie where the scene's staging is. */
  private static SceneTrail trail(LoadingWorld world, SceneOrder order) throws Exception {
    Path band = Files.writeString(world.folder.resolve("B04.tif"), "pixels");
    world.stores.staging().put(order.storeKey() + "/B04.tif", band);
    ArtifactRef rows =
        world.rows(
            world.reachRow("reaches"), cellRow("60/400200/5399400"), cellRow("60/0/5399400"));
    return world.trail(
        world
            .stores
            .staging()
            .put(order.storeKey() + "/rows.gz", world.stores.staging().localPath(rows)));
  }

  private boolean stagingIsEmpty() throws Exception {
    try (var files = Files.walk(world.folder.resolve("staging"))) {
      return files.noneMatch(file -> file.toString().contains(SCENE.granule().text()));
    }
  }

  @Test
  void theStagingIsEmptiedOnceTheResultIsStored() throws Exception {
    world.load.conclude(order, trail(world, order), SEEN);

    assertThat(stagingIsEmpty()).isTrue();
    assertThat(world.stores.products().find("raster.tif")).isPresent();
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"TOO_CLOUDY", "INPUT_CORRUPT", "FAILED", "CANCELLED"})
  void theStagingIsEmptiedWhateverTheSceneCameTo(Outcome outcome) throws Exception {
    trail(world, order);
    world.load.conclude(order, SceneTrail.NOTHING, new Conclusion(outcome, "because"));

    assertThat(stagingIsEmpty()).isTrue();
  }

  @Test
  void aRetryAfterTheCommitGivesTheSameReportThoughTheRowsAreGone() throws Exception {
    List<SceneReport> reports = ConcludedTwice.by(world.loading, order, trail(world, order), SEEN);

    assertThat(reports.get(1)).isEqualTo(reports.get(0));
    assertThat(reports.get(0).observations()).isEqualTo(3);
    assertThat(stagingIsEmpty()).isTrue();
  }

  @Test
  void rowsThatAreGoneBeforeAnythingWasStoredAreNoResult() throws Exception {
    SceneTrail trail = trail(world, order);
    world.stores.staging().deletePrefix(order.storeKey());

    assertThatThrownBy(() -> world.load.conclude(order, trail, SEEN))
        .satisfies(failure -> assertThat(Failures.isGone(failure)).isTrue());
    assertThat(strings(world.owner, "select scene_run_id::text from silt.scene_run")).isEmpty();
  }

  @Test
  void rowsThatAnAttemptTakenForLostHasStoredMeanwhileAreNotMissed() throws Exception {
    SceneTrail trail = trail(world, order);
    ExecutorService one = Executors.newSingleThreadExecutor();
    try (Connection lost = superuser().connect();
        Statement sql = lost.createStatement()) {
      List<SceneReport> reports =
          ConcludedTwice.by(
              world.loading, order, trail, SEEN, () -> hideUntilTheWriterWaits(lost, sql, one));

      assertThat(reports.get(1)).isEqualTo(reports.get(0));
      assertThat(reports.get(0).observations()).isEqualTo(3);
    } finally {
      one.shutdownNow();
    }
  }

  private DatabaseAddress superuser() {
    return PrivatePostgres.shared().superuser().in(world.owner.database());
  }

  /**
   * Of the first attempt nothing is to be seen when the second one looks, and all a moment later.
   */
  private void hideUntilTheWriterWaits(Connection lost, Statement sql, ExecutorService one) {
    try {
      sql.execute("update silt.scene set revision = 2");
      lost.setAutoCommit(false);
      sql.execute("lock table silt.scene in share row exclusive mode");
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    one.submit(
        () -> {
          while (strings(superuser(), "select pid::text " + WRITER_WAITS).isEmpty()) {
            Thread.sleep(10);
          }
          sql.execute("update silt.scene set revision = 1");
          lost.commit();
          return null;
        });
  }

  @Test
  void aFailureThatCameAfterAResultIsToldOnceHoweverOftenItIsTried() throws Exception {
    world.load.conclude(order, trail(world, order), SEEN);
    List<SceneReport> reports =
        ConcludedTwice.by(
            world.loading, order, SceneTrail.NOTHING, new Conclusion(Outcome.FAILED, "no luck"));

    assertThat(reports).extracting(SceneReport::outcome).containsOnly(Outcome.OBSERVED);

    assertThat(strings(world.owner, "select message from silt.event where kind = 'result-kept'"))
        .hasSize(1);
  }

  @Test
  void twoAttemptsAtOnceLeaveWhatOneLeaves() throws Exception {
    ExecutorService four = Executors.newFixedThreadPool(4);
    try {
      SceneTrail trail = trail(world, order);
      CountDownLatch together = new CountDownLatch(4);
      List<Future<SceneReport>> attempts = new ArrayList<>();
      for (int attempt = 0; attempt < 4; attempt++) {
        attempts.add(
            four.submit(
                () -> {
                  together.countDown();
                  together.await();
                  return world.load.conclude(order, trail, SEEN);
                }));
      }
      int stored = 0;
      for (Future<SceneReport> attempt : attempts) {
        stored += reportsOrIsToTryAgain(attempt) ? 1 : 0;
      }
      assertThat(stored).isPositive();
    } finally {
      four.shutdownNow();
    }
    assertThat(differencesFromOnce()).isEmpty();
  }

  /** One that reads the rows while another empties the staging comes again, and finds it done. */
  private boolean reportsOrIsToTryAgain(Future<SceneReport> attempt) throws Exception {
    try {
      assertThat(attempt.get().observations()).isEqualTo(3);
      return true;
    } catch (ExecutionException failed) {
      assertThat(failed)
          .satisfiesAnyOf(
              late -> assertThat(late).hasStackTraceContaining("cannot be read"),
              late -> assertThat(late).hasStackTraceContaining("is gone"));
      return false;
    }
  }

  @Test
  @Tag("slow")
  void aConnectionThatIsKilledAnywhereLeavesNothingBehind() throws Exception {
    SceneTrail trail = trail(world, order);
    for (String table :
        List.of("scene_run", "scene_input", "zone_run", "observation", "campaign_tally", "zone")) {
      killWhileItWaitsFor(table, trail);
      assertThat(strings(world.owner, "select scene_run_id::text from silt.scene_run")).isEmpty();
    }

    assertThat(world.load.conclude(order, trail, SEEN).observations()).isEqualTo(3);
    assertThat(differencesFromOnce()).isEmpty();
  }

  private void killWhileItWaitsFor(String table, SceneTrail trail) throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    DatabaseAddress superuser = superuser();
    try (Connection holder = superuser.connect();
        Statement lock = holder.createStatement()) {
      holder.setAutoCommit(false);
      lock.execute("lock table silt." + table + " in exclusive mode");
      Future<SceneReport> attempt = one.submit(() -> world.load.conclude(order, trail, SEEN));
      // it begins again by itself some times, which are ended as well
      while (!attempt.isDone()) {
        strings(superuser, "select pg_terminate_backend(pid)::text " + WRITER_WAITS);
        Thread.sleep(10);
      }
      assertThatThrownBy(attempt::get)
          .satisfies(
              failure -> {
                Throwable cause = failure;
                while (!(cause instanceof ApplicationFailure)) {
                  cause = cause.getCause();
                }
                assertThat(((ApplicationFailure) cause).getType()).isEqualTo(Failures.RETRY);
              });
      holder.rollback();
    } finally {
      one.shutdownNow();
    }
  }

  private List<String> differencesFromOnce() throws Exception {
    try (LoadingWorld once = new LoadingWorld(folder.resolve("once"))) {
      SceneOrder same = campaign(once);
      once.load.conclude(same, trail(once, same), SEEN);
      TablesCompared compared =
          new TablesCompared(
              new TablesCompared.Side(world.owner, places(world)),
              new TablesCompared.Side(once.owner, places(once)));
      List<String> differences = compared.differences();
      assertThat(compared.rows()).isGreaterThan(10);
      return differences;
    }
  }

  private static Map<String, String> places(LoadingWorld world) {
    return Map.of(world.folder.toUri().toString(), "HOME/");
  }

  private static List<String> strings(DatabaseAddress as, String question) throws Exception {
    try (Connection connection = as.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }
}
