package silt.cli;

import io.grpc.StatusRuntimeException;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import silt.cli.terminal.Terminal;
import silt.config.NearestName;
import silt.raster.RasterLibraryMissing;
import silt.raster.RasterProblem;
import silt.scene.BadInput;

/**
 * Turns whatever went wrong into one line, "silt: the thing and its value; the way out", and an
 * exit code. A stack trace is shown to those who ask for it.
 */
final class Refusals {

  static final int FAILED = 1;
  static final int BAD_INPUT = 2;
  static final int INTERRUPTED = 130;

  private Refusals() {}

  static void applyTo(CommandLine command, Session session) {
    command.setParameterExceptionHandler((wrong, arguments) -> usage(wrong, session.terminal()));
    command.setExecutionExceptionHandler(
        (wrong, inside, parsed) -> {
          if (session.debug()) {
            wrong.printStackTrace(session.terminal().err());
          }
          return explain(wrong, session.terminal());
        });
  }

  private static int usage(CommandLine.ParameterException wrong, Terminal terminal) {
    if (wrong.getCause() instanceof BadInput refusal) {
      return refuse(terminal, refusal.getMessage(), refusal.remedy());
    }
    CommandLine command = wrong.getCommandLine();
    String help = "See " + command.getCommandSpec().qualifiedName() + " --help.";
    if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().get(0);
      var known =
          word.startsWith("-")
              ? command.getCommandSpec().optionsMap().keySet()
              : command.getSubcommands().keySet();
      String near = NearestName.of(word, known).map(s -> "Did you mean " + s + "? ").orElse("");
      return refuse(terminal, "unknown argument \"" + word + "\"", near + help);
    }
    return refuse(terminal, wrong.getMessage(), help);
  }

  static int explain(Throwable wrong, Terminal terminal) {
    if (wrong instanceof BadInput refusal) {
      return refuse(terminal, refusal.getMessage(), refusal.remedy());
    }
    if (wrong instanceof RasterLibraryMissing || wrong instanceof RasterProblem) {
      return refuse(terminal, wrong.getMessage(), "silt doctor checks what is installed.");
    }
    if (wrong instanceof StatusRuntimeException grpc) {
      return refuse(
          terminal,
          "Temporal: "
              + grpc.getStatus().getCode()
              + " "
              + first(grpc.getStatus().getDescription()),
          "Run deploy/silt up, or set TEMPORAL_ADDRESS.");
    }
    if (wrong instanceof InterruptedException || wrong instanceof CancellationException) {
      terminal.note("silt: interrupted");
      return INTERRUPTED;
    }
    terminal.note("silt: " + first(describe(wrong)) + "; --debug shows where");
    return FAILED;
  }

  private static int refuse(Terminal terminal, String problem, String remedy) {
    terminal.note("silt: " + first(problem) + "; " + remedy);
    return BAD_INPUT;
  }

  private static String describe(Throwable wrong) {
    String message = wrong.getMessage();
    return message == null || message.isBlank() ? wrong.getClass().getSimpleName() : message;
  }

  private static String first(String text) {
    String line = text == null ? "" : text.strip().lines().findFirst().orElse("");
    return line.endsWith(".") || line.endsWith(";") ? line.substring(0, line.length() - 1) : line;
  }
}
