package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import silt.scene.Outcome;
import silt.steps.Conclusion;
import silt.steps.Failures;
import silt.steps.FetchActivity;
import silt.steps.LoadActivity;
import silt.steps.MaskedScene;
import silt.steps.MeasuredScene;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.steps.SceneTrail;
import silt.steps.StagedScene;

/**
 * Fetch, mask, sediment, load; whatever happens, an outcome is stored and staging is emptied. How a
 * step waits for a person is told by {@link SceneWait}; one that waits for weeks continues as new
 * and goes on where it was.
 */
public final class SceneWorkflowImpl implements SceneWorkflow {

  /** How scenes ran that an earlier build began, told by the version that their history holds. */
  private static final int SILENT = Workflow.DEFAULT_VERSION;

  /**
   * Tells its campaign what it waits for, and leaves staging to the step that stores the result.
   */
  private static final int TELLS = 1;

  /** Takes over what an earlier run of it has done. */
  private static final int TAKES_OVER = 2;

  /** Times that a scene is fetched at most, where what it has staged is gone again and again. */
  static final int FETCHES_AT_MOST = 4;

  private final FetchActivity archive = Steps.fetch();
  private final FetchActivity leftovers = Steps.release();
  private final LoadActivity results = Steps.load();
  private final Looks looks = new Looks();

  private SceneOrder order;
  private SceneWait person;
  private String step = "fetch";
  private int version = SILENT;
  private SceneTrail trail = SceneTrail.NOTHING;
  private Conclusion concluded;
  private boolean lastRun;

  @Override
  public SceneReport process(SceneOrder order, SceneHandover from) {
    this.order = order;
    version = Workflow.getVersion("scene", SILENT, TAKES_OVER);
    SceneHandover left = from == null || version < TAKES_OVER ? SceneHandover.NOTHING : from;
    takeOver(left);
    try {
      return toTheEnd(left.conclusion());
    } catch (ActivityFailure failure) {
      return concludeFailed(Conclusion.from(failure));
    } catch (CanceledFailure cancelled) {
      concludeDetached();
      throw cancelled;
    } finally {
      step = "done";
    }
  }

  private void takeOver(SceneHandover left) {
    trail = left.trail();
    if (left.asked()) {
      looks.tell();
    }
    person = new SceneWait(order, version >= TELLS, looks, left.waitingFor(), this::makeRoom);
  }

  /**
   * All steps, and again from the fetch on where one misses what an earlier one has staged: whoever
   * emptied it, the scene itself lacks nothing.
   *
   * @param known what an earlier run has come to; else {@code null}
   */
  private SceneReport toTheEnd(Conclusion known) {
    Conclusion conclusion = known;
    for (int fetches = 1; ; fetches++) {
      try {
        return conclude(conclusion == null ? work() : conclusion);
      } catch (ActivityFailure failure) {
        if (!Failures.isGone(failure) || fetches == FETCHES_AT_MOST || !goesBack()) {
          throw failure;
        }
        person.event("fetched-again", step + ": " + Failures.message(failure));
        trail = SceneTrail.NOTHING;
        concluded = null;
        conclusion = null;
      }
    }
  }

  /** Asked only where it matters, so that all other histories stay as they were. */
  private static boolean goesBack() {
    return Workflow.getVersion("scene-goes-back", Workflow.DEFAULT_VERSION, 1)
        != Workflow.DEFAULT_VERSION;
  }

  private Conclusion work() {
    StagedScene staged = trail.staged() == null ? fetch() : trail.staged();
    MaskedScene masked = trail.masked() == null ? mask(staged) : trail.masked();
    if (masked.validPixels() == 0) {
      return new Conclusion(masked.obstacle(), null);
    }
    step = "sediment";
    // without clear water too: a result always has both rasters, the second one empty
    MeasuredScene measured =
        person.mended(
            step,
            () -> HandedOn.done(Steps::sediment, step -> step.measure(order, staged, masked)));
    trail = new SceneTrail(staged, masked, measured);
    return measured.valuedPixels() > 0
        ? new Conclusion(Outcome.OBSERVED, null)
        : new Conclusion(masked.obstacle(), unmeasured(masked, measured));
  }

  private StagedScene fetch() {
    step = "fetch";
    StagedScene staged = person.mended(step, () -> archive.fetch(order));
    trail = new SceneTrail(staged, null, null);
    return staged;
  }

  private MaskedScene mask(StagedScene staged) {
    step = "mask";
    MaskedScene masked =
        person.mended(
            step,
            () ->
                HandedOn.done(
                    left -> Steps.mask(order.product(), left), step -> step.mask(order, staged)));
    trail = new SceneTrail(staged, masked, null);
    return masked;
  }

  /** Why clear water that was seen came to no value; {@code null} where none was seen. */
  private static String unmeasured(MaskedScene masked, MeasuredScene measured) {
    return masked.clearWaterPixels() == 0 || measured.flaggedPixels() == null
        ? null
        : "none of %d clear water pixels was fit to be measured: %s"
            .formatted(masked.clearWaterPixels(), measured.flaggedPixels());
  }

  private SceneReport conclude(Conclusion with) {
    step = "load";
    concluded = with;
    SceneReport report = person.mended(step, () -> results.conclude(order, trail, with));
    if (version == SILENT) {
      archive.release(order);
      return report;
    }
    Workflow.upsertTypedSearchAttributes(Attributes.OUTCOME.valueSet(report.outcome().name()));
    if (!with.outcome().isResult()) {
      release();
    }
    return report;
  }

  /** One that is cancelled while its failure is being stored has an outcome all the same. */
  private SceneReport concludeFailed(Conclusion with) {
    try {
      return conclude(with);
    } catch (CanceledFailure cancelled) {
      concludeDetached();
      throw cancelled;
    }
  }

  /**
   * What a step that failed or was stopped has left, which the step that stores results does not
   * know of.
   */
  private void release() {
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
  private void concludeDetached() {
    lastRun = true;
    Workflow.newDetachedCancellationScope(
            () -> conclude(new Conclusion(Outcome.CANCELLED, "cancelled by an operator")))
        .run();
  }

  /** Between two looks: one that has looked often makes room for a next run. */
  private void makeRoom() {
    if (lastRun || !HistoryBound.handsOver(HistoryBound.WAITING)) {
      return;
    }
    // labels do not come along by themselves
    ContinueAsNewOptions labels =
        ContinueAsNewOptions.newBuilder()
            .setTypedSearchAttributes(Labels.attributes(order))
            .setMemo(Labels.memo(order))
            .build();
    Workflow.newContinueAsNewStub(SceneWorkflow.class, labels)
        .process(order, new SceneHandover(trail, concluded, person.waitingFor(), looks.isTold()));
  }

  @Override
  public SceneStatus status() {
    return new SceneStatus(step, person == null ? null : person.waitingFor());
  }

  @Override
  public void resume() {
    looks.tell();
  }
}
