package silt.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Thirty days of daily ingestion, each in a minute, and whether all came to what it must. */
@Command(name = "daily", description = "30 days of daily ingestion in 30 minutes; resumable.")
public final class DailySoak implements Callable<Integer> {

  private static final Instant BEGIN = Instant.parse("2024-03-01T00:00:00Z");

  @Option(names = "--home", required = true, description = "folder of all that it makes")
  private Path home;

  @Option(names = "--days", defaultValue = "30", description = "default: ${DEFAULT-VALUE}")
  private int days;

  @Option(
      names = "--day-seconds",
      defaultValue = "60",
      description = "how long a day takes (default: ${DEFAULT-VALUE})")
  private int daySeconds;

  @Option(
      names = "--per-day",
      defaultValue = "2",
      description = "granules a day, besides late and doubled ones (default: ${DEFAULT-VALUE})")
  private int perDay;

  @Option(names = "--seed", defaultValue = "7", description = "default: ${DEFAULT-VALUE}")
  private long seed;

  public static void main(String[] args) {
    System.exit(new CommandLine(new DailySoak()).execute(args));
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    DailyPlan plan = DailyPlan.of(BEGIN, days, perDay, seed);
    try (DailyMonth month =
        new DailyMonth(home, plan, Duration.ofDays(1).toSeconds() / daySeconds, System.out)) {
      month.run();
      DailyJudgement judgement = new DailyJudgement(month);
      List<String> differences = judgement.differences();
      differences.forEach(System.out::println);
      System.out.printf(
          "%d days in %.1f min: %d publications of %d granules; %s; %d differences; load average %s%n",
          days,
          (System.nanoTime() - start) / 60e9,
          plan.publications().size(),
          plan.last().size(),
          judgement.summary(),
          differences.size(),
          Load.average());
      return differences.isEmpty() ? 0 : 1;
    }
  }
}
