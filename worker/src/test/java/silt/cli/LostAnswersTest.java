package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that does not say whether it has begun something leaves nothing half-done. */
class LostAnswersTest {

  private static final String DAYS = " --from 2024-01-01 --to 2024-01-31";
  private static final String BACKFILL = "north.back.20240101-20240131";

  @TempDir private Path home;
  private final LosingTemporal temporal = new LosingTemporal();
  private AnInstallation installation;
  private Path region;

  @BeforeEach
  void aTemporalThatLosesAnswers() throws IOException {
    installation = new AnInstallation(home).withFirstProduct().withTemporal(temporal.address());
    region = home.resolve("region.geojson");
    Files.writeString(
        region,
        "{\"type\":\"Polygon\",\"coordinates\":[[[174,-38],[175,-38],[175,-37],[174,-38]]]}");
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  private CommandLineOf enabled() {
    return installation.silt("daily enable north --cells --region " + region);
  }

  @Test
  void aScheduleThatWasMadeThoughNobodyHeardOfItIsTheDailys() throws IOException {
    temporal.losesStart = true;

    CommandLineOf said = enabled();

    assertThat(said.status()).as(said.err()).isZero();
    assertThat(said.out()).contains("daily north enabled");
    assertThat(temporal.schedules).hasSize(1);
    assertThat(installation.json("daily list --json")).hasSize(1);
  }

  @Test
  void aServerTooBusyToTellOfTheFirstRunMakesNoFailureOfWhatIsDone() {
    temporal.silentOfSchedules = true;

    CommandLineOf said = enabled();

    assertThat(said.status()).as(said.err()).isZero();
    assertThat(said.out()).contains("daily north enabled").contains("as soon as the server");
  }

  @Test
  void aBackfillThatWasBegunThoughNobodyHeardOfItKeepsItsRow() throws IOException {
    enabled();
    temporal.losesStart = true;

    CommandLineOf said = installation.silt("daily backfill north" + DAYS);

    assertThat(said.status()).as(said.err()).isZero();
    assertThat(temporal.workflows).containsExactly("campaign/" + BACKFILL);
    assertThat(campaigns().toString()).contains(BACKFILL);
  }

  @Test
  void oneOfWhichTheServerDoesNotSayIsKeptAndBegunByTheSameCommand() throws IOException {
    enabled();
    temporal.losesStart = true;
    temporal.does = false;

    CommandLineOf unsaid = installation.silt("daily backfill north" + DAYS);

    assertThat(unsaid.status()).isEqualTo(2);
    assertThat(unsaid.err())
        .contains("has not said whether it began campaign " + BACKFILL)
        .contains("deploy/silt campaign resume " + BACKFILL);
    assertThat(campaigns().toString()).contains(BACKFILL);

    CommandLineOf again = installation.silt("daily backfill north" + DAYS);
    assertThat(again.status()).as(again.err()).isZero();
    assertThat(temporal.workflows).containsExactly("campaign/" + BACKFILL);
    assertThat(campaigns()).hasSize(1);
  }

  private JsonNode campaigns() throws IOException {
    return installation.json("campaign list --all --json");
  }
}
