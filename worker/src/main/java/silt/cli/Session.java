package silt.cli;

import io.temporal.client.WorkflowClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import silt.cli.terminal.Terminal;
import silt.config.ArchiveSettings;
import silt.config.DatabaseSettings;
import silt.config.Key;
import silt.config.Settings;
import silt.config.TemporalAddress;
import silt.config.TemporalNamespace;
import silt.db.Database;
import silt.db.Migrations;
import silt.db.ProductRow;
import silt.db.Products;
import silt.db.Provenance;
import silt.discover.FoundScene;
import silt.discover.Search;
import silt.provenance.ThisProcess;
import silt.scene.BadInput;
import silt.scene.GranuleId;
import silt.staging.Store;
import silt.worker.ModelShelf;

/**
 * One run of the command line: its words, its settings, and the services that it reaches for, each
 * opened when first asked for and closed at the end. Tests put their own in place of any.
 */
class Session implements AutoCloseable {

  private static final int CONNECTIONS = 2;

  private final Terminal terminal;
  private final Map<String, String> environment;
  private final Map<String, String> options = new LinkedHashMap<>();
  private Path configFile;
  private boolean debug;
  private Settings settings;
  private Database database;
  private Database reading;
  private WorkflowClient temporal;

  Session(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  void option(String key, String value) {
    options.put(key, value);
  }

  void configFile(Path file) {
    configFile = file;
  }

  void debug(boolean wanted) {
    debug = wanted;
  }

  boolean debug() {
    return debug;
  }

  Terminal terminal() {
    return terminal;
  }

  Clock clock() {
    return Clock.systemUTC();
  }

  Settings settings() {
    if (settings == null) {
      settings = Settings.load(options, environment, configFile);
    }
    return settings;
  }

  /** The database as the writer, seen to hold the schema of this build. */
  Database database() {
    if (database == null) {
      database = Database.open(DatabaseSettings.writer(settings()), CONNECTIONS);
      Migrations.check(database);
    }
    return database;
  }

  /** The same database as the reader, who can change nothing. */
  Database reading() {
    if (reading == null) {
      reading = Database.open(DatabaseSettings.reader(settings()), CONNECTIONS);
      Migrations.check(reading);
    }
    return reading;
  }

  WorkflowClient temporal() {
    if (temporal == null) {
      temporal = TemporalAddress.of(settings()).connect();
    }
    return temporal;
  }

  /** The namespace that {@link #temporal()} reaches; whoever asks closes it. */
  TemporalNamespace namespace() {
    return TemporalAddress.of(settings()).namespace(temporal());
  }

  /** Who types, for the record: the account, also behind sudo, at its host. */
  String operator() {
    String behindSudo = environment.getOrDefault("SUDO_USER", "");
    String account = behindSudo.isBlank() ? System.getProperty("user.name") : behindSudo;
    return account + "@" + ThisProcess.host();
  }

  /**
   * Asks a person yes or no.
   *
   * @return empty where nobody is there to answer
   */
  Optional<Boolean> confirm(String question) {
    if (System.console() == null || !terminal.live()) {
      return Optional.empty();
    }
    String answer = System.console().readLine("%s [y/N] ", question);
    return Optional.of(answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y"));
  }

  ModelShelf models() {
    return new ModelShelf(settings().path(Key.MODELS));
  }

  /** Where rasters are kept. */
  Store products() {
    Path scratch = settings().home().resolve("staging").resolve(".scratch");
    return Store.at(settings().store(Key.PRODUCTS), scratch);
  }

  /**
   * The granule as the archive tells of it, at its newest revision.
   *
   * @throws BadInput where the archive knows none of that name
   */
  FoundScene atArchive(GranuleId granule) {
    return new Search(ArchiveSettings.address(settings()))
        .granule(granule)
        .orElseThrow(
            () ->
                new BadInput(
                    "granule " + granule + " is not in archive " + settings().text(Key.ARCHIVE),
                    "Check the id, or choose another archive with --archive."));
  }

  /**
   * The product version asked for, else the configured one, else the promoted one.
   *
   * @param asked {@code null} where the command line named none
   */
  ProductRow product(String asked) {
    return product(asked, database());
  }

  /** The same by any role. */
  ProductRow product(String asked, Database database) {
    Products products = new Products(database);
    String name =
        asked == null && settings().isSet(Key.PRODUCT) ? settings().text(Key.PRODUCT) : asked;
    if (name != null) {
      return products.show(name);
    }
    return products
        .promoted()
        .orElseThrow(
            () ->
                new BadInput(
                    "no product version is promoted",
                    "Promote one with deploy/silt product promote NAME, or name one with --product."));
  }

  @Override
  public void close() {
    if (temporal != null) {
      temporal.getWorkflowServiceStubs().shutdownNow();
    }
    if (database != null) {
      database.close();
    }
    if (reading != null) {
      reading.close();
    }
  }

  /**
   * All that the database holds of a granule.
   *
   * @throws BadInput where the name is none, or nothing of that name was ever run or found
   */
  Provenance.OfGranule provenance(String granule) {
    GranuleId id = new GranuleId(granule);
    return new Provenance(database())
        .of(id.text())
        .orElseThrow(
            () ->
                new BadInput(
                    "granule " + id + " is not known here",
                    "Run it: deploy/silt scene run " + id + "."));
  }
}
