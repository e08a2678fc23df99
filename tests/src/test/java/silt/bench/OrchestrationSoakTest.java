package silt.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import silt.installation.PostgresCluster;
import silt.installation.TemporalServer;

/** The planet's day in small: every scene of a campaign comes to an outcome, and once is enough. */
@Tag("slow")
class OrchestrationSoakTest {

  @Test
  void aCampaignOfEmptyScenesEndsAndIsFoundEndedByTheSameCommand(@TempDir Path home)
      throws IOException {
    assumeTrue(TemporalServer.program().isPresent(), "no temporal: run deploy/install-native");
    assumeTrue(PostgresCluster.programs().isPresent(), "no PostgreSQL: run deploy/install-native");

    assertThat(soak(home)).as("exit code").isZero();
    List<String> first = Files.readAllLines(home.resolve("samples.csv"));
    assertThat(first.get(first.size() - 1).split(",")[1]).as("outcomes").isEqualTo("60");

    assertThat(soak(home)).as("exit code of the same command again").isZero();
    List<String> second = Files.readAllLines(home.resolve("samples.csv"));
    assertThat(second).hasSizeGreaterThan(first.size()).startsWith(first.toArray(String[]::new));
    assertThat(second.get(second.size() - 1).split(",")[1]).as("outcomes").isEqualTo("60");
  }

  private static int soak(Path home) {
    return new CommandLine(new OrchestrationSoak())
        .execute("--home", home.toString(), "--scenes", "60", "--window", "12", "--every", "2");
  }
}
