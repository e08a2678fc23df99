package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import silt.scene.Outcome;
import silt.steps.Blocked;
import silt.steps.CampaignOrder;
import silt.steps.Conclusion;
import silt.steps.Failures;
import silt.steps.FetchActivity;
import silt.steps.LedgerActivity;
import silt.steps.LoadActivity;
import silt.steps.MaskedScene;
import silt.steps.MeasuredScene;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.steps.SceneTrail;
import silt.steps.StagedScene;

/**
 * Fetch, mask, sediment, load; whatever happens, an outcome is stored and staging is emptied. Where
 * a step waits for a person, the campaign is told, and told again when it is mended.
 */
public final class SceneWorkflowImpl implements SceneWorkflow {

  /** How long a scene that waits for a person sleeps before it looks again by itself. */
  static final Duration LOOK_AGAIN = Duration.ofMinutes(15);

  /** How scenes ran that an earlier build began, told by the version that their history holds. */
  private static final int SILENT = Workflow.DEFAULT_VERSION;

  /**
   * Tells its campaign what it waits for, and leaves staging to the step that stores the result.
   */
  private static final int TELLS = 1;

  /** Times that a scene is fetched at most, where what it has staged is gone again and again. */
  static final int FETCHES_AT_MOST = 4;

  private final FetchActivity archive = Steps.fetch();
  private final FetchActivity leftovers = Steps.release();
  private final LoadActivity results = Steps.load();
  private final LedgerActivity ledger = Steps.ledger();

  private String step = "fetch";
  private String waitingFor;
  private boolean resumed;
  private int version = SILENT;

  @Override
  public SceneReport process(SceneOrder order) {
    version = Workflow.getVersion("scene", SILENT, TELLS);
    Progress progress = new Progress();
    try {
      return toTheEnd(order, progress);
    } catch (ActivityFailure failure) {
      return concludeFailed(order, progress.trail, Conclusion.from(failure));
    } catch (CanceledFailure cancelled) {
      concludeDetached(order, progress.trail);
      throw cancelled;
    } finally {
      step = "done";
    }
  }

  /**
   * All steps, and again from the fetch on where one misses what an earlier one has staged: whoever
   * emptied it, the scene itself lacks nothing.
   */
  private SceneReport toTheEnd(SceneOrder order, Progress progress) {
    for (int fetches = 1; ; fetches++) {
      try {
        Conclusion conclusion = work(order, progress);
        return conclude(order, progress.trail, conclusion);
      } catch (ActivityFailure failure) {
        if (!Failures.isGone(failure) || fetches == FETCHES_AT_MOST || !goesBack()) {
          throw failure;
        }
        event(order, "fetched-again", step + ": " + Failures.message(failure));
        progress.trail = SceneTrail.NOTHING;
      }
    }
  }

  /** Asked only where it matters, so that all other histories stay as they were. */
  private static boolean goesBack() {
    return Workflow.getVersion("scene-goes-back", Workflow.DEFAULT_VERSION, 1)
        != Workflow.DEFAULT_VERSION;
  }

  private Conclusion work(SceneOrder order, Progress progress) {
    step = "fetch";
    StagedScene staged = mended(order, () -> archive.fetch(order));
    progress.trail = new SceneTrail(staged, null, null);
    step = "mask";
    MaskedScene masked =
        mended(
            order,
            () ->
                HandedOn.done(
                    left -> Steps.mask(order.product(), left), step -> step.mask(order, staged)));
    progress.trail = new SceneTrail(staged, masked, null);
    if (masked.validPixels() == 0) {
      return new Conclusion(masked.obstacle(), null);
    }
    step = "sediment";
    // without clear water too: a result always has both rasters, the second one empty
    MeasuredScene measured =
        mended(
            order,
            () -> HandedOn.done(Steps::sediment, step -> step.measure(order, staged, masked)));
    progress.trail = new SceneTrail(staged, masked, measured);
    return measured.valuedPixels() > 0
        ? new Conclusion(Outcome.OBSERVED, null)
        : new Conclusion(masked.obstacle(), unmeasured(masked, measured));
  }

  /** Why clear water that was seen came to no value; {@code null} where none was seen. */
  private static String unmeasured(MaskedScene masked, MeasuredScene measured) {
    return masked.clearWaterPixels() == 0 || measured.flaggedPixels() == null
        ? null
        : "none of %d clear water pixels was fit to be measured: %s"
            .formatted(masked.clearWaterPixels(), measured.flaggedPixels());
  }

  private SceneReport conclude(SceneOrder order, SceneTrail trail, Conclusion conclusion) {
    step = "load";
    SceneReport report = mended(order, () -> results.conclude(order, trail, conclusion));
    if (version == SILENT) {
      archive.release(order);
      return report;
    }
    Workflow.upsertTypedSearchAttributes(Attributes.OUTCOME.valueSet(report.outcome().name()));
    if (!conclusion.outcome().isResult()) {
      release(order);
    }
    return report;
  }

  /** One that is cancelled while its failure is being stored has an outcome all the same. */
  private SceneReport concludeFailed(SceneOrder order, SceneTrail trail, Conclusion conclusion) {
    try {
      return conclude(order, trail, conclusion);
    } catch (CanceledFailure cancelled) {
      concludeDetached(order, trail);
      throw cancelled;
    }
  }

  /**
   * What a step that failed or was stopped has left, which the step that stores results does not
   * know of.
   */
  private void release(SceneOrder order) {
    try {
      leftovers.release(order);
    } catch (ActivityFailure failure) {
      Workflow.getLogger(SceneWorkflowImpl.class)
          .warn("{}: scratch is left to housekeeping", order.scene().key(), failure);
    }
  }

  /**
   * A cancelled scene has an outcome too, so the last words are spoken outside the cancelled scope.
   */
  private void concludeDetached(SceneOrder order, SceneTrail trail) {
    Workflow.newDetachedCancellationScope(
            () ->
                conclude(
                    order, trail, new Conclusion(Outcome.CANCELLED, "cancelled by an operator")))
        .run();
  }

  /**
   * Runs a step; where it fails for something that a person must mend, says so, waits, and runs it
   * again.
   */
  private <T> T mended(SceneOrder order, Supplier<T> work) {
    while (true) {
      try {
        T done = work.get();
        moves(order);
        return done;
      } catch (ActivityFailure failure) {
        if (failure.getCause() instanceof CanceledFailure cancelled) {
          throw cancelled;
        }
        Optional<Failures.Person> person = Failures.needsPerson(failure);
        if (person.isEmpty()) {
          moves(order);
          throw failure;
        }
        wait(order, person.get(), Failures.message(failure));
      }
    }
  }

  private void wait(SceneOrder order, Failures.Person person, String message) {
    boolean first = waitingFor == null;
    waitingFor = message;
    Workflow.setCurrentDetails(step + " waits for a person: " + message);
    if (first
        && person != Failures.Person.DATABASE_UNFIT
        && person != Failures.Person.DATABASE_DOWN) {
      event(order, "waiting", step + ": " + person + ": " + message);
    }
    boolean asked = resumed;
    resumed = false;
    // a campaign that knows already is told again only of a try that it asked for itself
    if (first || asked) {
      tellCampaign(order, campaign -> campaign.blocked(blocked(order, person, message)));
    }
    Workflow.await(LOOK_AGAIN, () -> resumed);
    CancellationScope.throwCanceled();
  }

  private Blocked blocked(SceneOrder order, Failures.Person person, String message) {
    return new Blocked(order.scene().key(), step, person, message);
  }

  private void moves(SceneOrder order) {
    if (waitingFor != null) {
      waitingFor = null;
      Workflow.setCurrentDetails("");
      tellCampaign(order, campaign -> campaign.moving(order.scene().key()));
    }
  }

  /** A campaign that has ended needs no word: whoever began it anew sees the scene itself. */
  private void tellCampaign(SceneOrder order, Consumer<CampaignWorkflow> word) {
    if (version == SILENT || order.campaign() == null) {
      return;
    }
    try {
      word.accept(
          Workflow.newExternalWorkflowStub(
              CampaignWorkflow.class, CampaignOrder.workflowId(order.campaign())));
    } catch (ApplicationFailure gone) {
      Workflow.getLogger(SceneWorkflowImpl.class)
          .info("{}: campaign {} has ended", order.scene().key(), order.campaign());
    }
  }

  private void event(SceneOrder order, String kind, String message) {
    try {
      ledger.event(order.campaign(), order.scene().key(), kind, message);
    } catch (ActivityFailure failure) {
      if (Failures.needsPerson(failure).isEmpty()) {
        throw failure;
      }
      // the database waits for somebody too; the campaign and the workflow's page know
      Workflow.getLogger(SceneWorkflowImpl.class).warn("not written: {}", message, failure);
    }
  }

  @Override
  public SceneStatus status() {
    return new SceneStatus(step, waitingFor);
  }

  @Override
  public void resume() {
    resumed = true;
  }

  /** How far this run came, seen also by the code that handles its failure. */
  private static final class Progress {
    private SceneTrail trail = SceneTrail.NOTHING;
  }
}
