package silt.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import silt.cli.terminal.Terminal;

/** What a command line printed, and how it ended. */
record CommandLineOf(int status, String out, String err) {

  /** Runs it with an empty home, as a pipe would see it. */
  static CommandLineOf run(Path home, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = Terminal.plain(new PrintWriter(out), new PrintWriter(err));
    Session session = new Session(terminal, Map.of("SILT_HOME", home.toString()));
    int status = Silt.run(session, arguments);
    terminal.out().flush();
    terminal.err().flush();
    return new CommandLineOf(status, out.toString(), err.toString());
  }
}
