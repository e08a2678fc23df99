package silt.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import silt.scene.BadInput;
import silt.steps.Queues;

/**
 * The settings of one process, resolved once, each with its origin.
 *
 * <p>The launcher repeats {@code ports.env} in the environment; a value that only repeats what was
 * recorded is nobody's wish and gives way to {@code silt.toml}.
 */
public final class Settings {

  private static final Pattern REFERENCE = Pattern.compile("\\{([a-z0-9.-]+)}");

  private static final Pattern PER_ARCHIVE = Pattern.compile("(?:([a-z]+)\\s*=\\s*)?(\\d{1,15})");

  private record Resolved(String value, Origin origin) {}

  private final Map<Key, Resolved> values = new EnumMap<>(Key.class);
  private final Map<String, String> environment;
  private final Path file;
  private final Secrets secrets;

  private Settings(Map<Key, String> options, Map<String, String> environment, Path namedFile) {
    this.environment = Map.copyOf(environment);
    Path home = Path.of(options.getOrDefault(Key.HOME, home(environment))).toAbsolutePath();
    this.file = namedFile == null ? home.resolve("silt.toml") : namedFile;
    if (namedFile != null && !Files.isRegularFile(namedFile)) {
      throw new BadInput(
          "--config " + namedFile + ": there is no such file",
          "Name a TOML file, or leave it out.");
    }
    Map<Key, String> written = Files.isRegularFile(file) ? SettingsFile.read(file) : Map.of();
    Map<String, String> recorded = recorded(home.resolve("ports.env"));
    for (Key key : Key.values()) {
      values.put(key, resolve(key, options, written, recorded));
    }
    values.computeIfPresent(
        Key.HOME, (key, found) -> new Resolved(home.toString(), found.origin()));
    values.replaceAll((key, found) -> new Resolved(expand(found.value()), found.origin()));
    this.secrets = new Secrets(environment, home.resolve("secrets"));
  }

  /**
   * Resolves every setting.
   *
   * @param options what the command line gave, by the dotted name
   * @param namedFile {@code --config}, or {@code null} for {@code silt.toml} in the home folder
   * @throws BadInput naming the option, variable or line that is wrong
   */
  public static Settings load(
      Map<String, String> options, Map<String, String> environment, Path namedFile) {
    Map<Key, String> known = new EnumMap<>(Key.class);
    options.forEach(
        (name, value) ->
            known.put(
                Key.named(name)
                    .orElseThrow(
                        () ->
                            new BadInput(
                                "--setting " + name + ": there is no such setting",
                                Key.hint(name))),
                value));
    return new Settings(known, environment, namedFile);
  }

  private static String home(Map<String, String> environment) {
    String named =
        environment.getOrDefault(Key.HOME.variable(), System.getProperty("silt.home", ""));
    if (!named.isBlank()) {
      return named;
    }
    boolean root = "root".equals(System.getProperty("user.name"));
    return root ? "/var/lib/silt" : System.getProperty("user.home") + "/.silt";
  }

  private Resolved resolve(
      Key key, Map<Key, String> options, Map<Key, String> written, Map<String, String> recorded) {
    String fromEnvironment = environment.getOrDefault(key.variable(), "");
    String record = recorded.get(key.variable());
    if (options.containsKey(key)) {
      return new Resolved(options.get(key), Origin.OPTION);
    }
    if (!fromEnvironment.isBlank() && !fromEnvironment.equals(record)) {
      return new Resolved(fromEnvironment, Origin.ENVIRONMENT);
    }
    if (written.containsKey(key)) {
      return new Resolved(written.get(key), Origin.FILE);
    }
    return record != null
        ? new Resolved(record, Origin.RECORDED)
        : new Resolved(key.fallback(), Origin.DEFAULT);
  }

  private String expand(String value) {
    Matcher reference = REFERENCE.matcher(value);
    return reference.replaceAll(
        found ->
            Matcher.quoteReplacement(
                Key.named(found.group(1))
                    .map(key -> values.get(key).value())
                    .orElse(found.group())));
  }

  private static Map<String, String> recorded(Path ports) {
    if (!Files.isRegularFile(ports)) {
      return Map.of();
    }
    try {
      Map<String, String> recorded = new HashMap<>();
      for (String line : Files.readAllLines(ports)) {
        int equals = line.indexOf('=');
        if (equals > 0 && !line.startsWith("#")) {
          recorded.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
      }
      return recorded;
    } catch (IOException failed) {
      throw new UncheckedIOException(ports + " cannot be read", failed);
    }
  }

  /** The value as text; empty where a setting may be and is left open. */
  public String text(Key key) {
    return values.get(key).value();
  }

  public Origin origin(Key key) {
    return values.get(key).origin();
  }

  public boolean isSet(Key key) {
    return !text(key).isBlank();
  }

  /**
   * A whole number within bounds, both inclusive.
   *
   * @throws BadInput naming the setting, its origin and its value
   */
  public int number(Key key, int least, int most) {
    try {
      int value = Integer.parseInt(text(key).strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      throw wrong(key, "a whole number from " + least + " to " + most, notANumber);
    }
    throw wrong(key, "a whole number from " + least + " to " + most, null);
  }

  public int port(Key key) {
    return number(key, 1, 65535);
  }

  /**
   * A whole number of 0 or above that each archive has of its own, {@code nasa=32,sample=0}, or all
   * have alike, {@code 32}; an archive that is not named has 0.
   *
   * @throws BadInput naming the setting, its origin and its value
   */
  public long perArchive(Key key, String archive) {
    String rule = "a whole number of 0 or above, or one for each archive as nasa=32,sample=0";
    long found = 0;
    for (String part : list(key)) {
      Matcher each = PER_ARCHIVE.matcher(part);
      if (!each.matches()
          || each.group(1) == null && !part.equals(text(key).strip())
          || each.group(1) != null && !ArchiveSettings.names().contains(each.group(1))) {
        throw wrong(key, rule, null);
      }
      if (each.group(1) == null || each.group(1).equals(archive)) {
        found = Long.parseLong(each.group(2));
      }
    }
    return found;
  }

  /** Bytes, 0 or more. */
  public long bytes(Key key) {
    String value = text(key).strip();
    if (value.matches("\\d{1,18}")) {
      return Long.parseLong(value);
    }
    throw wrong(key, "a whole number of bytes, 0 or more", null);
  }

  /** A number above 0. */
  public double positive(Key key) {
    try {
      double value = Double.parseDouble(text(key).strip());
      if (value > 0 && !Double.isInfinite(value)) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      throw wrong(key, "a number above 0", notANumber);
    }
    throw wrong(key, "a number above 0", null);
  }

  public Path path(Key key) {
    return Path.of(text(key));
  }

  /** A store's base, {@code file:} or {@code s3:}, ending in a slash. */
  public URI store(Key key) {
    String value = text(key).endsWith("/") ? text(key) : text(key) + "/";
    if (!value.startsWith("file:/") && !value.startsWith("s3://")) {
      throw wrong(key, "a URI of file:/ or s3://", null);
    }
    return URI.create(value);
  }

  /** Whether a setting says {@code on} rather than {@code off}. */
  public boolean isOn(Key key) {
    return switch (text(key).strip().toLowerCase(Locale.ROOT)) {
      case "on", "true" -> true;
      case "off", "false", "" -> false;
      default -> throw wrong(key, "on or off", null);
    };
  }

  /**
   * One of a few words, the names of an enumeration's constants in lower case.
   *
   * @throws BadInput naming them
   */
  public <E extends Enum<E>> E choice(Key key, Class<E> words) {
    return Arrays.stream(words.getEnumConstants())
        .filter(word -> word.name().equalsIgnoreCase(text(key).strip()))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    key,
                    "one of "
                        + Arrays.stream(words.getEnumConstants())
                            .map(word -> word.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")),
                    null));
  }

  /**
   * The form of a service's log lines, {@code text} or {@code json}.
   *
   * @param watched whether they go to a terminal
   */
  public String logFormat(boolean watched) {
    return switch (text(Key.LOG_FORMAT).strip()) {
      case "text" -> "text";
      case "json" -> "json";
      case "auto" -> watched ? "text" : "json";
      default -> throw wrong(Key.LOG_FORMAT, "text, json or auto", null);
    };
  }

  /**
   * Where a worker's metrics and health are served; empty where they are not.
   *
   * @throws BadInput where the port is no port or the host no address
   */
  public Optional<InetSocketAddress> metricsAddress() {
    if (text(Key.METRICS_PORT).strip().equals("off")) {
      return Optional.empty();
    }
    InetSocketAddress address =
        new InetSocketAddress(text(Key.METRICS_HOST).strip(), metricsPort());
    if (address.isUnresolved()) {
      throw wrong(Key.METRICS_HOST, "an address of this machine", null);
    }
    return Optional.of(address);
  }

  private int metricsPort() {
    try {
      int port = Integer.parseInt(text(Key.METRICS_PORT).strip());
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      throw wrong(Key.METRICS_PORT, "a port, 0 for any that is free, or off", notANumber);
    }
    throw wrong(Key.METRICS_PORT, "a port, 0 for any that is free, or off", null);
  }

  /** The task queues that a worker of these settings serves. */
  public List<String> queues() {
    List<String> queues = new ArrayList<>(list(Key.WORKER_QUEUES));
    if (isOn(Key.TRAINING) && !queues.contains(Queues.TRAINING)) {
      queues.add(Queues.TRAINING);
    }
    return queues;
  }

  /** The parts of a comma-separated value. */
  public List<String> list(Key key) {
    return Arrays.stream(text(key).split(","))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  public Path home() {
    return path(Key.HOME);
  }

  public Secrets secrets() {
    return secrets;
  }

  /**
   * The environment that was read, for libraries with an environment configuration of their own.
   */
  public Map<String, String> environment() {
    return environment;
  }

  /** Every setting as {@code silt config} shows it; secrets by origin alone. */
  public List<Setting> all() {
    List<Setting> all = new ArrayList<>();
    for (Key key : Key.values()) {
      all.add(new Setting(key.dotted(), shown(text(key)), where(key), key.description()));
    }
    for (Secret secret : Secret.values()) {
      Origin origin = secrets.origin(secret);
      all.add(
          new Setting(
              secret.dotted(),
              origin == Origin.NOWHERE ? "" : Setting.HIDDEN,
              switch (origin) {
                case ENVIRONMENT -> origin.words() + " " + secret.variable();
                case SECRET_FILE -> secrets.fileOf(secret).orElseThrow().toString();
                default -> origin.words();
              },
              "secret; " + secret.variable() + ", or secrets/" + secret.file()));
    }
    return all;
  }

  /** URLs can carry a password; it is hidden like any other. */
  private static String shown(String value) {
    return value
        .replaceAll("(?i)([?&;](?:password|pass|token|secret)=)[^&;]*", "$1" + Setting.HIDDEN)
        .replaceAll("(//[^/@:]+:)[^/@]+@", "$1" + Setting.HIDDEN + "@");
  }

  private String where(Key key) {
    return switch (origin(key)) {
      case ENVIRONMENT -> "environment " + key.variable();
      case FILE -> file.toString();
      default -> origin(key).words();
    };
  }

  private BadInput wrong(Key key, String rule, Exception cause) {
    return new BadInput(
        key.dotted() + " (" + where(key) + ") is \"" + text(key) + "\", and must be " + rule,
        "Mend it there, or set " + key.variable() + ".",
        cause);
  }
}
