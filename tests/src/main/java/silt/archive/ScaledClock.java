package silt.archive;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that begins where it is told to and runs some times as fast as another clock. */
public final class ScaledClock extends Clock {

  private final Clock real;
  private final Instant began;
  private final Instant origin;
  private final long scale;

  /**
   * @param origin what this clock shows now
   * @param scale its seconds for each second of the other, 1 or more
   */
  public ScaledClock(Clock real, Instant origin, long scale) {
    this.real = requireNonNull(real, "real");
    this.origin = requireNonNull(origin, "origin");
    if (scale < 1) {
      throw new IllegalArgumentException("a clock runs once as fast or more, not " + scale);
    }
    this.scale = scale;
    this.began = real.instant();
  }

  @Override
  public Instant instant() {
    return origin.plus(Duration.between(began, real.instant()).multipliedBy(scale));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the archive's time is UTC");
  }
}
