package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import silt.cli.terminal.Terminal;

/** Nobody should find at three in the morning that a command of the runbook is none. */
class RunbookTest {

  /** A command in a block of code up to its comment, or between backquotes. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^|[`;] ?)deploy/silt ([^`\\n]*?)(?= {2,}|[`;|]|$)");

  static Stream<String> commands() throws IOException {
    Matcher found = COMMAND.matcher(Files.readString(Path.of("..", "deploy", "RUNBOOK.md")));
    return found.results().map(command -> command.group(1).strip()).distinct().toList().stream();
  }

  @Test
  void thereAreCommandsToCheck() throws IOException {
    assertThat(commands()).contains("doctor --fix", "campaign resume NAME", "daily run-now NAME");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandOfTheRunbookIsOne(String command) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    // the launcher answers these itself
    if (!command.matches("(sql|up|down|status)( .*)?")) {
      Silt.commandLine(new Session(Terminal.plain(nowhere, nowhere), Map.of()))
          .parseArgs(command.split(" +"));
    }
  }
}
