package silt.simulator;

import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import silt.raster.RasterProblem;
import silt.scene.BadInput;

/** How the simulator's programs refuse: one line and the way out, exit code 2, no stack trace. */
final class SimulatorProgram {

  private SimulatorProgram() {}

  static CommandLine of(Object program) {
    return new CommandLine(program)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              Throwable cause =
                  failure instanceof ExecutionException ? failure.getCause() : failure;
              if (cause instanceof BadInput bad) {
                System.err.println(
                    "%s: %s%n      %s"
                        .formatted(line.getCommandName(), bad.getMessage(), bad.remedy()));
                return 2;
              }
              if (cause instanceof RasterProblem) {
                System.err.println(line.getCommandName() + ": " + cause.getMessage());
                return 1;
              }
              throw failure;
            });
  }
}
