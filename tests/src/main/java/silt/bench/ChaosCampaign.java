package silt.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;
import silt.db.TablesCompared;
import silt.installation.KillableProcess;
import silt.installation.Programs;
import silt.installation.StandaloneInstallation;
import silt.installation.Worker;
import silt.simulator.SampleScenes;

/**
 * One campaign twice over the same scenes with the same permanent faults: once in peace, once while
 * requests fail and every process is killed in turn. Whoever runs it compares the two databases.
 *
 * <p>Everything lies in one folder; a run that was interrupted goes on where it was.
 */
final class ChaosCampaign implements AutoCloseable {

  static final String IN_PEACE = "in_peace";
  static final String IN_CHAOS = "in_chaos";

  private static final String CAMPAIGN = "storm";

  private final StandaloneInstallation installation;
  private final int scenes;
  private final int window;
  private final long seed;
  private final int kills;
  private final Duration limit;
  private final PrintStream out;
  private PermanentFaults permanent;

  /**
   * @param window scenes in flight
   * @param kills spread over the scenes
   * @param limit how long each of the two may take
   */
  ChaosCampaign(
      Path home, int scenes, int window, long seed, int kills, Duration limit, PrintStream out) {
    this.installation = StandaloneInstallation.in(home);
    this.scenes = scenes;
    this.window = window;
    this.seed = seed;
    this.kills = kills;
    this.limit = limit;
    this.out = out;
  }

  StandaloneInstallation installation() {
    return installation;
  }

  /** Makes the scenes and spoils some, then runs what has not been run. */
  void run() {
    makeScenes();
    once(IN_PEACE, false);
    once(IN_CHAOS, true);
    installation.start();
  }

  /** Where the two databases say different things; empty where they do not. */
  List<String> differences() {
    TablesCompared tables =
        new TablesCompared(installation.reader(IN_PEACE), installation.reader(IN_CHAOS));
    List<String> differences = new ArrayList<>(tables.differences());
    out.println("compared " + tables.rows() + " rows");
    if (tables.rows() < scenes) {
      differences.add("only " + tables.rows() + " rows were compared");
    }
    return differences;
  }

  /** How many scenes came to what, the word {@code to do} for those without an outcome. */
  SortedMap<String, Integer> outcomes(String database) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (String word :
        installation
            .sql(
                database,
                """
                select coalesce(r.outcome, 'to do')
                from silt.campaign_scene cs left join silt.scene_run r using (scene_id)""")
            .orElseThrow()) {
      counts.merge(word, 1, Integer::sum);
    }
    return counts;
  }

  /** How often each process was killed in the course of the one in chaos. */
  SortedMap<String, Integer> killed() {
    return Killing.byVictim(installation.home().resolve(IN_CHAOS + ".killed"));
  }

  private void makeScenes() {
    Path root = installation.archive().root();
    int exit =
        new CommandLine(new SampleScenes())
            .execute("--out", root + "", "--small", scenes + "", "--threads", "2");
    if (exit != 0) {
      throw new IllegalStateException("making scenes ended with code " + exit);
    }
    Path granules = root.resolve("granules");
    try (Stream<Path> folders = Files.list(granules)) {
      permanent =
          PermanentFaults.of(
              granules,
              folders.map(folder -> folder.getFileName().toString()).sorted().toList(),
              seed);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * What the archive reads when it starts: the permanent ones, and in chaos the passing ones.
   *
   * @param life how often something was killed: an archive that came back must not throw the same
   *     dice again, or what is asked first of it would never pass
   */
  private void writeFaults(boolean chaos, int life) {
    List<String> faults = new ArrayList<>(permanent.asFaults());
    if (chaos) {
      faults.addAll(PassingFaults.of(seed + 100L * life));
    }
    try {
      Files.writeString(installation.archive().faults(), "[" + String.join(",\n", faults) + "]\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void once(String database, boolean chaos) {
    Path ended = installation.home().resolve(database + ".ended");
    if (Files.exists(ended)) {
      return;
    }
    Path begun = installation.home().resolve(database + ".begun");
    try {
      if (!Files.exists(begun)) {
        forgetFiles();
        Files.writeString(begun, "");
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Path killed = installation.home().resolve(database + ".killed");
    writeFaults(chaos, Killing.times(killed));
    installation.archive().close();
    installation.start();
    Programs programs = installation.programs(database).with(Map.of("SILT_DB_NAME", database));
    order(database, programs);
    Worker worker = programs.worker("worker", Map.of());
    worker.start();
    Killing killing =
        new Killing(
            List.of(
                worker, installation.postgres(), installation.archive(), installation.temporal()),
            killed,
            scenes,
            kills,
            seed);
    long start = System.nanoTime();
    long told = 0;
    while (!done(database)) {
      double seconds = (System.nanoTime() - start) / 1e9;
      if (seconds > limit.toSeconds()) {
        throw new AssertionError(
            "the campaign %s did not end within %s; %s".formatted(database, limit, left(database)));
      }
      if (seconds > told + 15) {
        told = (long) seconds;
        out.printf(Locale.ROOT, "%s %4d s: %s%n", database, told, left(database));
      }
      allAlive(worker);
      if (chaos) {
        killing.strikeWhereDue(outcomesSoFar(database), blows -> writeFaults(true, blows + 1));
      }
      sleep(200);
    }
    worker.stop();
    double seconds = (System.nanoTime() - start) / 1e9;
    String tale =
        String.format(
            Locale.ROOT, "%s: %.0f s, killed %s", database, seconds, Killing.byVictim(killed));
    out.println(tale);
    installation.temporal().stop();
    try {
      Files.writeString(ended, tale + "\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What an earlier campaign left in Temporal and in the stores would be found as done. */
  private void forgetFiles() throws IOException {
    installation.temporal().close();
    for (String name : List.of("products", "staging", "cache")) {
      remove(installation.home().resolve(name));
    }
    try (Stream<Path> files = Files.list(installation.home())) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("temporal.db")).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> everything = Files.walk(folder)) {
      for (Path path : everything.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void order(String database, Programs programs) {
    Path archive = installation.archive().root();
    programs.done("setup");
    if (!there(database, "zone_set", "reaches")) {
      programs.done(
          "zones",
          "load",
          archive.resolve("vector/reaches.geojson").toString(),
          "--set",
          "reaches",
          "--kind",
          "reach");
    }
    programs.done(
        "campaign",
        "start",
        CAMPAIGN,
        "--region",
        archive.resolve("region.geojson").toString(),
        "--from",
        "2024-01-01",
        "--to",
        "2024-12-31",
        "--zones",
        "reaches",
        "--cells",
        "--window",
        String.valueOf(window),
        "--if-absent");
  }

  private boolean there(String database, String table, String name) {
    return installation
        .sql(database, "select 1 from silt.%s where name = '%s'".formatted(table, name))
        .map(found -> !found.isEmpty())
        .orElse(false);
  }

  private boolean done(String database) {
    return installation
        .sql(database, "select state from silt.campaign where name = '" + CAMPAIGN + "'")
        .map(states -> states.equals(List.of("DONE")))
        .orElse(false);
  }

  private long outcomesSoFar(String database) {
    return installation
        .sql(database, "select count(*) from silt.scene_run")
        .map(counts -> Long.parseLong(counts.get(0)))
        .orElse(0L);
  }

  private String left(String database) {
    Optional<List<String>> counts =
        installation.sql(
            database,
            """
            select string_agg(word || ' ' || n, ', ' order by word) from (
              select coalesce(r.outcome, 'to do') as word, count(*) as n
              from silt.campaign_scene cs left join silt.scene_run r using (scene_id)
              group by 1) counts
            """);
    return counts
        .map(words -> words.get(0) == null ? "nothing found yet" : words.get(0))
        .orElse("the database is down");
  }

  /** Only we kill: a process that ends by itself is a fault of its own. */
  private void allAlive(Worker worker) {
    for (KillableProcess process :
        List.of(worker, installation.postgres(), installation.archive(), installation.temporal())) {
      if (!process.isAlive()) {
        throw new AssertionError(process.name() + " ended by itself; its log is " + process.log());
      }
    }
  }

  private static void sleep(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }

  @Override
  public void close() {
    installation.close();
  }
}
