package silt.workflows.forbidden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/**
 * What workflow code must not do, each in a class of its own, in a room below theirs: proof that
 * the rules see it. None of it is ever run.
 */
public final class Sins {

  private Sins() {}

  static final class ReadsTheTime {
    Instant now() {
      return Instant.now();
    }
  }

  static final class ReadsTheTimeOfAClock {
    Instant now(Clock clock) {
      return clock.instant();
    }
  }

  static final class ReadsTheDay {
    LocalDate today() {
      return LocalDate.now();
    }
  }

  static final class ReadsTheDate {
    Date now() {
      return new Date();
    }
  }

  static final class CountsNanoseconds {
    long now() {
      return System.nanoTime();
    }
  }

  static final class ReadsItsEnvironment {
    String home() {
      return System.getenv("HOME");
    }
  }

  static final class ThrowsDice {
    int dice() {
      return new Random().nextInt(6);
    }
  }

  static final class ThrowsDiceByMath {
    double dice() {
      return Math.random();
    }
  }

  static final class NamesByChance {
    UUID name() {
      return UUID.randomUUID();
    }
  }

  static final class StartsAThread {
    void start(Runnable work) {
      new Thread(work).start();
    }
  }

  static final class StartsAnExecutor {
    void start(Runnable work) {
      Executors.newSingleThreadExecutor().execute(work);
    }
  }

  static final class WorksAside {
    void start(Runnable work) {
      CompletableFuture.runAsync(work);
    }
  }

  static final class ReadsAFile {
    String read(Path file) throws IOException {
      return Files.readString(file);
    }
  }

  static final class RemembersForAll {
    static int times;
  }

  static final class CollectsForAll {
    static final List<String> SEEN = new ArrayList<>();
  }

  static final class Locks {
    synchronized void lock() {}
  }

  static final class StreamsInParallel {
    long count(List<String> names) {
      return names.parallelStream().count();
    }
  }
}
