package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import silt.installation.ObjectStore;
import silt.installation.Patience;

/**
 * Campaigns at once over the same tiles, on two workers that share nothing but the servers and a
 * bucket: one fetches and loads, the other masks and measures. The mask, one scene at a time, is
 * what all wait for, so its order tells who is served first.
 */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoWorkersTest {

  /** Four a day, every second day from January 1: two tiles by two sensors. */
  private static final int SCENES = 40;

  private static final ObjectMapper JSON = new ObjectMapper();

  private static Installation installation;
  private static ObjectStore bucket;

  @BeforeAll
  static void twoWorkersWithABucket() throws IOException {
    installation = Installation.withSmallScenes(SCENES);
    bucket = new ObjectStore();
    Map<String, String> first = new HashMap<>(bucket.settings());
    first.put("SILT_WORKER_QUEUES", "campaign,discover,fetch,load");
    installation.startWorker(first);
    Map<String, String> second = new HashMap<>(bucket.settings());
    second.put("SILT_WORKER_QUEUES", "mask,sediment");
    second.put("SILT_HOME", anotherHost().toString());
    installation.startWorker(second);
  }

  /** A home of its own, with the passwords and the models that an operator would copy there. */
  private static Path anotherHost() throws IOException {
    Path home = Files.createDirectories(installation.home().resolve("second-host"));
    for (String shared : List.of("secrets", "models")) {
      Files.createSymbolicLink(home.resolve(shared), installation.home().resolve(shared));
    }
    return home;
  }

  @AfterAll
  static void bringDown() throws IOException {
    installation.close();
    bucket.close();
  }

  @Test
  @Order(1)
  void newScenesPassOldOnesAndCampaignsOfOnePriorityTakeTurns() {
    start("old-s30", "2024-01-01", "2024-01-13", "--sensors", "S30", "--window", "8");
    start("old-l30", "2024-01-01", "2024-01-13", "--sensors", "L30", "--window", "4");
    Patience.until(
        Duration.ofMinutes(4), "the old ones are under way", () -> results("old-l30") >= 1);
    // over the last days of both, which neither has come to yet
    start("new", "2024-01-11", "2024-01-13", "--priority", "1", "--window", "8");
    for (String campaign : List.of("new", "old-s30", "old-l30")) {
      awaitState(campaign, "DONE");
    }

    List<String> order = masked();
    int first = order.indexOf("new");
    int last = order.lastIndexOf("new");
    List<String> meanwhile = order.subList(first, last + 1);
    long others = meanwhile.stream().filter(campaign -> !campaign.equals("new")).count();
    assertThat(others)
        .as("scenes of priority 4 masked between those of priority 1: %s", order)
        .isLessThanOrEqualTo(meanwhile.size() / 2);
    assertThat(turns(order))
        .as("in a row of one campaign, while another of its priority waits: %s", order)
        .isLessThanOrEqualTo(3);
    assertEachSceneDoneOnce();
  }

  @Test
  @Order(2)
  void cancellingOneCampaignTakesNoSceneFromAnother() throws IOException {
    // the last day cannot be had for a while, so that both campaigns wait for the same four scenes
    installation
        .archive()
        .faults()
        .add(
            JSON.readTree(
                """
                {"match": "2024019T.*tif", "kind": "status", "status": 503, "retryAfterS": 2}"""));
    start("leaves", "2024-01-15", "2024-01-19", "--window", "12");
    start("stays", "2024-01-15", "2024-01-19", "--window", "12");
    Patience.until(
        Duration.ofMinutes(4), "all but the last day is done", () -> results("stays") == 8);
    installation.done("campaign", "cancel", "leaves", "--yes", "--reason", "a test's hand");
    awaitState("leaves", "CANCELLED");
    installation.archive().faults().clear();
    awaitState("stays", "DONE");

    assertThat(
            installation.sql(
                """
                select r.outcome from silt.campaign c join silt.campaign_scene cs using (campaign_id)
                left join silt.scene_run r using (scene_id) where c.name = 'stays'"""))
        .hasSize(12)
        .allMatch(outcome -> outcome != null && !outcome.matches("CANCELLED|FAILED"));
    assertEachSceneDoneOnce();
  }

  private static void start(String name, String from, String to, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "campaign",
                "start",
                name,
                "--region",
                installation.home().resolve("archive/region.geojson").toString(),
                "--from",
                from,
                "--to",
                to,
                "--cells"));
    command.addAll(List.of(more));
    installation.done(command.toArray(String[]::new));
  }

  private static void awaitState(String campaign, String state) {
    Patience.until(
        Duration.ofMinutes(8),
        campaign + " is " + state,
        () ->
            installation
                .sql("select state from silt.campaign where name = '%s'".formatted(campaign))
                .equals(List.of(state)));
  }

  private static long results(String campaign) {
    return installation.count(
        """
        select count(*) from silt.campaign c join silt.campaign_scene cs using (campaign_id)
        join silt.scene_run r using (scene_id) where c.name = '%s'"""
            .formatted(campaign));
  }

  /** For whom each scene was masked, in the order in which that began. */
  private static List<String> masked() {
    return installation.sql(
        """
        select c.name from silt.scene_run r join silt.campaign c using (campaign_id),
          jsonb_array_elements(r.timings) as step
        where step ->> 'step' = 'mask' order by step ->> 'started_at'""");
  }

  /** The longest run of one of the old campaigns while both still had scenes to mask. */
  private static int turns(List<String> order) {
    List<String> old = order.stream().filter(campaign -> campaign.startsWith("old")).toList();
    int both = Math.min(old.lastIndexOf("old-s30"), old.lastIndexOf("old-l30"));
    int from = Math.max(old.indexOf("old-s30"), old.indexOf("old-l30"));
    int longest = 0;
    int run = 0;
    for (int i = from; i <= both; i++) {
      run = i > from && old.get(i).equals(old.get(i - 1)) ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private static void assertEachSceneDoneOnce() {
    assertThat(
            installation.count(
                """
                select count(*) from silt.scene_run, jsonb_array_elements(timings) as step
                where step ->> 'step' in ('mask', 'sediment')
                  and ((step ->> 'attempt')::int > 1 or coalesce((step ->> 'found')::boolean, false))"""))
        .isZero();
    assertThat(
            installation.count(
                "select count(*) from (select scene_id from silt.scene_run"
                    + " group by scene_id having count(*) > 1) doubled"))
        .isZero();
    Path granules = installation.home().resolve("archive/granules");
    try (Stream<Path> files = Files.walk(granules)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".tif")).toList()) {
        assertThat(installation.archive().requests().bytesOf(file.getFileName().toString()))
            .as("bytes sent of %s", file.getFileName())
            .isLessThanOrEqualTo(Files.size(file));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
