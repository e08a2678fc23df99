package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import silt.installation.Patience;
import silt.installation.Said;
import silt.steps.DailyOrder;

/** What an operator of daily ingestion sees, on a real server; no worker is there. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DailyCommandsTest {

  private static Installation installation;
  private static String region;

  @BeforeAll
  static void bringUp() {
    installation = Installation.withSmallScenes(4);
    region = installation.home().resolve("archive/region.geojson").toString();
  }

  @AfterAll
  static void bringDown() {
    if (installation != null) {
      installation.close();
    }
  }

  private static String status() {
    return installation.done("daily", "status", "north");
  }

  private static void refused(Said said, String... words) {
    assertThat(said.exit()).as(said.err()).isEqualTo(2);
    assertThat(said.err()).contains(words).hasLineCount(1);
  }

  @Test
  @Order(1)
  void itIsEnabledWithItsScheduleAndSaysWhenItRuns() {
    LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(30);
    String said =
        installation.done(
            "daily",
            "enable",
            "north",
            "--region",
            region,
            "--cells",
            "--at",
            "06:30+02:00",
            "--starting",
            day + "T06:00Z");

    assertThat(said).contains("daily north enabled", "first run " + day.plusDays(1) + " 04:30 UTC");
    assertThat(status())
        .contains("north: ENABLED, every day at 04:30 UTC", "none yet", "no run missed")
        .doesNotContain("Temporal has");
  }

  @Test
  @Order(2)
  void itsNameIsTakenByWhatItIs() {
    refused(
        installation.silt("daily", "enable", "north", "--region", region, "--cells"),
        "there is a daily ingestion north already (ENABLED",
        "daily status north");
    refused(
        installation.silt(
            "campaign",
            "start",
            "north",
            "--region",
            region,
            "--cells",
            "--from",
            "2024-01-01",
            "--to",
            "2024-01-31"),
        "there is a daily ingestion north already");
  }

  @Test
  @Order(3)
  void aPauseHoldsScheduleAndRowAndIsSaidOnce() {
    installation.done("daily", "pause", "north", "--reason", "maintenance");

    assertThat(status()).contains("north: PAUSED", "maintenance", "next run   none planned");
    assertThat(schedule()).isEqualTo("paused");
    refused(installation.silt("daily", "pause", "north"), "paused already", "daily resume north");
    installation.done("daily", "resume", "north");
    assertThat(schedule()).isEqualTo("runs");
    refused(installation.silt("daily", "resume", "north"), "neither paused nor disabled");
  }

  @Test
  @Order(4)
  void aScheduleThatWasLostIsMissedAndMade() {
    try (Schedules schedules = new Schedules()) {
      schedules.client.getHandle(DailyOrder.scheduleId("north")).delete();
    }

    assertThat(status()).contains("Temporal has no schedule of it", "daily resume north");
    installation.done("daily", "resume", "north");
    assertThat(schedule()).isEqualTo("runs");
  }

  @Test
  @Order(5)
  void aBackfillIsACampaignAndNoneOverlapsAnother() {
    installation.done("daily", "backfill", "north", "--from", "2024-01-01", "--to", "2024-01-10");

    refused(
        installation.silt(
            "daily", "backfill", "north", "--from", "2024-01-10", "--to", "2024-01-20"),
        "backfill north.back.20240101-20240110 covers 2024-01-01 to 2024-01-10 already",
        "campaign status north.back.20240101-20240110");
    installation.done("daily", "backfill", "north", "--from", "2024-01-11", "--to", "2024-01-20");
    assertThat(
            installation.sql(
                "select name || ' ' || kind || ' ' || priority from silt.campaign order by name"))
        .containsExactly(
            "north.back.20240101-20240110 backfill 3", "north.back.20240111-20240120 backfill 3");
  }

  @Test
  @Order(6)
  void aRunStartsWhenItIsAskedForAndIsShownWhileNobodyServesIt() {
    installation.done("daily", "run-now", "north");

    Patience.until(
        Duration.ofSeconds(30), "the run is shown", () -> status().contains("under way for"));
  }

  @Test
  @Order(7)
  void whatIsDisabledHasNoScheduleAndIsTakenUpByResume() {
    installation.done("daily", "disable", "north");

    assertThat(status()).contains("north: DISABLED");
    assertThat(schedule()).isEqualTo("none");
    refused(
        installation.silt("daily", "enable", "north", "--region", region, "--cells"),
        "(DISABLED",
        "daily resume north takes it up");
    refused(installation.silt("daily", "run-now", "north"), "is disabled", "daily resume north");
    installation.done("daily", "resume", "north");
    assertThat(schedule()).isEqualTo("runs");
    assertThat(installation.done("events", "north"))
        .containsSubsequence("ENABLED", "PAUSED", "ENABLED", "DISABLED", "ENABLED");
  }

  @Test
  @Order(8)
  void whereTemporalDoesNotAnswerTheRowStaysAsItWas() {
    Said said =
        installation.silt(Map.of("TEMPORAL_ADDRESS", "127.0.0.1:1"), "daily", "pause", "north");

    refused(said, "127.0.0.1:1");
    assertThat(installation.sql("select state from silt.daily")).containsExactly("ENABLED");
    assertThat(schedule()).isEqualTo("runs");
  }

  private static String schedule() {
    try (Schedules schedules = new Schedules()) {
      return schedules
              .client
              .getHandle(DailyOrder.scheduleId("north"))
              .describe()
              .getSchedule()
              .getState()
              .isPaused()
          ? "paused"
          : "runs";
    } catch (ScheduleException none) {
      return "none";
    }
  }

  private static final class Schedules implements AutoCloseable {

    private final WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(installation.temporal().address())
                .build());
    private final ScheduleClient client = ScheduleClient.newInstance(stubs);

    @Override
    public void close() {
      stubs.shutdownNow();
    }
  }
}
