package silt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.cli.terminal.Json;
import silt.cli.terminal.Terminal;
import silt.model.ModelBundle;
import silt.model.ModelCard;

/** Shows what a model's card says. */
@Command(name = "show", description = "A model's card.")
@Examples({
  "deploy/silt model show mask-hls-1",
  "by name",
  "deploy/silt model show ./my-bundle --json",
  "a folder or zip, as data"
})
final class ModelShow implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "BUNDLE", description = "folder, zip or registered name")
  String bundle;

  @Option(names = "--json", description = "print JSON")
  boolean json;

  ModelShow(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return new Bundles(session).ask(bundle, this::tell);
  }

  private int tell(ModelBundle found) {
    ModelCard card = found.card();
    Terminal terminal = session.terminal();
    if (json) {
      Json.print(terminal, new View(found.sha256(), card));
      return 0;
    }
    terminal.say(terminal.bold(card.name()) + " (" + card.kind().word() + ")");
    terminal.say("  sha256    " + found.sha256());
    terminal.say("  engine    " + card.engine() + ", " + card.architecture());
    terminal.say(
        "  inputs    " + card.inputs().stream().map(Enum::name).collect(Collectors.joining(", ")));
    terminal.say("  measures  " + card.measures());
    if (!card.thresholds().isEmpty()) {
      terminal.say("  thresholds " + card.thresholds());
    }
    terminal.say("  licence   " + card.licence());
    card.credits().forEach(credit -> terminal.say("  credit    " + credit));
    tell("training", card.training());
    tell("metrics", card.metrics());
    return 0;
  }

  private void tell(String title, JsonNode node) {
    node.fields()
        .forEachRemaining(
            field ->
                session
                    .terminal()
                    .say("  " + title + "." + field.getKey() + " = " + field.getValue()));
  }

  private record View(String sha256, ModelCard card) {}
}
