package silt.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.db.Bootstrap;
import silt.db.CampaignScene;
import silt.db.Campaigns;
import silt.db.Database;
import silt.db.DatabaseAddress;
import silt.db.Migrations;
import silt.db.ModelRow;
import silt.db.ProductRow;
import silt.db.Products;
import silt.db.RetryFilter;
import silt.db.RunOrigin;
import silt.db.SceneName;
import silt.db.SceneRow;
import silt.db.SceneRunRow;
import silt.db.SceneRuns;
import silt.db.WithoutResult;
import silt.installation.KillableProcess;
import silt.installation.PostgresCluster;

/**
 * What do the questions that a campaign's workflow and its operators ask the database cost, of a
 * campaign of ten thousand scenes and of a million, nine tenths of them done?
 */
@Command(name = "MillionScenes", description = "The ledger's questions, by the number of scenes.")
public final class MillionScenes implements Callable<Integer> {

  private static final Bootstrap.Passwords PASSWORDS =
      new Bootstrap.Passwords("owner-pw", "writer-pw", "reader-pw");
  private static final int TIMES = 5;

  @Option(
      names = "--scenes",
      split = ",",
      defaultValue = "10000,1000000",
      description = "${DEFAULT-VALUE}")
  private List<Integer> counts;

  private record Question(String name, Callable<?> work) {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new MillionScenes()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    System.out.printf(Locale.ROOT, "load average %s; median of %d, ms%n%n", Load.average(), TIMES);
    List<List<Double>> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int scenes : counts) {
      columns.add(measured(scenes, names));
    }
    System.out.println(
        "| question | "
            + String.join(" | ", counts.stream().map(c -> c + " scenes").toList())
            + " | ratio |");
    System.out.println("| --- " + "| --- ".repeat(counts.size() + 1) + "|");
    for (int row = 0; row < names.size(); row++) {
      StringBuilder line = new StringBuilder("| " + names.get(row));
      for (List<Double> column : columns) {
        line.append(String.format(Locale.ROOT, " | %.1f", column.get(row)));
      }
      System.out.printf(
          Locale.ROOT,
          "%s | %.1f |%n",
          line,
          columns.get(columns.size() - 1).get(row) / columns.get(0).get(row));
    }
    System.out.printf("%nload average after %s%n", Load.average());
    return 0;
  }

  private static List<Double> measured(int scenes, List<String> names) throws Exception {
    try (Workplace place = new Workplace("million-scenes")) {
      PostgresCluster cluster = new PostgresCluster(place.folder(), KillableProcess.freePort());
      cluster.start();
      try {
        Bootstrap.prepare(cluster.superuser(), "silt", PASSWORDS);
        DatabaseAddress owner =
            cluster.superuser().in("silt").as(Bootstrap.OWNER, PASSWORDS.owner());
        Migrations.migrate(owner);
        try (Database database = Database.open(owner.as(Bootstrap.WRITER, PASSWORDS.writer()), 2)) {
          fill(database, owner, scenes);
          List<Double> times = new ArrayList<>();
          names.clear();
          for (Question question : questions(database, owner, scenes)) {
            names.add(question.name());
            times.add(median(question.work()));
          }
          return times;
        }
      } finally {
        cluster.stop();
      }
    }
  }

  private static void fill(Database database, DatabaseAddress owner, int scenes)
      throws SQLException {
    new Products(database)
        .create(
            ProductRow.of(
                "first",
                1,
                ModelRow.of("mask", "m", "a".repeat(64), "{}", "file:///m"),
                ModelRow.of("ssc", "s", "b".repeat(64), "{}", "file:///s"),
                new TreeMap<>(),
                "f32"));
    new Campaigns(database).create(CataloguedScenes.campaign("big", "first"));
    run(
        owner,
        """
        insert into silt.scene (granule_id, revision, sensor, tile, acquired_at, asset_base, bytes)
        select 'HLS.S30.T' || lpad((nr %% 60 + 1)::text, 2, '0') || 'GVA.' || nr || '.v2.0', 1, 'S30',
               lpad((nr %% 60 + 1)::text, 2, '0') || 'GVA', timestamptz '2020-01-01Z' + nr * interval '1 minute',
               'https://archive/', 200000000
        from generate_series(1, %1$d) as nr;
        insert into silt.campaign_scene (campaign_id, position, scene_id)
        select 1, row_number() over (order by scene_id), scene_id from silt.scene;
        -- counted at once below, not run by run: that would take longer than all else here
        alter table silt.scene_run disable trigger campaign_tally_run;
        insert into silt.scene_run (scene_id, product_version_id, outcome, reason, attempts, campaign_id, started_at, finished_at)
        select scene_id, 1, case when scene_id %% 1000 = 0 then 'FAILED' when scene_id %% 3 = 0 then 'TOO_CLOUDY' else 'OBSERVED' end,
               case when scene_id %% 1000 = 0 then 'the archive answers 500' end, 1, 1, now() - interval '1 day', now()
        from silt.scene order by scene_id limit %1$d * 9 / 10;
        alter table silt.scene_run enable trigger campaign_tally_run;
        insert into silt.campaign_tally (campaign_id, outcome, scenes, first_started_at, last_finished_at)
        select 1, outcome, count(*), min(started_at), max(finished_at) from silt.scene_run group by outcome;
        """
            .formatted(scenes));
    run(owner, "vacuum analyze");
  }

  private static List<Question> questions(Database database, DatabaseAddress owner, int scenes) {
    Campaigns campaigns = new Campaigns(database);
    long done = scenes * 9L / 10;
    List<SceneName> window =
        campaigns.page("big", done, 100).stream()
            .map(CampaignScene::scene)
            .map(scene -> new SceneName(scene.granuleId(), scene.revision()))
            .toList();
    int[] nr = {0};
    List<SceneRow> waiting =
        campaigns.page("big", done, 100).stream().map(CampaignScene::scene).toList();
    return List.of(
        new Question("next page of 100", () -> campaigns.page("big", done, 100)),
        new Question("page behind the last", () -> campaigns.page("big", scenes, 100)),
        new Question(
            "first page after a retry: past all that is done", () -> campaigns.page("big", 0, 100)),
        new Question("progress, from the counts kept", () -> campaigns.progress("big")),
        new Question("progress by a join, as before (baseline)", () -> run(owner, COUNTED)),
        new Question("where 100 scenes stand", () -> campaigns.places("big", window)),
        new Question("which of 100 others want", () -> campaigns.wantedByOthers("big", window)),
        new Question(
            "100 inputs without outputs of a day",
            () -> new WithoutResult(database).list("big", Instant.now().minusSeconds(86_400), 100)),
        new Question(
            "the outcome of a scene recorded", () -> record(database, waiting.get(nr[0]++))),
        new Question(
            "1,000 scenes more",
            () -> campaigns.addScenes("big", CataloguedScenes.of("x" + nr[0]++, 0, 1_000))),
        new Question(
            "marking failures to be tried again",
            () -> campaigns.retry("big", new RetryFilter("FAILED", "500", null), "bench")));
  }

  private static final String COUNTED =
      """
      select count(cs.scene_id), count(r.outcome) filter (where r.outcome = 'OBSERVED')
      from silt.campaign c
      left join silt.campaign_scene cs on cs.campaign_id = c.campaign_id
      left join silt.scene_run r on r.scene_id = cs.scene_id and r.product_version_id = c.product_version_id
      where c.name = 'big'
      """;

  private static Object record(Database database, SceneRow scene) {
    return new SceneRuns(database)
        .record(
            new SceneRunRow(
                0,
                scene.granuleId(),
                scene.revision(),
                "first",
                "TOO_CLOUDY",
                null,
                1,
                "big",
                new RunOrigin("w", "r", "0", "c", "h"),
                Instant.now().minusSeconds(60),
                Instant.now(),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of()),
            List.of(),
            List.of());
  }

  private static double median(Callable<?> work) throws Exception {
    double[] ms = new double[TIMES];
    for (int time = 0; time < TIMES; time++) {
      long from = System.nanoTime();
      work.call();
      ms[time] = (System.nanoTime() - from) / 1e6;
    }
    Arrays.sort(ms);
    return ms[TIMES / 2];
  }

  private static Object run(DatabaseAddress owner, String sql) throws SQLException {
    try (Connection connection = owner.connect();
        Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }
}
