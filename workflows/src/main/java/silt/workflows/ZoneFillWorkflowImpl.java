package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
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

  /** Of a run that waits for a person; a page at work writes some 300. */
  private static final int EVENTS_AT_MOST = 2_000;

  private final LedgerActivity ledger = Steps.ledger();
  private final LoadActivity results = Steps.load();

  private long filled;
  private boolean hasWaitedLong;

  @Override
  public long fill(String zoneSet, String product, long after, long filledBefore) {
    filled = filledBefore;
    long cursor = after;
    while (true) {
      long from = cursor;
      Runnable again = () -> continueAsNew(zoneSet, product, from);
      FillPage page =
          Patience.mended(() -> ledger.fillPage(zoneSet, product, from, PAGE), () -> ifFull(again));
      if (page.orders().isEmpty()) {
        return filled;
      }
      fillAll(page);
      if (hasWaitedLong) {
        // the page is read anew, which offers those alone that are not filled
        again.run();
      }
      cursor = page.orders().stream().mapToLong(FillOrder::sceneRunId).reduce(from, Math::max);
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        continueAsNew(zoneSet, product, cursor);
      }
    }
  }

  private void continueAsNew(String zoneSet, String product, long cursor) {
    Workflow.newContinueAsNewStub(ZoneFillWorkflow.class).fill(zoneSet, product, cursor, filled);
  }

  private static void ifFull(Runnable then) {
    if (HistoryBound.handsOver(EVENTS_AT_MOST)) {
      then.run();
    }
  }

  /** All of a page; leaves off where some wait for a person until the history wants an end. */
  private void fillAll(FillPage page) {
    List<Promise<Void>> fills = new ArrayList<>();
    CancellationScope side =
        Workflow.newCancellationScope(
            () -> page.orders().forEach(order -> fills.add(Async.procedure(this::fillOne, order))));
    side.run();
    Promise<Void> all = Promise.allOf(fills);
    Workflow.await(() -> all.isCompleted() || hasWaitedLong);
    if (all.isCompleted()) {
      all.get();
    } else {
      side.cancel();
      fills.forEach(fill -> fill.handle((filled, cancelled) -> null).get());
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
        Patience.mended(
            () -> HandedOn.done(Steps::sediment, step -> step.summarise(order)), this::waited);
    try {
      Patience.mended(() -> results.fill(order, rows), this::waited);
      return true;
    } catch (ActivityFailure failure) {
      if (!Failures.isGone(failure) || summaries == SUMMARIES_AT_MOST || !makesAgain()) {
        throw failure;
      }
      return false;
    }
  }

  private void waited() {
    ifFull(() -> hasWaitedLong = true);
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
