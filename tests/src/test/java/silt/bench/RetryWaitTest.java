package silt.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.installation.PostgresCluster;
import silt.installation.TemporalServer;

/** A scene whose step fails is not left behind by the campaign that goes on. */
@Tag("slow")
class RetryWaitTest {

  private static final int WINDOW = 10;

  /**
   * A window's work, and as much again for the scenes that began in their place meanwhile: a queue
   * that takes the newest first would let it wait for nearly all there are.
   */
  @Test
  void aRetriedStepWaitsForAboutAWindowOfOthersAndNoMore(@TempDir Path home) {
    assumeTrue(TemporalServer.program().isPresent(), "no temporal: run deploy/install-native");
    assumeTrue(PostgresCluster.programs().isPresent(), "no PostgreSQL: run deploy/install-native");

    List<Integer> waits = RetryWait.waits(home, 48, WINDOW, 200);

    assertThat(waits).isNotEmpty().allMatch(others -> others <= 2 * WINDOW);
  }
}
