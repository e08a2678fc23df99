package silt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.DatabaseProblem;
import silt.db.ProductRow;
import silt.steps.CampaignOrder;

/** Makes a campaign's scenes anew under another product version, beside what is there. */
@Command(
    name = "reprocess",
    description = "The same scenes under another product version, beside the old results.")
@Examples({
  "deploy/silt campaign reprocess demo --product second",
  "as campaign demo.second; nothing is searched for, nothing old is touched",
  "deploy/silt campaign reprocess demo --product second --as again --wait",
  "under a name of your own; follow it to its end"
})
final class CampaignReprocess implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "NAME", description = "the campaign whose scenes they are")
  String name;

  @Option(
      names = "--product",
      required = true,
      paramLabel = "VERSION",
      description = "the product version to make")
  String product;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "what to call the new campaign (default: NAME.VERSION)")
  String newName;

  @Option(names = "--wait", description = "follow it to its end")
  boolean wait;

  CampaignReprocess(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    Campaigns campaigns = new Campaigns(session.database());
    ProductRow recipe = session.product(product);
    String called = newName == null ? name + "." + recipe.name() : newName;
    Steering.requireAttributes(session);
    CampaignRow made = make(campaigns, recipe, called);
    campaigns.setWorkflow(called, CampaignOrder.workflowId(called));
    try {
      Steered.takeUp(session, made);
    } catch (RuntimeException failure) {
      campaigns.remove(called);
      throw failure;
    }
    session
        .terminal()
        .say(
            "campaign %s started: %s of %s under %s"
                .formatted(called, Words.scenes(made.scenes()), name, recipe.name()));
    if (wait) {
      return new CampaignWatch(session, called).follow();
    }
    session.terminal().say("follow it: deploy/silt campaign watch " + called);
    return 0;
  }

  private CampaignRow make(Campaigns campaigns, ProductRow recipe, String called) {
    try {
      return Asked.value(
          () -> campaigns.reprocess(name, called, recipe.name(), session.operator()),
          "Name it with --as.");
    } catch (DatabaseProblem problem) {
      if (problem.kind() == DatabaseProblem.Kind.NAME_TAKEN) {
        throw CampaignTaken.refusal(campaigns.find(called).orElseThrow(() -> problem));
      }
      throw problem;
    }
  }
}
