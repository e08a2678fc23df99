package silt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.installation.KillableProcess;

/** A day of the whole planet through one campaign: does it end, and does memory stay flat? */
@Command(name = "OrchestrationSoak", description = "A campaign of thousands of empty scenes.")
public final class OrchestrationSoak implements Callable<Integer> {

  private static final String CAMPAIGN = "planet";

  @Option(names = "--home", required = true, description = "folder to work in; it stays")
  private Path home;

  @Option(names = "--scenes", defaultValue = "20000", description = "${DEFAULT-VALUE}")
  private int scenes;

  @Option(names = "--window", defaultValue = "200", description = "in flight; ${DEFAULT-VALUE}")
  private int window;

  @Option(
      names = "--every",
      defaultValue = "60",
      description = "seconds from sample to sample; ${DEFAULT-VALUE}")
  private long every;

  public static void main(String[] args) {
    System.exit(new CommandLine(new OrchestrationSoak()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Orchestra orchestra = new Orchestra(home)) {
      orchestra.order(CAMPAIGN, scenes);
      orchestra.start(CAMPAIGN, window);
      Path samples = home.resolve("samples.csv");
      if (!Files.exists(samples)) {
        say(
            samples,
            "at,outcomes,worker_rss_mib,worker_heap_mib,server_rss_mib,temporal_mib,postgres_mib");
      }
      long next = System.nanoTime();
      while (!orchestra.isDone(CAMPAIGN)) {
        if (System.nanoTime() >= next) {
          say(samples, sample(orchestra));
          next = System.nanoTime() + every * 1_000_000_000L;
        }
        Thread.sleep(500);
      }
      say(samples, sample(orchestra));
      long outcomes = orchestra.outcomes(CAMPAIGN);
      System.out.printf(
          "campaign done: %d of %d scenes have an outcome; load average %s%n",
          outcomes, scenes, Load.average());
      return outcomes == scenes ? 0 : 1;
    }
  }

  private static String sample(Orchestra orchestra) throws IOException {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return String.format(
        Locale.ROOT,
        "%s,%d,%d,%d,%d,%d,%d",
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        orchestra.outcomes(CAMPAIGN),
        KillableProcess.residentKib(ProcessHandle.current().pid()).orElse(0L) >> 10,
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        orchestra.temporal().residentKib().orElse(0L) >> 10,
        orchestra.temporalBytes() >> 20,
        orchestra.postgresBytes() >> 20);
  }

  private static void say(Path samples, String line) throws IOException {
    System.out.println(line);
    Files.writeString(samples, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
