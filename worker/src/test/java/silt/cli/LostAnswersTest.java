package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that does not say whether it has begun something leaves nothing half-done. */
class LostAnswersTest {

  private static final String DAYS = " --from 2024-01-01 --to 2024-01-31";

  @TempDir private static Path home;
  private static LosingTemporal temporal;
  private static HttpServer archive;
  private static AnInstallation installation;
  private static Path region;

  @BeforeAll
  static void aTemporalThatLosesAnswers() throws IOException {
    temporal = new LosingTemporal();
    archive = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    // refuses at once what a command would look ahead for
    archive.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(400, -1);
          exchange.close();
        });
    archive.start();
    installation =
        new AnInstallation(home)
            .withFirstProduct()
            .withTemporal(temporal.address())
            .withArchive("http://127.0.0.1:" + archive.getAddress().getPort() + "/");
    region = home.resolve("region.geojson");
    Files.writeString(
        region,
        "{\"type\":\"Polygon\",\"coordinates\":[[[174,-38],[175,-38],[175,-37],[174,-38]]]}");
  }

  @BeforeEach
  void thatIsWellAtFirst() {
    temporal.losesStart = false;
    temporal.does = true;
    temporal.silentOfSchedules = false;
  }

  @AfterAll
  static void close() {
    temporal.close();
    archive.stop(0);
  }

  private static CommandLineOf enable(String name) {
    return installation.silt("daily enable " + name + " --cells --region " + region);
  }

  @Test
  void aScheduleThatWasMadeThoughNobodyHeardOfItIsTheDailys() throws IOException {
    temporal.losesStart = true;

    CommandLineOf said = enable("heard");

    assertThat(said.status()).as(said.err()).isZero();
    assertThat(said.out()).contains("daily heard enabled");
    assertThat(temporal.schedules).contains("daily/heard");
    assertThat(installation.json("daily list --json").toString()).contains("\"heard\"");
  }

  @Test
  void aServerTooBusyToTellOfTheFirstRunMakesNoFailureOfWhatIsDone() {
    temporal.silentOfSchedules = true;

    CommandLineOf said = enable("silent");

    assertThat(said.status()).as(said.err()).isZero();
    assertThat(said.out()).contains("daily silent enabled").contains("as soon as the server");
  }

  @Test
  void aBackfillThatWasBegunThoughNobodyHeardOfItKeepsItsRow() throws IOException {
    enable("north");
    temporal.losesStart = true;

    CommandLineOf said = installation.silt("daily backfill north" + DAYS);

    assertThat(said.status()).as(said.err()).isZero();
    assertThat(temporal.workflows).contains("campaign/north.back.20240101-20240131");
    assertThat(campaigns().toString()).contains("north.back.20240101-20240131");
  }

  @Test
  void oneOfWhichTheServerDoesNotSayIsKeptAndBegunByTheSameCommand() throws IOException {
    String backfill = "south.back.20240101-20240131";
    enable("south");
    temporal.losesStart = true;
    temporal.does = false;

    CommandLineOf unsaid = installation.silt("daily backfill south" + DAYS);

    assertThat(unsaid.status()).isEqualTo(2);
    assertThat(unsaid.err())
        .contains("has not said whether it began campaign " + backfill)
        .contains("deploy/silt campaign resume " + backfill);
    assertThat(campaigns().toString()).contains(backfill);

    CommandLineOf again = installation.silt("daily backfill south" + DAYS);
    assertThat(again.status()).as(again.err()).isZero();
    assertThat(temporal.workflows).contains("campaign/" + backfill);
    assertThat(campaigns().toString()).doesNotContain(backfill + "-2");
  }

  private static JsonNode campaigns() throws IOException {
    return installation.json("campaign list --all --json");
  }
}
