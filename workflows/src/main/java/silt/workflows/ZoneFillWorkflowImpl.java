package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import silt.steps.ArtifactRef;
import silt.steps.Failures;
import silt.steps.FillOrder;
import silt.steps.FillPage;
import silt.steps.LedgerActivity;
import silt.steps.LoadActivity;

/**
 * Page by page over the scene runs that lack the set; a page's scenes are summarised side by side.
 */
public final class ZoneFillWorkflowImpl implements ZoneFillWorkflow {

  private static final int PAGE = 20;

  /** Times that rows are made at most, where they are gone from staging again and again. */
  private static final int SUMMARIES_AT_MOST = 4;

  private final LedgerActivity ledger = Steps.ledger();
  private final LoadActivity results = Steps.load();

  private long filled;

  @Override
  public long fill(String zoneSet, String product, long after, long filledBefore) {
    filled = filledBefore;
    long cursor = after;
    while (true) {
      long from = cursor;
      FillPage page = Patience.mended(() -> ledger.fillPage(zoneSet, product, from, PAGE));
      if (page.orders().isEmpty()) {
        return filled;
      }
      List<Promise<Void>> fills = new ArrayList<>();
      for (FillOrder order : page.orders()) {
        fills.add(Async.procedure(this::fillOne, order));
        cursor = Math.max(cursor, order.sceneRunId());
      }
      Promise.allOf(fills).get();
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.newContinueAsNewStub(ZoneFillWorkflow.class)
            .fill(zoneSet, product, cursor, filled);
      }
    }
  }

  private void fillOne(FillOrder order) {
    int summaries = 1;
    while (!summarised(order, summaries)) {
      summaries++;
    }
    filled++;
  }

  /**
   * Whether the rows are stored; not where they were gone from staging before that, and are to be
   * made again.
   */
  private boolean summarised(FillOrder order, int summaries) {
    ArtifactRef rows =
        Patience.mended(() -> HandedOn.done(Steps::sediment, step -> step.summarise(order)));
    try {
      Patience.mended(() -> results.fill(order, rows));
      return true;
    } catch (ActivityFailure failure) {
      if (!Failures.isGone(failure) || summaries == SUMMARIES_AT_MOST || !makesAgain()) {
        throw failure;
      }
      return false;
    }
  }

  /** Asked only where it matters, so that all other histories stay as they were. */
  private static boolean makesAgain() {
    return Workflow.getVersion("fill-makes-again", Workflow.DEFAULT_VERSION, 1)
        != Workflow.DEFAULT_VERSION;
  }

  @Override
  public long filled() {
    return filled;
  }
}
