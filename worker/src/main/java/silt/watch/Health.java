package silt.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Looks at what a worker needs: all of it side by side, none for longer than three seconds, and not
 * again within five, however often somebody asks.
 */
public final class Health implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final Map<String, Supplier<Check>> looks = new LinkedHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "health");
            thread.setDaemon(true);
            return thread;
          });
  private HealthReport last;
  private long until;
  private volatile boolean ending;

  /** Adds something to look at; what it throws is a check that failed. */
  public synchronized void add(String name, Supplier<Check> look) {
    looks.put(name, look);
  }

  /** From now on the worker takes no more work. */
  public void ending() {
    ending = true;
  }

  /** The report, at most five seconds old. */
  public synchronized HealthReport report() {
    if (ending) {
      return new HealthReport(
          true, false, List.of(new Check("worker", false, "ending: no more work is taken")));
    }
    if (last == null || System.nanoTime() - until > 0) {
      last = look();
      until = System.nanoTime() + KEPT.toNanos();
    }
    return last;
  }

  private HealthReport look() {
    Map<String, Future<Check>> answers = new LinkedHashMap<>();
    looks.forEach((name, look) -> answers.put(name, threads.submit(look::get)));
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<Check> checks = new ArrayList<>();
    answers.forEach((name, answer) -> checks.add(awaited(name, answer, end)));
    return new HealthReport(true, checks.stream().allMatch(Check::ok), checks);
  }

  private static Check awaited(String name, Future<Check> answer, long end) {
    try {
      return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException silent) {
      answer.cancel(true);
      return new Check(name, false, "no answer within " + PATIENCE.toSeconds() + " s");
    } catch (ExecutionException failed) {
      return new Check(name, false, String.valueOf(failed.getCause().getMessage()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Check(name, false, "the look was broken off");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
