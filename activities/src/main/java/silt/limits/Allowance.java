package silt.limits;

import io.github.bucket4j.Bucket;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import silt.steps.Failures;

/**
 * What this worker may still read from a host: drawn from the bucket of all workers a piece at a
 * time, so that the database is asked a few times a second and not for every buffer.
 */
final class Allowance {

  /** Between two questions where the bucket had less than a piece. */
  private static final long PAUSE_MILLIS = 250;

  private static final Duration LATER = Duration.ofSeconds(30);

  /** What is left of a piece lapses, lest it be read on top of what others may read by then. */
  private static final Duration LAPSES = Duration.ofSeconds(2);

  private final String host;
  private final Bucket bucket;
  private final long piece;
  private final Runnable ready;
  private final Duration patience;
  private final ReentrantLock turn = new ReentrantLock(true);
  private long left;
  private long drawnNanos;

  /**
   * @param piece bytes that are drawn at a time
   * @param ready to be run before the bucket is asked
   * @param patience with a database that does not answer: one that restarts is waited for, one that
   *     stays away is for a later attempt
   */
  Allowance(String host, Bucket bucket, long piece, Runnable ready, Duration patience) {
    this.host = host;
    this.bucket = bucket;
    this.piece = piece;
    this.ready = ready;
    this.patience = patience;
  }

  /** Pays for bytes that were read; returns when they are paid for. */
  void spend(int bytes) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      if (System.nanoTime() - drawnNanos > LAPSES.toNanos()) {
        left = Math.min(left, 0);
      }
      left -= bytes;
      while (left < 0) {
        long got = drawn();
        left += got;
        if (got < piece && left < 0) {
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } finally {
      turn.unlock();
    }
  }

  private long drawn() throws InterruptedException {
    long since = System.nanoTime();
    while (true) {
      try {
        ready.run();
        long got = bucket.tryConsumeAsMuchAsPossible(Math.max(piece, -left));
        drawnNanos = System.nanoTime();
        return got;
      } catch (RuntimeException away) {
        if (System.nanoTime() - since > patience.toNanos()) {
          throw cannotAsk(away);
        }
        Thread.sleep(4 * PAUSE_MILLIS);
      }
    }
  }

  private ApplicationFailure cannotAsk(RuntimeException away) {
    left = 0;
    return Failures.retryAfter(
        LATER,
        "what may be read from " + host + " cannot be asked for: " + away.getMessage(),
        away);
  }
}
