package silt.archive;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** CMR writes every instant with three decimals, e.g. {@code 2021-05-02T19:13:19.930Z}. */
public final class CmrTime {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private CmrTime() {}

  public static String text(Instant instant) {
    return MILLIS.format(instant);
  }
}
