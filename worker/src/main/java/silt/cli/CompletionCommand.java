package silt.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Prints the completion script for bash; zsh reads it through bashcompinit. */
@Command(name = "completion", description = "The completion script for bash and zsh.")
@Examples({
  "source <(deploy/silt completion)",
  "complete commands and options in this shell",
  "deploy/silt completion > ~/.local/share/bash-completion/completions/silt",
  "in every shell to come"
})
final class CompletionCommand implements Callable<Integer> {

  private final Session session;

  CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CommandLine silt = Silt.commandLine(session);
    session.terminal().say(AutoComplete.bash("silt", silt));
    return 0;
  }
}
