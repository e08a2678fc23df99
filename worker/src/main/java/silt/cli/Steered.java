package silt.cli;

import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.Products;
import silt.load.Ledger;
import silt.scene.BadInput;
import silt.steps.CampaignOrder;
import silt.workflows.CampaignProgress;

/** A stored campaign that an operator wants something of. */
final class Steered {

  private Steered() {}

  /**
   * @throws BadInput where there is no such campaign
   */
  static CampaignRow require(Campaigns campaigns, String name) {
    // its refusal says where the names are
    campaigns.progress(name);
    return campaigns.find(name).orElseThrow();
  }

  /** What to say of one that cannot be steered, for no workflow works on it. */
  static BadInput notRunning(CampaignRow row) {
    return row.ended()
        ? new BadInput(
            "campaign " + row.name() + " has ended (" + row.state() + ")",
            row.state().equals("DONE")
                ? "deploy/silt campaign retry " + row.name() + " tries again what failed."
                : "deploy/silt campaign resume " + row.name() + " takes it up again.")
        : new BadInput(
            "campaign " + row.name() + " is " + row.state() + ", and no workflow works on it",
            "Take it up again first: deploy/silt campaign resume " + row.name() + ".");
  }

  /** Starts its workflow anew, over the scenes that it holds. */
  static void takeUp(Session session, CampaignRow row) {
    Steering.requireAttributes(session);
    Campaigns campaigns = new Campaigns(session.database());
    if (row.ended()) {
      // said before its workflow says so itself, or whoever looks now would take it for ended
      campaigns.setState(
          row.name(),
          row.scenes() == 0 ? "DISCOVERING" : "RUNNING",
          "taken up again by " + session.operator());
    }
    try {
      new Steering(session, row.name()).takeUp(order(session, row), from(row));
    } catch (RuntimeException failure) {
      if (row.ended()) {
        campaigns.setState(row.name(), row.state(), row.stateReason());
      }
      throw failure;
    }
  }

  private static CampaignOrder order(Session session, CampaignRow row) {
    return new CampaignOrder(
        row.name(),
        Ledger.recipe(new Products(session.database()).show(row.product())),
        row.zoneSets(),
        row.window(),
        row.priority());
  }

  /** Scenes are stored all at once, so one that holds any has found them. */
  private static CampaignProgress from(CampaignRow row) {
    return row.scenes() == 0
        ? CampaignProgress.START
        : new CampaignProgress(row.scenes(), 0, java.util.Map.of(), 0);
  }
}
