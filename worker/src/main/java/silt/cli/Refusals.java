package silt.cli;

import io.grpc.StatusRuntimeException;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import silt.cli.terminal.Terminal;
import silt.config.NearestName;
import silt.db.DatabaseFailure;
import silt.db.DatabaseProblem;
import silt.export.netcdf.NetcdfMissing;
import silt.mask.TorchMissing;
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

  private static final String DOCTOR =
      "deploy/silt doctor checks what is installed and what answers.";

  private record Refusal(String problem, String remedy) {}

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
      return refuse(terminal, new Refusal(refusal.getMessage(), refusal.remedy()));
    }
    CommandLine command = wrong.getCommandLine();
    String help = "See deploy/" + command.getCommandSpec().qualifiedName() + " --help.";
    if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().get(0);
      var known =
          word.startsWith("-")
              ? command.getCommandSpec().optionsMap().keySet()
              : command.getSubcommands().keySet();
      String near = NearestName.of(word, known).map(s -> "Did you mean " + s + "? ").orElse("");
      return refuse(terminal, new Refusal("unknown argument \"" + word + "\"", near + help));
    }
    return refuse(terminal, new Refusal(wrong.getMessage(), help));
  }

  /** Says what went wrong, and returns the exit code. */
  static int explain(Throwable wrong, Terminal terminal) {
    for (Throwable cause : chain(wrong)) {
      Optional<Refusal> refusal = refusal(cause);
      if (refusal.isPresent()) {
        return refuse(terminal, refusal.get());
      }
    }
    terminal.note("silt: " + oneLine(describe(wrong)) + "; --debug shows where");
    return FAILED;
  }

  private static Optional<Refusal> refusal(Throwable wrong) {
    if (wrong instanceof BadInput bad) {
      return Optional.of(new Refusal(bad.getMessage(), bad.remedy()));
    }
    if (wrong instanceof DatabaseProblem problem) {
      return Optional.of(new Refusal(problem.getMessage(), problem.remedy()));
    }
    if (wrong instanceof DatabaseFailure failure && failure.transientFailure()) {
      return Optional.of(
          new Refusal(
              "database: " + failure.getMessage(), "Try again; deploy/silt doctor tells more."));
    }
    if (wrong instanceof RasterLibraryMissing
        || wrong instanceof NetcdfMissing
        || wrong instanceof TorchMissing
        || wrong instanceof RasterProblem) {
      return Optional.of(new Refusal(wrong.getMessage(), DOCTOR));
    }
    if (wrong instanceof StatusRuntimeException grpc) {
      String said = grpc.getStatus().getCode() + " " + grpc.getStatus().getDescription();
      return Optional.of(
          new Refusal("Temporal: " + said, "Run deploy/silt up, or set TEMPORAL_ADDRESS."));
    }
    if (wrong instanceof ApplicationFailure failure) {
      return Optional.of(new Refusal(failure.getOriginalMessage(), DOCTOR));
    }
    if (String.valueOf(wrong.getMessage()).contains("No space left on device")) {
      return Optional.of(
          new Refusal("disk full: " + wrong.getMessage(), "Free some space and run it again."));
    }
    return Optional.empty();
  }

  private static List<Throwable> chain(Throwable wrong) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = wrong; t != null && !chain.contains(t); t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }

  private static int refuse(Terminal terminal, Refusal refusal) {
    terminal.note("silt: " + oneLine(refusal.problem()) + "; " + refusal.remedy());
    return BAD_INPUT;
  }

  private static String describe(Throwable wrong) {
    String message = wrong.getMessage();
    return message == null || message.isBlank() ? wrong.getClass().getSimpleName() : message;
  }

  private static String oneLine(String text) {
    String line = text.strip().lines().findFirst().orElse("").strip();
    return line.endsWith(".") || line.endsWith(";") ? line.substring(0, line.length() - 1) : line;
  }
}
