package silt.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Do the tables say the same after a campaign in chaos as after one in peace? */
@Command(name = "ChaosSoak", description = "A campaign in peace, and again while all is killed.")
public final class ChaosSoak implements Callable<Integer> {

  @Option(names = "--home", required = true, description = "folder to work in; it stays")
  private Path home;

  @Option(names = "--scenes", defaultValue = "500", description = "${DEFAULT-VALUE}")
  private int scenes;

  @Option(names = "--window", defaultValue = "24", description = "${DEFAULT-VALUE}")
  private int window;

  @Option(names = "--seed", defaultValue = "6", description = "${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--kills",
      defaultValue = "40",
      description = "spread over the scenes; ${DEFAULT-VALUE}")
  private int kills;

  public static void main(String[] args) {
    System.exit(new CommandLine(new ChaosSoak()).execute(args));
  }

  @Override
  public Integer call() {
    try (ChaosCampaign chaos =
        new ChaosCampaign(home, scenes, window, seed, kills, Duration.ofHours(2), System.out)) {
      chaos.run();
      List<String> differences = chaos.differences();
      differences.forEach(System.out::println);
      System.out.printf(
          "in peace %s%nin chaos %s%nkilled %s; %d differences; load average at the end: %s%n",
          chaos.outcomes(ChaosCampaign.IN_PEACE),
          chaos.outcomes(ChaosCampaign.IN_CHAOS),
          chaos.killed(),
          differences.size(),
          Load.average());
      return differences.isEmpty() ? 0 : 1;
    }
  }
}
