package silt.bench;

import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What orchestration alone allows: scenes through campaign, scene and outcome, the steps empty,
 * beside bare workflows of four empty activities on the same worker and server, batch by batch.
 */
@Command(name = "OrchestrationRate", description = "Scenes a second that orchestration allows.")
public final class OrchestrationRate implements Callable<Integer> {

  @Option(names = "--scenes", defaultValue = "200", description = "a batch; ${DEFAULT-VALUE}")
  private int scenes;

  @Option(names = "--batches", defaultValue = "3", description = "of each; ${DEFAULT-VALUE}")
  private int batches;

  @Option(names = "--window", defaultValue = "50", description = "in flight; ${DEFAULT-VALUE}")
  private int window;

  /** What the batches of one kind came to. */
  private static final class Sum {
    private double seconds;
    private double serverSeconds;
    private double workerSeconds;
    private long workflows;
    private long temporalBytes;
    private long postgresBytes;
    private final SortedMap<String, Long> requests = new TreeMap<>();
    private long events;
    private long historyBytes;

    private double rate() {
      return workflows / seconds;
    }

    /** Of server and worker, milliseconds a workflow. */
    private double processorMs() {
      return 1e3 * (serverSeconds + workerSeconds) / workflows;
    }

    private void count(WorkflowExecutionInfo kept) {
      events += kept.getHistoryLength();
      historyBytes += kept.getHistorySizeBytes();
    }
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new OrchestrationRate()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Sum bare = new Sum();
    Sum silt = new Sum();
    try (Workplace place = new Workplace("orchestration");
        Orchestra orchestra = new Orchestra(place.folder())) {
      orchestra.runBare("warm", 40, window);
      campaign(orchestra, "warm", 40);
      for (int i = 0; i < batches; i++) {
        String name = "batch" + i;
        timed(orchestra, bare, scenes, () -> orchestra.runBare(name, scenes, window));
        orchestra.order(name, scenes);
        timed(orchestra, silt, scenes, () -> campaign(orchestra, name, scenes));
        System.out.printf(
            Locale.ROOT, "batch %d: bare %.2f/s, silt %.2f/s%n", i, bare.rate(), silt.rate());
        for (int k = 0; k < scenes; k++) {
          bare.count(orchestra.kept(Orchestra.bareId(name, k)));
        }
        for (String id : orchestra.workflowIds(name)) {
          silt.count(orchestra.kept(id));
        }
      }
    }
    System.out.println(
        "| of each | a second | server CPU ms | worker CPU ms | events | history bytes"
            + " | Temporal's bytes | PostgreSQL's bytes |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
    print("bare workflow", bare);
    print("scene", silt);
    System.out.printf(
        Locale.ROOT,
        "ratio %.2f (of processor time %.2f); window %d, %d batches of %d; load average at the end: %s%n",
        silt.rate() / bare.rate(),
        bare.processorMs() / silt.processorMs(),
        window,
        batches,
        scenes,
        Load.average());
    System.out.println("requests of the server to its database, of each:");
    printRequests("bare workflow", bare);
    printRequests("scene", silt);
    return 0;
  }

  private static void printRequests(String what, Sum sum) {
    double all = sum.requests.values().stream().mapToLong(Long::longValue).sum();
    String most =
        sum.requests.entrySet().stream()
            .filter(entry -> entry.getValue() >= sum.workflows / 10)
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(
                entry ->
                    String.format(
                        Locale.ROOT,
                        "%s %.1f",
                        entry.getKey(),
                        (double) entry.getValue() / sum.workflows))
            .collect(Collectors.joining(", "));
    System.out.printf(Locale.ROOT, "  %s: %.1f (%s)%n", what, all / sum.workflows, most);
  }

  private void campaign(Orchestra orchestra, String name, int count) {
    orchestra.order(name, count);
    orchestra.start(name, window);
    while (!orchestra.isDone(name)) {
      pause();
    }
  }

  private static void timed(Orchestra orchestra, Sum sum, int count, Runnable batch) {
    SortedMap<String, Long> requests = orchestra.requests();
    long temporal = orchestra.temporalBytes();
    long postgres = orchestra.postgresBytes();
    double server = orchestra.temporal().processorSeconds();
    double worker = ownProcessorSeconds();
    long start = System.nanoTime();
    batch.run();
    sum.seconds += (System.nanoTime() - start) / 1e9;
    sum.serverSeconds += orchestra.temporal().processorSeconds() - server;
    sum.workerSeconds += ownProcessorSeconds() - worker;
    sum.workflows += count;
    orchestra
        .requests()
        .forEach(
            (operation, times) ->
                sum.requests.merge(
                    operation, times - requests.getOrDefault(operation, 0L), Long::sum));
    sum.temporalBytes += orchestra.temporalBytes() - temporal;
    sum.postgresBytes += orchestra.postgresBytes() - postgres;
  }

  private static double ownProcessorSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  private static void print(String what, Sum sum) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.0f | %.0f | %.1f | %d | %d | %d |%n",
        what,
        sum.rate(),
        1e3 * sum.serverSeconds / sum.workflows,
        1e3 * sum.workerSeconds / sum.workflows,
        (double) sum.events / sum.workflows,
        sum.historyBytes / sum.workflows,
        sum.temporalBytes / sum.workflows,
        sum.postgresBytes / sum.workflows);
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }
}
