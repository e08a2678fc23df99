package silt.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import silt.db.Bootstrap;
import silt.db.DatabaseAddress;
import silt.scene.BadInput;

/** Where the database is, for each of the roles that ask it. */
public final class DatabaseSettings {

  private DatabaseSettings() {}

  /** The role of workers and of the command line. */
  public static DatabaseAddress writer(Settings settings) {
    return as(settings, Bootstrap.WRITER, Secret.WRITER_PASSWORD);
  }

  /** The reader without a password, for files that others may see. */
  public static DatabaseAddress withoutPassword(Settings settings) {
    return place(settings);
  }

  /** The role that changes the schema. */
  public static DatabaseAddress owner(Settings settings) {
    return as(settings, Bootstrap.OWNER, Secret.OWNER_PASSWORD);
  }

  /** The role that makes database, roles and extension, at the database {@code postgres}. */
  public static DatabaseAddress superuser(Settings settings) {
    return as(settings, settings.text(Key.DB_SUPERUSER), Secret.SUPERUSER_PASSWORD).in("postgres");
  }

  /** The database's name. */
  public static String name(Settings settings) {
    return place(settings).database();
  }

  private static DatabaseAddress as(Settings settings, String role, Secret password) {
    Secrets secrets = settings.secrets();
    return place(settings)
        .as(
            role,
            hasPasswordFile() ? secrets.find(password).orElse("") : secrets.require(password));
  }

  /** Whether there is a file that the driver looks into for a role that has no password here. */
  private static boolean hasPasswordFile() {
    String named = System.getenv("PGPASSFILE");
    return Files.isReadable(
        named == null || named.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".pgpass")
            : Path.of(named));
  }

  private static DatabaseAddress place(Settings settings) {
    if (!settings.isSet(Key.DB_URL)) {
      return new DatabaseAddress(
          settings.text(Key.DB_HOST),
          settings.port(Key.DB_PORT),
          settings.text(Key.DB_NAME),
          Bootstrap.READER,
          "");
    }
    String url = settings.text(Key.DB_URL).replaceFirst("^jdbc:", "");
    try {
      URI uri = URI.create(url);
      if (!"postgresql".equals(uri.getScheme()) || uri.getHost() == null) {
        throw new IllegalArgumentException("not of the form postgresql://host:port/database");
      }
      int port = uri.getPort() < 0 ? 5432 : uri.getPort();
      String database = uri.getPath().length() > 1 ? uri.getPath().substring(1) : "silt";
      return new DatabaseAddress(
          uri.getHost(), port, database, Bootstrap.READER, "", options(uri.getRawQuery()));
    } catch (IllegalArgumentException malformed) {
      throw new BadInput(
          "db.url is no URL of a PostgreSQL database",
          "Write it as jdbc:postgresql://host:port/database?sslmode=require; passwords are kept"
              + " apart.",
          malformed);
    }
  }

  /** The driver's properties behind the question mark, but for who asks: that is the role's. */
  private static Map<String, String> options(String query) {
    Map<String, String> options = new HashMap<>();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        options.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    options.keySet().removeAll(java.util.Set.of("user", "password"));
    return options;
  }
}
