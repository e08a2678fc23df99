package silt.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command's words go: results to the one stream, progress and refusals to the other.
 *
 * @param live whether a person watches the second stream, so that a line may be redrawn
 * @param ansi whether results may be coloured; {@code NO_COLOR} and pipes say no
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean live, Ansi ansi) {

  /** The process's own streams. */
  public static Terminal system() {
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    boolean coloured = isTerminal(1) && !dumb && System.getenv("NO_COLOR") == null;
    return new Terminal(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        isTerminal(2) && !dumb,
        coloured ? Ansi.ON : Ansi.OFF);
  }

  /** Whether standard output is a terminal. */
  public static boolean isWatched() {
    return isTerminal(1);
  }

  /** Nobody watches; for tests and pipes. */
  public static Terminal plain(PrintWriter out, PrintWriter err) {
    return new Terminal(out, err, false, Ansi.OFF);
  }

  /** A result line. */
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  /** A line beside the results. */
  public void note(String line) {
    err.println(line);
    err.flush();
  }

  /** Emphasised where colour is allowed. */
  public String bold(String text) {
    return ansi.enabled() ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  /** In the colour of good ({@code true}) or bad news. */
  public String judged(String text, boolean good) {
    return ansi.enabled() ? (good ? "\u001b[32m" : "\u001b[31m") + text + "\u001b[0m" : text;
  }

  /** {@code System.console()} asks for both ends and answers otherwise from Java 22 on. */
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException noProc) {
      return System.console() != null;
    }
  }
}
