package silt.bench;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.installation.KillableProcess;
import silt.installation.PostgresCluster;

/** Are the rows those of loading once, when scenes are loaded twice at once, with kills between? */
@Command(name = "LoadingSoak", description = "Scenes loaded twice by many writers, with kills.")
public final class LoadingSoak implements Callable<Integer> {

  @Option(names = "--scenes", defaultValue = "200", description = "${DEFAULT-VALUE}")
  private int scenes;

  @Option(names = "--writers", defaultValue = "16", description = "${DEFAULT-VALUE}")
  private int writers;

  @Option(names = "--kills", defaultValue = "12", description = "${DEFAULT-VALUE}")
  private int kills;

  @Option(names = "--zones", defaultValue = "1000", description = "rows of a scene in each of two")
  private int zones;

  @Option(names = "--seed", defaultValue = "1", description = "${DEFAULT-VALUE}")
  private long seed;

  public static void main(String[] args) {
    System.exit(new CommandLine(new LoadingSoak()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    long start = System.nanoTime();
    try (Workplace place = new Workplace("loading")) {
      PostgresCluster cluster = new PostgresCluster(place.folder(), KillableProcess.freePort());
      cluster.start();
      try {
        LoadingTwice.Outcome outcome =
            new LoadingTwice(
                    cluster,
                    scenes,
                    writers,
                    kills,
                    Map.of("nodes", zones, "stations", zones),
                    seed)
                .run();
        System.out.printf(
            Locale.ROOT,
            "%d scenes twice by %d writers: %d sessions ended, PostgreSQL killed %d times, %d loads begun anew by their step; %.0f s, load average %s%n",
            scenes,
            writers,
            outcome.sessionsEnded(),
            outcome.serversKilled(),
            outcome.triedAgain(),
            (System.nanoTime() - start) / 1e9,
            Load.average());
        System.out.printf(
            Locale.ROOT,
            "%,d rows compared with loading once: %d differences%n",
            outcome.rows(),
            outcome.differences().size());
        outcome.differences().forEach(System.out::println);
        return outcome.differences().isEmpty() && outcome.rows() > scenes ? 0 : 1;
      } finally {
        cluster.stop();
      }
    }
  }
}
