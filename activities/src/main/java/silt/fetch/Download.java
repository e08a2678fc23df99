package silt.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import silt.fetch.Source.RouteClosed;
import silt.model.Sha256;
import silt.scene.Outcome;
import silt.staging.DiskSpace;
import silt.steps.Failures;

/**
 * One file from the archive to this machine's disk: resumed where it was cut, checked when whole.
 */
final class Download {

  /** Cut this often without a fresh byte between, the fault is left to a later attempt. */
  private static final int FRUITLESS = 2;

  private final Routes routes;
  private final HostLimits limits;
  private final URI file;
  private volatile long bytes;
  private volatile long lastByteNanos = System.nanoTime();
  private volatile boolean stopped;
  private volatile boolean waiting;
  private volatile HostLimits.Place place;
  private volatile Body body;

  Download(Routes routes, HostLimits limits, URI file) {
    this.routes = routes;
    this.limits = limits;
    this.file = file;
  }

  /** Without limits. */
  Download(Routes routes, URI file) {
    this(routes, HostLimits.NONE, file);
  }

  /** Bytes of the file that are here. */
  long bytes() {
    return bytes;
  }

  /**
   * Whether the connection must be cut: no byte has come for so long, which a stalled one tells
   * nobody by itself, or its place at the host is lost.
   */
  boolean isDead(Duration term) {
    HostLimits.Place held = place;
    return body != null
        && (held != null && held.isLost()
            || !waiting && System.nanoTime() - lastByteNanos > term.toNanos());
  }

  /** Cuts the connection: the transfer resumes by a new one. */
  void cut() {
    Body open = body;
    if (open != null) {
      open.abort().run();
    }
  }

  /** Ends the transfer; what has come stays for a later attempt. */
  void stop() {
    stopped = true;
    cut();
  }

  /**
   * Brings the file.
   *
   * @return the way it came
   */
  Source into(Path path) {
    try (PartFile part = PartFile.open(path)) {
      String damage = "";
      for (int whole = 1; whole <= 2; whole++) {
        Arrived arrived = transfer(part);
        if (ArrivalCheck.isMessage(part.path())) {
          part.restart(null);
          throw Failures.retry(arrived.by().shown(file) + " gave a page instead of a file", null);
        }
        String sha256 = Sha256.of(part.path());
        Optional<String> found = ArrivalCheck.damage(part.path(), sha256, arrived.declaredSha256());
        if (found.isEmpty()) {
          return arrived.by();
        }
        damage = arrived.by().shown(file) + " is damaged: " + found.get();
        boolean same = sha256.equals(part.damagedBefore());
        part.discardDamaged(sha256);
        if (same) {
          throw Failures.never(
              Outcome.INPUT_CORRUPT, damage + "; a second download had the same bytes", null);
        }
      }
      throw Failures.retry(damage + "; a second download differed", null);
    } catch (IOException failed) {
      throw DiskSpace.failure(path.getFileName() + " cannot be written", failed);
    }
  }

  private record Arrived(Source by, String declaredSha256) {}

  private Arrived transfer(PartFile part) {
    int fruitless = 0;
    while (true) {
      long before = part.length();
      try {
        Source source = routes.choose(file);
        try (HostLimits.Place granted = limits.place(source.host(file));
            Body open = source.open(file, part.length(), part.etag())) {
          lastByteNanos = System.nanoTime();
          place = granted;
          body = open;
          receive(part, open, granted);
          return new Arrived(source, open.sha256());
        } finally {
          body = null;
          place = null;
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw Failures.retry(name() + " was stopped at byte " + part.length(), interrupted);
      } catch (RouteClosed closed) {
        routes.closeS3(closed.getMessage());
      } catch (IOException cut) {
        if (DiskSpace.isFull(cut)) {
          throw DiskSpace.failure(part.path() + " cannot be written", cut);
        }
        fruitless = part.length() > before ? 0 : fruitless + 1;
        if (stopped || fruitless >= FRUITLESS) {
          throw Failures.retry(
              name() + " stopped at byte " + part.length() + ": " + cut.getMessage(), cut);
        }
      }
    }
  }

  private String name() {
    return file.getPath().substring(file.getPath().lastIndexOf('/') + 1);
  }

  private void receive(PartFile part, Body open, HostLimits.Place granted)
      throws IOException, InterruptedException {
    if (open.offset() == 0) {
      part.restart(open.etag());
    } else if (open.offset() != part.length()) {
      throw new IOException("the archive sent a piece that was not asked for");
    }
    bytes = part.length();
    lastByteNanos = System.nanoTime();
    if (open.total() >= 0) {
      DiskSpace.require(part.path().getParent(), open.total() - part.length());
    }
    byte[] buffer = new byte[1 << 17];
    for (int n = open.in().read(buffer); n >= 0; n = open.in().read(buffer)) {
      if (stopped) {
        throw new IOException("stopped");
      }
      part.append(buffer, n);
      bytes = part.length();
      waiting = true;
      try {
        granted.spend(n);
      } finally {
        lastByteNanos = System.nanoTime();
        waiting = false;
      }
    }
    if (open.total() >= 0 && part.length() != open.total()) {
      throw new EOFException("ended at byte " + part.length() + " of " + open.total());
    }
  }
}
