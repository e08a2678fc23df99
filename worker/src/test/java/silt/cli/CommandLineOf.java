package silt.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import silt.cli.terminal.Terminal;

/** What a command line printed, and how it ended. */
record CommandLineOf(int status, String out, String err) {

  /** Runs it in a home folder, as a pipe would see it. */
  static CommandLineOf run(Path home, String... arguments) {
    return run(home, Map.of(), arguments);
  }

  /** Runs it on 2024-03-01, a day on which no test is in the future. */
  static CommandLineOf run(Path home, Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = Terminal.plain(new PrintWriter(out), new PrintWriter(err));
    Map<String, String> whole = new HashMap<>(environment);
    whole.put("SILT_HOME", home.toString());
    Session session =
        new Session(terminal, whole) {
          @Override
          Clock clock() {
            return Clock.fixed(Instant.parse("2024-03-01T12:00:00Z"), ZoneOffset.UTC);
          }
        };
    int status = Silt.run(session, arguments);
    terminal.out().flush();
    terminal.err().flush();
    return new CommandLineOf(status, out.toString(), err.toString());
  }
}
