package silt.mask;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import silt.scene.Band;

/**
 * Takes windows of one scene through the network: readers fill batches while lanes run others, and
 * the lane that ran a batch decides its pixels. So many batches exist as are worked on, and a
 * reader waits for one to come back, so that memory does not grow with the scene.
 */
final class Passes {

  /** Told what came of each window that has data, on the lane that ran it. */
  interface Answer {
    void of(Windows.Square square, Batch.Outputs outputs);
  }

  private final MaskNetwork network;
  private final Pace pace;
  private final Map<Band, Path> paths;
  private final List<Windows.Square> squares;
  private final Predicate<Windows.Square> done;
  private final Answer answer;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger run = new AtomicInteger();
  private final Ranges ranges = new Ranges();
  private final CountDownLatch readersLeft;
  private final BlockingQueue<Batch> idle = new LinkedBlockingQueue<>();
  private final ExecutorService reading;
  private final ExecutorService running;
  private final CompletionService<Integer> passed;

  private Passes(
      MaskNetwork network,
      Pace pace,
      Map<Band, Path> paths,
      List<Windows.Square> squares,
      Predicate<Windows.Square> done,
      Answer answer) {
    this.network = network;
    this.pace = pace;
    this.paths = paths;
    this.squares = squares;
    this.done = done;
    this.answer = answer;
    this.readersLeft = new CountDownLatch(pace.readers());
    this.reading = Executors.newFixedThreadPool(pace.readers(), thread("mask-reader"));
    this.running = Executors.newFixedThreadPool(pace.lanes(), thread("mask-lane"));
    this.passed = new ExecutorCompletionService<>(running);
  }

  /**
   * Runs all windows.
   *
   * @param squares of one side
   * @param done which of them need not run: they are read all the same, for what a scene's bands
   *     hold is judged of all its windows
   * @param progress told the windows done so far, on this thread; what it throws stops the work
   * @return the windows that had data, and ran
   * @throws UnfitBands where the bands hold what is no reflectance
   */
  static int over(
      MaskNetwork network,
      Pace pace,
      Map<Band, Path> paths,
      List<Windows.Square> squares,
      Predicate<Windows.Square> done,
      Answer answer,
      IntConsumer progress) {
    if (squares.isEmpty()) {
      return 0;
    }
    Passes passes = new Passes(network, pace, paths, squares, done, answer);
    try {
      passes.run(progress);
    } finally {
      passes.end();
    }
    passes.ranges.requireReflectance();
    return passes.run.get();
  }

  private void run(IntConsumer progress) {
    int batches = Math.min(pace.lanes() + pace.readers() + 1, squares.size());
    for (int i = 0; i < batches; i++) {
      idle.add(new Batch(Math.min(pace.batch(), squares.size()), squares.get(0).side()));
    }
    for (int i = 0; i < pace.readers(); i++) {
      reading.execute(this::read);
    }
    try {
      for (int windows = 0; windows < squares.size(); ) {
        int more = passed.take().get();
        windows += more;
        if (more > 0) {
          progress.accept(windows);
        }
      }
      readersLeft.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("masking was interrupted", stopped);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a mask window failed", failed.getCause());
    }
  }

  /** One reader's work, from its first window to the last there is. */
  private void read() {
    Ranges seen = new Ranges();
    try (TileBands bands = TileBands.open(paths)) {
      Batch batch = idle.take();
      for (int i = next.getAndIncrement();
          i < squares.size() && !stopped();
          i = next.getAndIncrement()) {
        Windows.Square square = squares.get(i);
        batch.add(square, bands, network.scaling(), seen, !done.test(square));
        if (batch.isFull()) {
          hand(batch);
          batch = idle.take();
        }
      }
      synchronized (ranges) {
        ranges.add(seen);
      }
      hand(batch);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error failed) {
      // who waits for results is the one to tell
      passed.submit(() -> rethrown(failed));
    } finally {
      readersLeft.countDown();
    }
  }

  private static Integer rethrown(Throwable failed) {
    if (failed instanceof RuntimeException exception) {
      throw exception;
    }
    throw (Error) failed;
  }

  private void hand(Batch batch) {
    passed.submit(
        () -> {
          batch.run(network, answer);
          run.addAndGet(batch.windows());
          int dealtWith = batch.passed();
          batch.empty();
          idle.add(batch);
          return dealtWith;
        });
  }

  private static boolean stopped() {
    return Thread.currentThread().isInterrupted();
  }

  /** Nothing of this work goes on when it has been given up: readers first, who feed the lanes. */
  private void end() {
    boolean interrupted = false;
    for (ExecutorService pool : List.of(reading, running)) {
      pool.shutdownNow();
      while (!pool.isTerminated()) {
        try {
          pool.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory thread(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
