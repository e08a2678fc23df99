package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import silt.cli.terminal.Terminal;

class HelpTest {

  @TempDir private static Path home;

  @ParameterizedTest
  @MethodSource("everyCommand")
  void theHelpOfEveryCommandOpensWithExamples(String command) {
    CommandLineOf help = CommandLineOf.run(home, (command + " --help").strip().split(" "));
    assertThat(help.status()).isZero();
    assertThat(help.out()).startsWith("Examples:\n  ").contains("deploy/silt " + command);
    assertThat(help.out().indexOf("Usage: silt")).isGreaterThan(0);
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void everyListingAndEveryShowSpeaksJson(String command) {
    assertThat(
            !command.matches(".*(list|show|status|config|doctor|provenance|truth)")
                || CommandLineOf.run(home, (command + " --help").split(" "))
                    .out()
                    .contains("--json"))
        .as(command)
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void everyExampleIsACommandLineThatParses(String command) {
    CommandLine found = silt();
    for (String word : command.split(" ")) {
      found = word.isEmpty() ? found : found.getSubcommands().get(word);
    }
    Examples examples =
        found.getCommandSpec().userObject().getClass().getAnnotation(Examples.class);
    for (int i = 0; i < examples.value().length; i += 2) {
      String line = examples.value()[i];
      String[] words = line.replaceAll("^.*?deploy/silt ?|[)>].*$", "").strip().split(" +");
      // the launcher hands these on as they are
      if (!line.contains(" sql") && !line.matches(".*silt (up|down|status).*")) {
        silt().parseArgs(words);
      }
    }
  }

  @Test
  void withoutACommandTheHelpIsShownAndTheStatusIsTwo() {
    CommandLineOf nothing = CommandLineOf.run(home);
    assertThat(nothing.status()).isEqualTo(2);
    assertThat(nothing.out()).startsWith("Examples:");
  }

  @Test
  void theCompletionScriptKnowsEveryCommand() {
    CommandLineOf completion = CommandLineOf.run(home, "completion");
    assertThat(completion.status()).isZero();
    assertThat(completion.out()).startsWith("#!/usr/bin/env bash").contains("complete -F");
    everyCommand()
        .filter(command -> !command.isEmpty())
        .forEach(command -> assertThat(completion.out()).contains(lastWord(command)));
  }

  static Stream<String> everyCommand() {
    List<String> found = new ArrayList<>(List.of(""));
    collect(silt(), "", found);
    return found.stream();
  }

  private static void collect(CommandLine command, String path, List<String> into) {
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              into.add((path + " " + name).strip());
              collect(sub, path + " " + name, into);
            });
  }

  private static CommandLine silt() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return Silt.commandLine(new Session(Terminal.plain(nowhere, nowhere), Map.of()));
  }

  private static String lastWord(String command) {
    String[] words = command.split(" ");
    return Arrays.asList(words).get(words.length - 1);
  }
}
