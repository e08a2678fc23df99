package silt.workflows;

import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.common.SearchAttributeKey;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import silt.steps.CampaignOrder;
import silt.steps.DailyFound;
import silt.steps.DailyLedgerActivity;
import silt.steps.DailyOrder;
import silt.steps.DailyStart;
import silt.steps.DailyStart.CampaignBegin;
import silt.steps.Failures;
import silt.steps.IngestActivity;

/** Begin, search, start a campaign; whatever happens, what the run came to is stored. */
public final class DailyIngestWorkflowImpl implements DailyIngestWorkflow {

  /** When a schedule meant a run to begin, which a catch-up or a buffer makes earlier than now. */
  private static final SearchAttributeKey<OffsetDateTime> DUE =
      SearchAttributeKey.forOffsetDateTime("TemporalScheduledStartTime");

  private final DailyLedgerActivity ledger = Steps.dailyLedger();
  private final Looks looks = new Looks();

  private String step = "begin";
  private String waitsFor;
  private DailyOrder order;
  private Instant due;
  private DailyStart run;
  private DailyFound found;
  private boolean lastRun;

  @Override
  public DailyFound ingest(DailyOrder order, DailyHandover from) {
    this.order = order;
    Workflow.upsertMemo(memo());
    takeOver(from);
    if (run == null) {
      run = mended(() -> ledger.begin(order, due));
    }
    try {
      // those that a run left behind which was terminated between its search and its start
      run.unbegun().forEach(this::start);
      if (found == null) {
        found = run.campaign() == null ? new DailyFound(0, 0, 0) : search();
      }
      if (found.scenes() > 0) {
        step = "start";
        start(new CampaignBegin(run.campaign(), found.scenes()));
      }
      ended(outcome(), null);
      return found;
    } catch (ActivityFailure failure) {
      boolean cancelled = failure.getCause() instanceof CanceledFailure;
      close(cancelled ? "cancelled by an operator" : Failures.message(failure));
      throw failure;
    } catch (CanceledFailure cancelled) {
      close("cancelled by an operator");
      throw cancelled;
    } finally {
      step = "done";
    }
  }

  private Map<String, Object> memo() {
    return Map.of("daily", order.name(), "overlap", order.overlap().toString());
  }

  private void takeOver(DailyHandover from) {
    due = due();
    if (from != null
        && Workflow.getVersion("takes over", Workflow.DEFAULT_VERSION, 1)
            != Workflow.DEFAULT_VERSION) {
      due = from.due();
      run = from.run();
      found = from.found();
      waitsFor = from.waitsFor();
    }
  }

  private DailyFound search() {
    step = "search";
    IngestActivity archive = Steps.ingest(order);
    return mended(() -> archive.ingest(order, run));
  }

  private String outcome() {
    return run.campaign() == null ? "DISABLED" : found.scenes() > 0 ? "FOUND" : "NOTHING";
  }

  /**
   * Starts a campaign whose scenes are stored; it outlives this run, which does not wait for it.
   * One that has been started before is left to itself.
   */
  private void start(CampaignBegin begin) {
    CampaignOrder campaign = begin.order();
    CampaignWorkflow child =
        Workflow.newChildWorkflowStub(
            CampaignWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(campaign.workflowId())
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setCancellationType(ChildWorkflowCancellationType.ABANDON)
                .setPriority(Labels.priority(campaign))
                .setTypedSearchAttributes(Labels.attributes(campaign))
                .setMemo(Labels.memo(campaign))
                .setStaticSummary(Labels.summary(campaign))
                .build());
    Async.function(child::run, campaign, new CampaignProgress(begin.scenes(), 0, Map.of(), 0));
    try {
      Workflow.getWorkflowExecution(child).get();
    } catch (ChildWorkflowFailure refused) {
      if (!(refused.getCause() instanceof WorkflowExecutionAlreadyStarted)) {
        throw refused;
      }
    }
    Patience.mended(() -> ledger.begun(campaign.name()), this::makeRoom);
  }

  private static Instant due() {
    OffsetDateTime scheduled = Workflow.getTypedSearchAttributes().get(DUE);
    return scheduled == null ? now() : scheduled.toInstant();
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  private void close(String reason) {
    lastRun = true;
    Workflow.newDetachedCancellationScope(() -> ended("FAILED", reason)).run();
  }

  private void ended(String outcome, String reason) {
    Instant at = now();
    Patience.mended(() -> ledger.ended(run, outcome, reason, at), this::makeRoom);
  }

  /** Runs a step; where a person must mend something, says so, waits, and runs it again. */
  private <T> T mended(Supplier<T> work) {
    while (true) {
      try {
        T done = work.get();
        if (waitsFor != null) {
          Workflow.setCurrentDetails("");
          Patience.mended(() -> ledger.waits(order, null), this::makeRoom);
          waitsFor = null;
        }
        return done;
      } catch (ActivityFailure failure) {
        Optional<Failures.Person> person =
            failure.getCause() instanceof CanceledFailure
                ? Optional.empty()
                : Failures.needsPerson(failure);
        if (person.isEmpty()) {
          throw failure;
        }
        wait(person.get(), Failures.message(failure));
        makeRoom();
      }
    }
  }

  private void wait(Failures.Person person, String message) {
    String what = step + ": " + person + ": " + message;
    boolean databaseAnswers =
        person != Failures.Person.DATABASE_UNFIT && person != Failures.Person.DATABASE_DOWN;
    if (databaseAnswers && !what.equals(waitsFor)) {
      Patience.mended(() -> ledger.waits(order, what), this::makeRoom);
    }
    waitsFor = what;
    Workflow.setCurrentDetails("waits for a person: " + what);
    looks.takeWord();
    looks.rest(order.lookAgain());
  }

  /** Between two looks: one that has looked often makes room for a next run. */
  private void makeRoom() {
    if (lastRun || !HistoryBound.handsOver(HistoryBound.WAITING)) {
      return;
    }
    // labels do not come along by themselves
    ContinueAsNewOptions labels = ContinueAsNewOptions.newBuilder().setMemo(memo()).build();
    Workflow.newContinueAsNewStub(DailyIngestWorkflow.class, labels)
        .ingest(order, new DailyHandover(due, run, found, waitsFor));
  }

  @Override
  public DailyRunStatus status() {
    return new DailyRunStatus(step, waitsFor);
  }

  @Override
  public void resume() {
    looks.tell();
  }
}
