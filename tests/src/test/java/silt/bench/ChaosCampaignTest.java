package silt.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.installation.PostgresCluster;
import silt.installation.TemporalServer;

/** {@code tests/soak chaos} in small: each process dies once at least. */
@Tag("slow")
class ChaosCampaignTest {

  private static final int SCENES = 20;

  @Test
  void aCampaignWhoseEveryProcessIsKilledSaysTheSameAsOneInPeace(@TempDir Path home) {
    assumeTrue(TemporalServer.program().isPresent(), "no temporal: run deploy/install-native");
    assumeTrue(PostgresCluster.programs().isPresent(), "no PostgreSQL: run deploy/install-native");
    try (ChaosCampaign chaos =
        new ChaosCampaign(home, SCENES, 12, 14, 6, Duration.ofMinutes(8), System.out)) {
      chaos.run();

      assertThat(chaos.differences()).isEmpty();
      assertThat(chaos.killed()).containsKeys("worker", "postgres", "archive", "temporal");
      assertThat(chaos.outcomes(ChaosCampaign.IN_CHAOS))
          .doesNotContainKeys("to do", "FAILED", "CANCELLED")
          .containsKeys("OBSERVED", "INPUT_GONE", "INPUT_CORRUPT");
      assertThat(chaos.outcomes(ChaosCampaign.IN_CHAOS).values().stream().mapToInt(n -> n).sum())
          .isEqualTo(SCENES);
    }
  }
}
