package silt.watch;

import java.util.List;

/**
 * Whether a worker does its work, and if not, why.
 *
 * @param live whether the process still means to serve; ending it is no remedy while this is true
 * @param ready whether it takes steps now: every check is good
 */
public record HealthReport(boolean live, boolean ready, List<Check> checks) {

  public HealthReport {
    checks = List.copyOf(checks);
  }
}
