package silt.load;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.Dailies;
import silt.db.DailyRow;
import silt.db.DailyRunRow;
import silt.db.DailyRuns;
import silt.db.Database;
import silt.db.ProductRow;
import silt.db.Products;
import silt.steps.CampaignOrder;
import silt.steps.DailyLedgerActivity;
import silt.steps.DailyOrder;
import silt.steps.DailyStart;
import silt.steps.DailyStart.CampaignBegin;
import silt.steps.Failures;
import silt.steps.Failures.Person;

/** Which runs of daily ingestions there were, and what each came to. */
public final class DailyLedger implements DailyLedgerActivity {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Dailies dailies;
  private final DailyRuns runs;
  private final Campaigns campaigns;
  private final Products products;

  public DailyLedger(Database database) {
    dailies = new Dailies(database);
    runs = new DailyRuns(database);
    campaigns = new Campaigns(database);
    products = new Products(database);
  }

  @Override
  public DailyStart begin(DailyOrder order, Instant at) {
    ActivityInfo activity = Activity.getExecutionContext().getInfo();
    String workflow = activity.getWorkflowId();
    String run = activity.getRunId();
    return Fates.decided(
        () -> {
          DailyRow daily = dailies.require(order.name());
          if (daily.state().equals(DailyRow.DISABLED)) {
            DailyRunRow idle = runs.begin(daily.name(), workflow, run, null, at);
            return new DailyStart(idle.id(), null, List.of());
          }
          ProductRow promoted = promoted();
          DailyRunRow begun = runs.begin(daily.name(), workflow, run, promoted.name(), at);
          CampaignOrder campaign =
              new CampaignOrder(
                  unused(daily.name() + "." + STAMP.format(at)),
                  // of an earlier attempt, where one was bound to it before
                  Ledger.recipe(products.show(begun.product())),
                  daily.zoneSets(),
                  daily.window(),
                  CampaignOrder.FORWARD);
          return new DailyStart(
              begun.id(),
              campaign,
              runs.unbegun(daily.name()).stream()
                  .filter(row -> !row.name().equals(begun.campaign()))
                  .map(row -> begin(row, daily.window()))
                  .toList());
        });
  }

  private ProductRow promoted() {
    return products
        .promoted()
        .orElseThrow(
            () ->
                Failures.person(
                    Person.MODEL_MISSING,
                    "no product version is promoted. Promote one with deploy/silt product promote NAME.",
                    null));
  }

  /** A run that was reset, and has the same time, finds its campaign's name taken. */
  private String unused(String name) {
    String free = name;
    for (int nr = 2; campaigns.find(free).isPresent(); nr++) {
      free = name + "-" + nr;
    }
    return free;
  }

  private CampaignBegin begin(CampaignRow row, int window) {
    return new CampaignBegin(
        new CampaignOrder(
            row.name(),
            Ledger.recipe(products.show(row.product())),
            row.zoneSets(),
            window,
            CampaignOrder.FORWARD),
        row.scenes());
  }

  @Override
  public void begun(String campaign) {
    Fates.decided(() -> campaigns.setWorkflow(campaign, CampaignOrder.workflowId(campaign)));
  }

  @Override
  public void ended(DailyStart run, String outcome, String reason, Instant at) {
    Fates.decided(() -> runs.ended(run.run(), outcome, reason, at));
  }

  @Override
  public void waits(DailyOrder order, String message) {
    Fates.decided(() -> dailies.waits(order.name(), message));
  }
}
