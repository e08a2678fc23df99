package silt.bench;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import silt.steps.Failures;
import silt.steps.FetchActivity;
import silt.steps.SceneOrder;
import silt.steps.StagedScene;

/**
 * How long a step that is tried again waits behind others: a campaign whose first step is slow, one
 * at a time, and fails once for some scenes. Told in steps that were begun between the moment when
 * it was due again and the moment when it was begun again.
 */
@Command(name = "RetryWait", description = "What a retried step waits for, in steps of others.")
public final class RetryWait implements Callable<Integer> {

  private static final String CAMPAIGN = "retries";

  @Option(names = "--scenes", defaultValue = "200", description = "${DEFAULT-VALUE}")
  private int scenes;

  @Option(names = "--window", defaultValue = "50", description = "in flight; ${DEFAULT-VALUE}")
  private int window;

  @Option(names = "--step", defaultValue = "300", description = "milliseconds; ${DEFAULT-VALUE}")
  private long stepMs;

  /**
   * One beginning of the first step.
   *
   * @param dueMs when it could have begun, milliseconds since 1970
   */
  private record Begun(int attempt, long dueMs, long atMs) {}

  /** Fails at the first attempt of every eighth scene. */
  private static final class Unlucky implements FetchActivity {

    private final EmptySteps steps = new EmptySteps();
    private final List<Begun> begun = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final long stepMs;

    private Unlucky(long stepMs) {
      this.stepMs = stepMs;
    }

    @Override
    public StagedScene fetch(SceneOrder order) {
      ActivityInfo info = Activity.getExecutionContext().getInfo();
      begun.add(
          new Begun(
              info.getAttempt(),
              info.getCurrentAttemptScheduledTimestamp(),
              System.currentTimeMillis()));
      pause(stepMs);
      String scene = order.scene().key();
      if (Math.floorMod(scene.hashCode(), 8) == 0 && failed.add(scene)) {
        throw Failures.retry("a passing fault", null);
      }
      return steps.fetch(order);
    }

    @Override
    public void release(SceneOrder order) {
      // nothing was staged
    }
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new RetryWait()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    try (Workplace place = new Workplace("retries")) {
      List<Integer> waits = waits(place.folder(), scenes, window, stepMs);
      Collections.sort(waits);
      System.out.printf(
          "%d retried steps of %d scenes, window %d: began after %d others of this queue in the"
              + " median, %d at most; load average %s%n",
          waits.size(),
          scenes,
          window,
          waits.get(waits.size() / 2),
          waits.get(waits.size() - 1),
          Load.average());
    }
    return 0;
  }

  /** For each retried step, how many others began after it was due and before it did. */
  static List<Integer> waits(Path home, int scenes, int window, long stepMs) {
    Unlucky unlucky = new Unlucky(stepMs);
    WorkerOptions oneAtATime =
        WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(1).build();
    try (Orchestra orchestra = new Orchestra(home, unlucky, oneAtATime)) {
      orchestra.order(CAMPAIGN, scenes);
      orchestra.start(CAMPAIGN, window);
      while (!orchestra.isDone(CAMPAIGN)) {
        pause(100);
      }
    }
    List<Begun> all = List.copyOf(unlucky.begun);
    List<Integer> waits = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Begun again = all.get(i);
      if (again.attempt > 1) {
        waits.add(
            (int) all.subList(0, i).stream().filter(other -> other.atMs > again.dueMs).count());
      }
    }
    return waits;
  }

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }
}
