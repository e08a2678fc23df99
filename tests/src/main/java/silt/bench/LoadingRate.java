package silt.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.db.Database;
import silt.db.DatabaseAddress;
import silt.db.SceneRuns;
import silt.installation.KillableProcess;
import silt.installation.PostgresCluster;

/**
 * How many rows a second reach the database through all that is done for a scene, beside plain
 * {@code COPY} of the same rows, a scene a transaction, into a table with the same keys and
 * indexes?
 */
@Command(name = "LoadingRate", description = "Rows a second through the upsert, beside COPY.")
public final class LoadingRate implements Callable<Integer> {

  private static final String SET = "nodes";

  @Option(
      names = "--writers",
      split = ",",
      defaultValue = "1,4,16",
      description = "${DEFAULT-VALUE}")
  private List<Integer> writers;

  @Option(names = "--zones", defaultValue = "2000", description = "rows of a scene")
  private int zones;

  @Option(names = "--rows", defaultValue = "64000", description = "rows of a round")
  private int rows;

  @Option(names = "--rounds", defaultValue = "3", description = "each way in turn")
  private int rounds;

  private record Rates(double upsert, double again, double copy, double bare) {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new LoadingRate()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    int scenes = Math.max(rows / zones, writers.stream().max(Integer::compare).orElseThrow());
    System.out.printf(
        Locale.ROOT,
        "%d rows a scene, %d scenes a round, %d rounds, medians; rows a second; load average %s%n%n",
        zones,
        scenes,
        rounds,
        Load.average());
    System.out.println(
        "| writers | upsert | the same again | COPY, same keys | ratio | COPY, no foreign keys | ratio |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
    for (int count : writers) {
      Rates rates = measured(count, scenes);
      System.out.printf(
          Locale.ROOT,
          "| %d | %,.0f | %,.0f | %,.0f | %.2f | %,.0f | %.2f |%n",
          count,
          rates.upsert(),
          rates.again(),
          rates.copy(),
          rates.upsert() / rates.copy(),
          rates.bare(),
          rates.upsert() / rates.bare());
    }
    System.out.printf("%nload average after %s%n", Load.average());
    return 0;
  }

  private Rates measured(int count, int scenes) throws Exception {
    try (Workplace place = new Workplace("loading-rate")) {
      PostgresCluster cluster = new PostgresCluster(place.folder(), KillableProcess.freePort());
      cluster.start();
      try {
        DatabaseAddress owner = GeneratedResults.database(cluster, "silt");
        try (Database database = Database.open(GeneratedResults.writer(owner), count)) {
          return measured(new GeneratedResults(Map.of(SET, zones)), owner, database, count, scenes);
        }
      } finally {
        cluster.stop();
      }
    }
  }

  private Rates measured(
      GeneratedResults results, DatabaseAddress owner, Database database, int count, int scenes)
      throws Exception {
    int beyond = (scenes * (rounds + 1) / 200 + 1) * 200;
    results.prepare(database, beyond + 200);
    double[][] rates = new double[4][rounds];
    SceneRuns runs = new SceneRuns(database);
    for (int nr = beyond; nr < beyond + 200; nr += 10) { // so that there are all partitions
      runs.record(results.run(nr), GeneratedResults.inputs(nr), results.results(nr));
    }
    twins(owner);
    for (int round = 0; round <= rounds; round++) {
      int first = round * scenes;
      Each load =
          (own, nr) ->
              runs.record(results.run(nr), GeneratedResults.inputs(nr), results.results(nr));
      double[] took = new double[4];
      took[0] = rate(owner, count, first, scenes, load);
      took[1] = rate(owner, count, first, scenes, load);
      byte[][] images = images(owner, first, scenes);
      took[2] =
          rate(
              owner, count, first, scenes, (own, nr) -> copy(own, "silt.twin", images[nr - first]));
      took[3] =
          rate(
              owner, count, first, scenes, (own, nr) -> copy(own, "silt.bare", images[nr - first]));
      requireSame(owner);
      if (round > 0) { // the first one compiles and fills caches
        for (int way = 0; way < took.length; way++) {
          rates[way][round - 1] = took[way];
        }
      }
    }
    return new Rates(median(rates[0]), median(rates[1]), median(rates[2]), median(rates[3]));
  }

  private interface Each {
    void scene(Connection own, int nr) throws Exception;
  }

  /** Rows a second, each worker taking the next scene that is left. */
  private double rate(DatabaseAddress owner, int count, int first, int scenes, Each each)
      throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(count);
    try {
      AtomicInteger next = new AtomicInteger(first);
      long start = System.nanoTime();
      List<Future<?>> all = new ArrayList<>();
      for (int worker = 0; worker < count; worker++) {
        all.add(
            workers.submit(
                () -> {
                  try (Connection own = owner.connect()) {
                    for (int nr; (nr = next.getAndIncrement()) < first + scenes; ) {
                      each.scene(own, nr);
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
      return scenes * (double) zones / ((System.nanoTime() - start) / 1e9);
    } finally {
      workers.shutdownNow();
    }
  }

  /** Two tables like observation, with the partitions of all scenes: one has its foreign keys. */
  private static void twins(DatabaseAddress owner) throws SQLException {
    try (Connection connection = owner.connect();
        Statement sql = connection.createStatement()) {
      for (String twin : List.of("twin", "bare")) {
        sql.execute(
            "create table silt.%s (like silt.observation including all) partition by range (acquired_at)"
                .formatted(twin));
        sql.execute(
            """
            do $$ declare part record; begin
              for part in select c.relname, pg_get_expr(c.relpartbound, c.oid) as bounds
                          from pg_inherits i join pg_class c on c.oid = i.inhrelid
                          where i.inhparent = 'silt.observation'::regclass loop
                execute format('create table silt.%%I partition of silt.%1$s %%s', '%1$s_' || part.relname, part.bounds);
              end loop;
            end $$
            """
                .formatted(twin));
        sql.execute("insert into silt." + twin + " table silt.observation");
      }
      sql.execute(
          """
          alter table silt.twin add foreign key (zone_id) references silt.zone,
            add foreign key (scene_id, product_version_id)
              references silt.scene_run (scene_id, product_version_id)
          """);
    }
  }

  /** What COPY gives of each scene's rows, to be given back to it. */
  private static byte[][] images(DatabaseAddress owner, int first, int scenes)
      throws SQLException, IOException {
    try (Connection connection = owner.connect()) {
      CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
      byte[][] images = new byte[scenes][];
      for (int nr = 0; nr < scenes; nr++) {
        ByteArrayOutputStream image = new ByteArrayOutputStream();
        copies.copyOut(
            """
            copy (select o.* from silt.observation o join silt.scene s using (scene_id)
                  where s.granule_id = '%s' order by zone_id) to stdout (format binary)
            """
                .formatted(GeneratedResults.scene(first + nr).granuleId()),
            image);
        images[nr] = image.toByteArray();
      }
      return images;
    }
  }

  private static void copy(Connection connection, String table, byte[] image)
      throws SQLException, IOException {
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("copy " + table + " from stdin (format binary)", new ByteArrayInputStream(image));
  }

  private static void requireSame(DatabaseAddress owner) throws SQLException {
    try (Connection connection = owner.connect();
        Statement sql = connection.createStatement();
        var rows =
            sql.executeQuery(
                """
                select count(*) from (table silt.observation except table silt.twin) as missing
                union all select count(*) from (table silt.twin except table silt.bare) as missing
                union all select abs((select count(*) from silt.twin) - (select count(*) from silt.observation))
                """)) {
      while (rows.next()) {
        if (rows.getLong(1) != 0) {
          throw new IllegalStateException("the ways do not hold the same rows");
        }
      }
    }
  }

  private static double median(double[] values) {
    double[] sorted = Arrays.copyOf(values, values.length);
    Arrays.sort(sorted);
    return IntStream.of((sorted.length - 1) / 2, sorted.length / 2)
        .mapToDouble(i -> sorted[i])
        .average()
        .orElseThrow();
  }
}
