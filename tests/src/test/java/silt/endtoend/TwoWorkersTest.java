package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import silt.installation.ObjectStore;
import silt.installation.Patience;
import silt.installation.Worker;

/**
 * Three campaigns and a daily run at once over the same tiles and partly the same scenes, on two
 * workers that share nothing but the servers and a bucket: both fetch, one masks, the other
 * measures. They begin when every scene waits to be fetched, so that the order in which that
 * happens is the server's choice and nobody's speed.
 */
@Tag("slow")
class TwoWorkersTest {

  /** Two tiles by two sensors, every second day from January 1 to 13. */
  private static final int SCENES = 28;

  private static final int CONNECTIONS = 6;
  private static final int BYTES_PER_SECOND = 1_500_000;
  private static final Duration LONG = Duration.ofMinutes(8);

  private static Installation installation;
  private static ObjectStore bucket;
  private static PendingSteps steps;
  private static ConnectionLeases leases;
  private static Path secondHost;
  private static Set<Long> workers;
  private static Set<Long> fetchedAtOnce;
  private static Instant released;

  @BeforeAll
  static void fourCampaignsAndTwoWorkers() throws IOException {
    installation = Installation.withSmallScenes(SCENES);
    bucket = new ObjectStore();
    steps = new PendingSteps(installation.temporal().address());
    leases = new ConnectionLeases(installation);
    installation.startWorker(settings("campaign,discover,load"));
    start("leaves", "2024-01-05", "2024-01-05");
    awaitWaiting(4);
    start("first", "2024-01-01", "2024-01-05");
    start("second", "2024-01-05", "2024-01-09");
    awaitWaiting(20);
    installation.done("campaign", "cancel", "leaves", "--yes", "--reason", "a test's hand");
    daily();
    awaitWaiting(SCENES);

    // nobody may connect until both have a scene in hand
    leases.takeAll(CONNECTIONS);
    secondHost = anotherHost();
    Worker one = installation.startWorker(settings("fetch,mask"));
    Map<String, String> second = settings("fetch,sediment");
    second.put("SILT_HOME", secondHost.toString());
    Worker two = installation.startWorker(second);
    workers = Set.of(one.pid(), two.pid());
    Patience.until(
        LONG,
        "each of the two has a scene in hand",
        () -> {
          fetchedAtOnce = steps.workers("Fetch");
          return fetchedAtOnce.size() == 2;
        });
    released = Instant.now();
    leases.giveBack();
    Patience.until(
        LONG,
        "all campaigns are at their end",
        () -> {
          leases.look();
          return installation.count("select count(*) from silt.campaign where state = 'DONE'") == 3;
        });
  }

  @AfterAll
  static void bringDown() throws IOException {
    steps.close();
    installation.close();
    bucket.close();
  }

  @Test
  void newScenesPassOldOnes() {
    List<String> order = begun();
    // begun last of all, its eight would come last where the first to come were served first
    assertThat(order.subList(0, 14).stream().filter(TwoWorkersTest::isDaily).count())
        .as("of the daily run's eight, among the first half that were fetched: %s", order)
        .isGreaterThanOrEqualTo(6);
  }

  @Test
  void campaignsOfOnePriorityTakeTurns() {
    List<String> old =
        begun().stream().filter(name -> name.equals("first") || name.equals("second")).toList();
    assertThat(old).hasSize(16);
    // the eight of the one were all there before those of the other
    assertThat(old.subList(0, 8))
        .as("who was served while both waited: %s", old)
        .filteredOn("second"::equals)
        .hasSizeBetween(2, 6);
  }

  @Test
  void everySceneIsDoneOnceWhoeverWantsIt() throws IOException {
    assertThat(
            installation.sql(
                """
                select step ->> 'step' || ' ' || count(*) || ' ' || max((step ->> 'attempt')::int)
                  || ' ' || bool_or(coalesce((step ->> 'found')::boolean, false))
                from silt.scene_run, jsonb_array_elements(timings) as step
                where step ->> 'step' in ('fetch', 'mask') group by step ->> 'step' order by 1"""))
        .containsExactly("fetch 28 1 false", "mask 28 1 false");
    for (Path file : bands()) {
      assertThat(sent(file)).as("bytes sent of %s", file.getFileName()).isIn(0L, Files.size(file));
    }
  }

  @Test
  void eachCampaignHasTheResultsOfAllItsScenesThoseOfTheCancelledOneAmongThem() {
    assertThat(
            installation.sql(
                """
                select regexp_replace(c.name, '^north.*', 'daily') || ' ' || c.state || ' '
                  || count(*) || ' ' || count(*) filter (where r.outcome in
                    ('OBSERVED', 'NO_CLEAR_WATER', 'TOO_CLOUDY')) || ' '
                  || count(*) filter (where r.campaign_id = c.campaign_id)
                from silt.campaign c join silt.campaign_scene cs using (campaign_id)
                left join silt.scene_run r using (scene_id) group by c.campaign_id order by 1"""))
        .containsExactly(
            "daily DONE 12 12 8",
            "first DONE 12 12 8",
            "leaves CANCELLED 4 4 4",
            "second DONE 12 12 8");
  }

  @Test
  void bothFetchUnderOneLimit() throws IOException {
    assertThat(fetchedAtOnce).isEqualTo(workers);
    assertThat(leases.holders()).isNotEmpty().isSubsetOf(workers);
    assertThat(leases.most()).isBetween(1L, (long) CONNECTIONS);
    long bytes = bands().stream().mapToLong(TwoWorkersTest::sent).sum();
    Instant last =
        Instant.parse(
            installation
                .sql(
                    """
                    select max(step ->> 'finished_at')
                    from silt.scene_run, jsonb_array_elements(timings) as step
                    where step ->> 'step' = 'fetch'""")
                .get(0));
    double seconds = Duration.between(released, last).toMillis() / 1000.0;
    // a full bucket is a second's worth, and each of two may hold a quarter of one
    assertThat(bytes).isLessThanOrEqualTo((long) (BYTES_PER_SECOND * (seconds + 1.5)));
  }

  @Test
  void whatPassesFromOneToTheOtherLiesInTheBucket() throws IOException {
    assertThat(
            installation.sql(
                "select mask_uri from silt.scene_run union all"
                    + " select ssc_uri from silt.scene_run where ssc_uri is not null"))
        .hasSizeGreaterThan(SCENES)
        .allMatch(uri -> uri.startsWith("s3://silt/products/"));
    for (Path host : List.of(installation.home(), secondHost)) {
      try (Stream<Path> staged = Files.list(host.resolve("staging"))) {
        assertThat(staged.map(path -> path.getFileName().toString())).isSubsetOf(".scratch");
      }
      assertThat(host.resolve("products")).doesNotExist();
    }
  }

  private static Map<String, String> settings(String queues) {
    Map<String, String> settings = new HashMap<>(bucket.settings());
    settings.put("SILT_WORKER_QUEUES", queues);
    settings.put("SILT_WORKER_THREADS_FETCH", "1");
    settings.put("SILT_FETCH_CONNECTIONS_PER_HOST", "sample=" + CONNECTIONS);
    settings.put("SILT_FETCH_BYTES_PER_SECOND_PER_HOST", "sample=" + BYTES_PER_SECOND);
    return settings;
  }

  /** A home of its own, with the secrets and the models that an operator would copy there. */
  private static Path anotherHost() throws IOException {
    Path home = installation.home().resolve("second-host");
    Files.createDirectories(home.resolve("archive"));
    for (String shared : List.of("secrets", "models", "archive/token")) {
      Files.createSymbolicLink(home.resolve(shared), installation.home().resolve(shared));
    }
    return home;
  }

  private static String region() {
    return installation.home().resolve("archive/region.geojson").toString();
  }

  private static void start(String name, String from, String to) {
    installation.done(
        "campaign",
        "start",
        name,
        "--region",
        region(),
        "--from",
        from,
        "--to",
        to,
        "--cells",
        "--window",
        "20");
  }

  /** What was published from January 11 on: the passes of January 9, 11 and 13. */
  private static void daily() {
    LocalDate later = LocalDate.now(ZoneOffset.UTC).plusDays(30);
    installation.done(
        "daily",
        "enable",
        "north",
        "--region",
        region(),
        "--since",
        "2024-01-11",
        "--cells",
        "--window",
        "20",
        "--starting",
        later + "T06:00Z");
    installation.done("daily", "run-now", "north");
  }

  private static boolean isDaily(String campaign) {
    return campaign.startsWith("north");
  }

  /** Until so many scenes wait to be fetched, by whichever campaign. */
  private static void awaitWaiting(long scenes) {
    Patience.until(
        LONG, scenes + " scenes wait to be fetched", () -> steps.waiting("Fetch") == scenes);
  }

  /** For whom each scene was fetched, in the order in which that began. */
  private static List<String> begun() {
    return installation.sql(
        """
        select c.name from silt.scene_run r join silt.campaign c using (campaign_id),
          jsonb_array_elements(r.timings) as step
        where step ->> 'step' = 'fetch' order by (step ->> 'started_at')::timestamptz""");
  }

  private static List<Path> bands() throws IOException {
    try (Stream<Path> files = Files.walk(installation.home().resolve("archive/granules"))) {
      return files.filter(path -> path.toString().endsWith(".tif")).toList();
    }
  }

  private static long sent(Path band) {
    return installation.archive().requests().bytesOf(band.getFileName().toString());
  }
}
