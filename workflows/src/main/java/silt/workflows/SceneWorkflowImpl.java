package silt.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import silt.scene.Outcome;
import silt.steps.Conclusion;
import silt.steps.Failures;
import silt.steps.FetchActivity;
import silt.steps.LedgerActivity;
import silt.steps.LoadActivity;
import silt.steps.MaskActivity;
import silt.steps.MaskedScene;
import silt.steps.MeasuredScene;
import silt.steps.SceneOrder;
import silt.steps.SceneReport;
import silt.steps.SceneTrail;
import silt.steps.SedimentActivity;
import silt.steps.StagedScene;

/** Fetch, mask, sediment, load; whatever happens, an outcome is stored and staging is emptied. */
public final class SceneWorkflowImpl implements SceneWorkflow {

  /** How long a scene that waits for a person sleeps before it looks again by itself. */
  static final Duration LOOK_AGAIN = Duration.ofMinutes(15);

  private final FetchActivity archive = Steps.fetch();
  private final SedimentActivity sediment = Steps.sediment();
  private final LoadActivity results = Steps.load();
  private final LedgerActivity ledger = Steps.ledger();

  private String step = "fetch";
  private String waitingFor;
  private boolean resumed;

  @Override
  public SceneReport process(SceneOrder order) {
    Progress progress = new Progress();
    try {
      Conclusion conclusion = work(order, progress);
      return conclude(order, progress.trail, conclusion);
    } catch (ActivityFailure failure) {
      return conclude(order, progress.trail, Conclusion.from(failure));
    } catch (CanceledFailure cancelled) {
      concludeDetached(order, progress.trail);
      throw cancelled;
    } finally {
      step = "done";
    }
  }

  private Conclusion work(SceneOrder order, Progress progress) {
    step = "fetch";
    StagedScene staged = mended(order, () -> archive.fetch(order));
    progress.trail = new SceneTrail(staged, null, null);
    step = "mask";
    MaskActivity masks = Steps.mask(order.product());
    MaskedScene masked = mended(order, () -> masks.mask(order, staged));
    progress.trail = new SceneTrail(staged, masked, null);
    if (masked.validPixels() == 0) {
      return new Conclusion(masked.obstacle(), null);
    }
    step = "sediment";
    // without clear water too: a result always has both rasters, the second one empty
    MeasuredScene measured = mended(order, () -> sediment.measure(order, staged, masked));
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
    archive.release(order);
    return report;
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
  private <T> T mended(SceneOrder order, java.util.function.Supplier<T> work) {
    while (true) {
      try {
        T done = work.get();
        waitingFor = null;
        return done;
      } catch (ActivityFailure failure) {
        if (failure.getCause() instanceof CanceledFailure cancelled) {
          throw cancelled;
        }
        Optional<Failures.Person> person = Failures.needsPerson(failure);
        if (person.isEmpty()) {
          throw failure;
        }
        wait(order, person.get(), Failures.message(failure));
      }
    }
  }

  private void wait(SceneOrder order, Failures.Person person, String message) {
    if (waitingFor == null && person != Failures.Person.DATABASE_UNFIT) {
      ledger.event(
          order.campaign(), order.scene().key(), "waiting", step + ": " + person + ": " + message);
    }
    waitingFor = message;
    Workflow.setCurrentDetails(step + " waits for a person: " + message);
    resumed = false;
    Workflow.await(LOOK_AGAIN, () -> resumed);
    CancellationScope.throwCanceled();
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
