package silt.cli;

import io.temporal.client.WorkflowClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import silt.cli.terminal.Terminal;
import silt.config.Settings;
import silt.config.TemporalAddress;

/**
 * One run of the command line: its words, its settings, and the services that it reaches for, each
 * opened when first asked for and closed at the end. Tests put their own in place of any.
 */
class Session implements AutoCloseable {

  private final Terminal terminal;
  private final Map<String, String> environment;
  private final Map<String, String> options = new LinkedHashMap<>();
  private Path configFile;
  private boolean debug;
  private Settings settings;
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

  WorkflowClient temporal() {
    if (temporal == null) {
      temporal = TemporalAddress.of(settings()).connect();
    }
    return temporal;
  }

  @Override
  public void close() {
    if (temporal != null) {
      temporal.getWorkflowServiceStubs().shutdown();
    }
  }
}
