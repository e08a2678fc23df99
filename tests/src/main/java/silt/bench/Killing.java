package silt.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import silt.installation.KillableProcess;

/**
 * SIGKILL for one process after another, by a seed: who, when, and how long it stays away. What was
 * done is kept in a file, so that an interrupted run goes on with the next.
 */
final class Killing {

  private record Blow(int victim, long gapMs, long awayMs) {}

  private final List<KillableProcess> victims;
  private final Path file;
  private final long gapMs;
  private final int most;
  private final Random dice;
  private Blow next;
  private long due;

  /**
   * @param gapMs milliseconds between two blows, on the mean
   * @param most so many blows at most, so that a machine on which all is slow comes to an end too
   */
  Killing(List<KillableProcess> victims, Path file, long gapMs, int most, long seed) {
    this.victims = victims;
    this.file = file;
    this.gapMs = gapMs;
    this.most = most;
    this.dice = new Random(seed);
    for (int done = done(file).size(); done >= 0; done--) {
      draw();
    }
  }

  /**
   * Strikes where it is time to, and brings the victim back.
   *
   * @param meanwhile what is done while it is down, told how many blows there were before
   */
  void strikeWhereDue(IntConsumer meanwhile) {
    if (System.nanoTime() < due || done(file).size() >= most) {
      return;
    }
    KillableProcess victim = victims.get(next.victim);
    victim.kill();
    sleep(next.awayMs);
    meanwhile.accept(done(file).size());
    victim.start();
    try {
      Files.writeString(
          file,
          victim.name() + " away " + next.awayMs + " ms\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    draw();
  }

  /** How many blows there were, by the file of some run. */
  static int times(Path file) {
    return done(file).size();
  }

  /** How often each was killed, by the file of some run. */
  static SortedMap<String, Integer> byVictim(Path file) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    done(file).forEach(line -> counts.merge(line.replaceFirst(" .*", ""), 1, Integer::sum));
    return counts;
  }

  private void draw() {
    // in turn and at random: a short run too sees each of them die
    int drawn = dice.nextInt(victims.size());
    int turn = done(file).size();
    next =
        new Blow(
            turn < victims.size() ? turn : drawn,
            gapMs / 2 + dice.nextInt((int) gapMs),
            200 + dice.nextInt(4_000));
    due = System.nanoTime() + next.gapMs * 1_000_000;
  }

  private static List<String> done(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void sleep(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a process was down", stopped);
    }
  }
}
