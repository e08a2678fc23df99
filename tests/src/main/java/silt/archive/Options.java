package silt.archive;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command line of the {@link SampleArchive}.
 *
 * @param calendar what is revised later than its time is not there yet
 * @param faults a file with what {@code POST /_faults} takes, switched on before the first answer
 */
record Options(
    Path root, ArchivePorts ports, Duration keyLife, Clock calendar, Optional<Path> faults) {

  /** By which everything has come. */
  static final Clock END_OF_DAYS = Clock.fixed(Instant.MAX, ZoneOffset.UTC);

  private static final Set<String> NAMES =
      Set.of(
          "--root",
          "--port",
          "--s3-port",
          "--urs-port",
          "--signed-port",
          "--key-life-s",
          "--calendar",
          "--calendar-scale",
          "--faults");

  /** Reads {@code --name value} pairs; the message of a refusal holds the word that is wrong. */
  static Options of(String[] arguments) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!NAMES.contains(arguments[i])) {
        throw new IllegalArgumentException(
            "unknown option " + arguments[i] + "; known are " + String.join(" ", NAMES));
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " wants a value");
      }
      given.put(arguments[i], arguments[i + 1]);
    }
    if (!given.containsKey("--root")) {
      throw new IllegalArgumentException("--root DIR is missing: the folder that holds granules/");
    }
    ArchivePorts ports =
        new ArchivePorts(
            number(given, "--port", 0),
            number(given, "--s3-port", 0),
            number(given, "--urs-port", 0),
            number(given, "--signed-port", 0));
    return new Options(
        Path.of(given.get("--root")),
        ports,
        Duration.ofSeconds(number(given, "--key-life-s", 3600)),
        calendar(given),
        Optional.ofNullable(given.get("--faults")).map(Path::of));
  }

  private static Clock calendar(Map<String, String> given) {
    String now = given.get("--calendar");
    if (now == null) {
      return END_OF_DAYS;
    }
    try {
      return new ScaledClock(
          Clock.systemUTC(), Instant.parse(now), number(given, "--calendar-scale", 1));
    } catch (DateTimeParseException notAnInstant) {
      throw new IllegalArgumentException(
          "--calendar is a time such as 2024-02-01T06:00:00Z, not " + now, notAnInstant);
    }
  }

  private static int number(Map<String, String> given, String name, int otherwise) {
    String text = given.get(name);
    try {
      return text == null ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException notOne) {
      throw new IllegalArgumentException(name + " is a whole number, not " + text);
    }
  }
}
