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
 * SIGKILL for one process after another, by a seed: who, after how many outcomes, and how long it
 * stays away. By outcomes and not by the clock, so that a slow machine and a fast one see as many
 * over the same course. What was done is kept in a file, so that an interrupted run goes on with
 * the next.
 */
final class Killing {

  private record Blow(int victim, long outcomes, long awayMs) {}

  private final List<KillableProcess> victims;
  private final Path file;
  private final int scenes;
  private final int blows;
  private final Random dice;
  private Blow next;

  /**
   * @param scenes that come to an outcome in the whole course
   * @param blows spread over that
   */
  Killing(List<KillableProcess> victims, Path file, int scenes, int blows, long seed) {
    this.victims = victims;
    this.file = file;
    this.scenes = scenes;
    this.blows = blows;
    this.dice = new Random(seed);
    for (int done = done(file).size(); done >= 0; done--) {
      draw();
    }
  }

  /**
   * Strikes where it is time to, and brings the victim back.
   *
   * @param outcomes so far
   * @param meanwhile what is done while it is down, told how many blows there were before
   */
  void strikeWhereDue(long outcomes, IntConsumer meanwhile) {
    if (outcomes < next.outcomes || done(file).size() >= blows) {
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
    double stretch = (double) scenes / (blows + 1);
    next =
        new Blow(
            turn < victims.size() ? turn : drawn,
            // what is killed while it searches only searches again, a minute or two each time
            Math.max(1, (long) (stretch * (turn + 0.5 + dice.nextDouble()))),
            200 + dice.nextInt(4_000));
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
