package silt.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.bench.GeneratedRows.Extent;
import silt.db.Bootstrap;
import silt.db.Database;
import silt.db.DatabaseAddress;
import silt.db.Migrations;
import silt.db.Months;
import silt.installation.KillableProcess;
import silt.installation.PostgresCluster;

/** Ten years of a continent: how long do users wait for an answer while a writer loads? */
@Command(name = "RowsSoak", description = "Generates observations and asks questions of them.")
public final class RowsSoak implements Callable<Integer> {

  private static final Bootstrap.Passwords PASSWORDS =
      new Bootstrap.Passwords("owner-pw", "writer-pw", "reader-pw");
  private static final String DATABASE = "rows";
  private static final int FIRST_YEAR = 2015;
  private static final int CHECKED_MONTHS = 500;

  @Option(names = "--home", required = true, description = "folder to work in; it stays")
  private Path home;

  @Option(names = "--rows", defaultValue = "100000000", description = "${DEFAULT-VALUE}")
  private long rows;

  @Option(names = "--zones", defaultValue = "150000", description = "${DEFAULT-VALUE}")
  private int zones;

  @Option(names = "--years", defaultValue = "10", description = "${DEFAULT-VALUE}")
  private int years;

  @Option(
      names = "--only",
      defaultValue = "10",
      description = "of these only so many, for want of time or disk; ${DEFAULT-VALUE}")
  private int only;

  @Option(names = "--asks", defaultValue = "200", description = "of each; ${DEFAULT-VALUE}")
  private int asks;

  @Option(
      names = "--buffers",
      defaultValue = "4GB",
      description = "PostgreSQL's shared_buffers; ${DEFAULT-VALUE}")
  private String buffers;

  /**
   * @param goalsMet whether every question met its goal at p95
   * @param wrongMonths months that are kept and are not what their observations give
   */
  record Judgement(boolean goalsMet, long wrongMonths) {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new RowsSoak()).execute(args));
  }

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    try (PostgresCluster postgres = cluster(home)) {
      postgres.start();
      DatabaseAddress owner = prepared(postgres, buffers);
      Extent extent = Extent.of(rows, zones, FIRST_YEAR, years);
      Extent made = new Extent(zones, FIRST_YEAR, Math.min(only, years), extent.passesAYear());
      generate(owner, made, System.out);
      Judgement judgement = measured(owner, made, asks, System.out);
      return judgement.goalsMet() && judgement.wrongMonths() == 0 ? 0 : 1;
    }
  }

  static PostgresCluster cluster(Path home) throws IOException {
    Path port = Files.createDirectories(home.toAbsolutePath()).resolve("port");
    if (!Files.exists(port)) {
      Files.writeString(port, String.valueOf(KillableProcess.freePort()));
    }
    return new PostgresCluster(
        home.toAbsolutePath(), Integer.parseInt(Files.readString(port).strip()));
  }

  /** The database, with settings for a disk without a head and a machine that has the memory. */
  static DatabaseAddress prepared(PostgresCluster postgres, String buffers) throws SQLException {
    try (Connection connection = postgres.superuser().connect();
        Statement statement = connection.createStatement()) {
      for (String setting :
          List.of(
              "shared_buffers = '" + buffers + "'",
              "max_wal_size = '4GB'",
              "random_page_cost = 1.1",
              "effective_cache_size = '12GB'")) {
        statement.execute("alter system set " + setting);
      }
    }
    postgres.stop();
    postgres.start();
    Bootstrap.prepare(postgres.superuser(), DATABASE, PASSWORDS);
    DatabaseAddress owner =
        postgres.superuser().in(DATABASE).as(Bootstrap.OWNER, PASSWORDS.owner());
    try (Connection connection = postgres.superuser().in(DATABASE).connect();
        Statement statement = connection.createStatement()) {
      statement.execute("grant create on database " + DATABASE + " to " + Bootstrap.OWNER);
    }
    Migrations.migrate(owner);
    return owner;
  }

  static void generate(DatabaseAddress owner, Extent extent, PrintStream out) throws SQLException {
    GeneratedRows generated = new GeneratedRows(owner, extent);
    generated.world();
    for (int year = extent.firstYear(); year < extent.firstYear() + extent.years(); year++) {
      Instant began = Instant.now();
      if (generated.year(year)) {
        out.printf(
            Locale.ROOT,
            "%s %d generated in %d s%n",
            LocalTime.now().truncatedTo(ChronoUnit.SECONDS),
            year,
            Duration.between(began, Instant.now()).toSeconds());
      }
    }
    out.println(
        one(
            owner,
            """
            select (select sum(reltuples)::bigint from pg_class where relname ~ '^observation_[0-9]+$' and reltuples > 0) || ' observations, '
              || (select count(*) from silt.zone) || ' zones, '
              || (select count(*) from silt.scene) || ' scenes, '
              || pg_size_pretty(pg_database_size(current_database()))
            """));
  }

  /** Every question, alone and while a writer loads. */
  static Judgement measured(DatabaseAddress owner, Extent extent, int asks, PrintStream out)
      throws SQLException, InterruptedException {
    DatabaseAddress writer = owner.as(Bootstrap.WRITER, PASSWORDS.writer());
    DatabaseAddress reader = owner.as(Bootstrap.READER, PASSWORDS.reader());
    List<double[]> alone = asked(reader, extent, asks);
    List<double[]> beside;
    double rowsPerSecond;
    try (Database database = Database.open(writer, 4)) {
      RowsWriter loading =
          new RowsWriter(
              database,
              extent,
              Instant.parse(extent.firstYear() + extent.years() - 1 + "-12-31T00:00:00Z"));
      Thread load = new Thread(loading, "writer");
      Thread keeper = keeper(database);
      Instant began = Instant.now();
      load.start();
      keeper.start();
      try {
        beside = asked(reader, extent, asks);
      } finally {
        loading.stop();
        keeper.interrupt();
        load.join();
        keeper.join();
      }
      rowsPerSecond =
          loading.rows() / Math.max(0.001, Duration.between(began, Instant.now()).toMillis() / 1e3);
    }
    out.printf(
        Locale.ROOT,
        "%d of each; the writer loaded %.0f rows/s; load average %s%n%n",
        asks,
        rowsPerSecond,
        Load.average());
    out.println(
        "| question | alone p50 ms | p95 ms | while a writer loads p50 ms | p95 ms | goal ms |");
    out.println("| --- | --- | --- | --- | --- | --- |");
    boolean met = true;
    for (int nr = 0; nr < RowsQuestion.ALL.size(); nr++) {
      RowsQuestion question = RowsQuestion.ALL.get(nr);
      double p95 = at(beside.get(nr), 0.95);
      met &= Double.isNaN(question.goalMs()) || p95 <= question.goalMs();
      out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.1f | %.1f | %.1f | %s |%n",
          question.name(),
          at(alone.get(nr), 0.5),
          at(alone.get(nr), 0.95),
          at(beside.get(nr), 0.5),
          p95,
          Double.isNaN(question.goalMs()) ? "-" : String.valueOf((int) question.goalMs()));
    }
    long wrong = Long.parseLong(one(owner, WRONG_MONTHS.formatted(CHECKED_MONTHS)));
    out.printf(
        "%nkept months that differ from their observations: %d of %d%n", wrong, CHECKED_MONTHS);
    return new Judgement(met, wrong);
  }

  private static final String WRONG_MONTHS =
      """
      select count(*)
      from (select * from silt.zone_month
            where zone_id in (select zone_id from silt.zone order by md5(external_id) limit 50)
            limit %d) k
      cross join lateral silt.month_of_zone(k.zone_id, k.product_version_id, k.month) c
      where (k.n_observations, k.n_valid, k.ssc_mg_l, k.ssc_low_mg_l, k.ssc_high_mg_l, k.ssc_min_mg_l,
             k.ssc_max_mg_l, k.last_acquired_at) is distinct from
            (c.n_observations, c.n_valid, c.ssc_mg_l, c.ssc_low_mg_l, c.ssc_high_mg_l, c.ssc_min_mg_l,
             c.ssc_max_mg_l, c.last_acquired_at)
        and not exists (select from silt.zone_month_stale s where s.zone_id = k.zone_id
                        and s.product_version_id = k.product_version_id and s.month = k.month)
      """;

  private static Thread keeper(Database database) {
    Months months = new Months(database);
    return new Thread(
        () -> {
          while (!Thread.currentThread().isInterrupted()) {
            try {
              months.keep();
              Thread.sleep(10_000);
            } catch (InterruptedException stopped) {
              Thread.currentThread().interrupt();
            }
          }
        },
        "keeper");
  }

  /** Milliseconds of each question, in the order of the questions; they take turns. */
  private static List<double[]> asked(DatabaseAddress reader, Extent extent, int asks)
      throws SQLException {
    List<double[]> took = new ArrayList<>();
    RowsQuestion.ALL.forEach(question -> took.add(new double[asks]));
    Random dice = new Random(asks);
    try (Connection connection = reader.connect()) {
      for (int warm = 0; warm < 8; warm++) {
        for (RowsQuestion question : RowsQuestion.ALL) {
          question.ask(connection, extent, dice);
        }
      }
      for (int turn = 0; turn < asks; turn++) {
        for (int nr = 0; nr < took.size(); nr++) {
          long began = System.nanoTime();
          RowsQuestion.ALL.get(nr).ask(connection, extent, dice);
          took.get(nr)[turn] = (System.nanoTime() - began) / 1e6;
        }
      }
    }
    took.forEach(java.util.Arrays::sort);
    return took;
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  }

  private static String one(DatabaseAddress as, String question) throws SQLException {
    try (Connection connection = as.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getString(1);
    }
  }
}
