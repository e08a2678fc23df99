package silt.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.scene.BadInput;
import silt.steps.CampaignOrder;
import silt.steps.Decision;

/** Changes how many scenes a campaign has in flight. */
@Command(name = "resize", description = "From now on so many scenes in flight.")
@Examples({
  "deploy/silt campaign resize demo 40",
  "1 to 500; fewer lets those beyond it end",
  "deploy/silt campaign resize demo 2 --reason disk",
  "and say why"
})
final class CampaignResize implements Callable<Integer> {

  private static final String REMEDY = "Give a name and a window: campaign resize demo 40.";

  private final Session session;

  @Parameters(
      arity = "2",
      paramLabel = "NAME N",
      description = "the campaign, and its scenes in flight, 1 to 500",
      hideParamSyntax = true)
  List<String> nameAndWindow;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, for the record")
  String reason;

  CampaignResize(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    // a person may well say the number first; a campaign may be called 40, too
    boolean numberFirst = isNumber(nameAndWindow.get(0)) && !isNumber(nameAndWindow.get(1));
    String name = nameAndWindow.get(numberFirst ? 1 : 0);
    int window = window(nameAndWindow.get(numberFirst ? 0 : 1));
    CampaignRow row = Steered.require(new Campaigns(session.database()), name);
    var status =
        new Steering(session, name)
            .tell("resize", window, new Decision(session.operator(), reason))
            .orElseThrow(() -> Steered.notRunning(row));
    session
        .terminal()
        .say(
            "campaign %s has a window of %s from now on; %d in flight"
                .formatted(name, Words.scenes(status.window()), status.inFlight()));
    return 0;
  }

  private static boolean isNumber(String word) {
    return word.matches("[+-]?\\d+");
  }

  private static int window(String word) {
    if (!word.matches("[+-]?\\d{1,9}")) {
      throw new BadInput("\"" + word + "\" is no number of scenes", REMEDY);
    }
    int window = Integer.parseInt(word);
    return Asked.value(
        () -> {
          CampaignOrder.requireWindow(window);
          return window;
        },
        REMEDY);
  }
}
