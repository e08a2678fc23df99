package silt.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.installation.KillableProcess;
import silt.installation.PostgresCluster;

/** What {@code tests/soak loading} does with 200 scenes, with few. */
@Tag("slow")
class LoadingTwiceTest {

  @Test
  void loadedTwiceAtOnceWithKillsInBetweenTheRowsAreThoseOfLoadingOnce(@TempDir Path home)
      throws Exception {
    assumeTrue(PostgresCluster.programs().isPresent(), "no PostgreSQL: run deploy/install-native");
    try (PostgresCluster cluster = new PostgresCluster(home, KillableProcess.freePort())) {
      cluster.start();

      LoadingTwice.Outcome outcome =
          new LoadingTwice(cluster, 20, 8, 3, Map.of("nodes", 150, "stations", 40), 1).run();

      assertThat(outcome.differences()).isEmpty();
      assertThat(outcome.rows()).isGreaterThan(20 * 190);
      assertThat(outcome.serversKilled()).isEqualTo(1);
      assertThat(outcome.sessionsEnded()).isPositive();
    }
  }
}
